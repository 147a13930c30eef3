/**
 * A TCP proxy on the loopback between clients and a host that does to connections what networks do. Acts come from
 * rules, `match → act, times`, when a request matches; or from a test, on a connection or on all of them.
 */
import {createServer} from 'node:net';
import type {AddressInfo, Server, Socket} from 'node:net';
import {ProxiedConnection} from './proxied-connection.js';

export type Act =
  /** RST in both directions. */
  | {kind: 'reset'}
  /** FIN in both directions, without a WebSocket close. */
  | {kind: 'fin'}
  /** Half of the next bytes from the host, then RST. */
  | {kind: 'truncate-frame'}
  /** Nothing passes for so long, and nobody is told; what waited then arrives. */
  | {kind: 'blackhole'; ms: number}
  /** What comes from the host arrives later by so much. */
  | {kind: 'delay'; ms: number}
  /** What comes from the host arrives at this rate, and the host is held back. */
  | {kind: 'throttle'; bytesPerSecond: number}
  /** The host gets the request once more on a connection of its own, at the same time. */
  | {kind: 'dup-request'}
  /** The host gets the request; the client gets RST instead of the answer. */
  | {kind: 'drop-response'}
  /** The proxy answers itself, and the host gets nothing. */
  | {kind: 'http'; status: number; body?: string}
  /** The WebSocket gets a close frame with this code after so many frames of the host; the first is the ack. */
  | {kind: 'ws-close'; code: number; afterFrames?: number};

/** What a rule sees of a request. */
export interface ProxiedRequest {
  readonly connection: number;
  readonly kind: 'http' | 'websocket';
  /** GraphQL's name of it, such as SendMessage; null for what is no GraphQL request over HTTP. */
  readonly operation: string | null;
  readonly body: string;
}

export interface Rule {
  match(request: ProxiedRequest): boolean;
  act: Act;
  /** How often it applies; for ever by default. */
  times?: number;
}

/** A pair of answers to the same bytes. */
export interface DuplicateAnswers {
  first: unknown;
  second: unknown;
}

export interface ProxyEvent {
  /** ms since the proxy was started. */
  readonly at: number;
  readonly connection: number;
  readonly what: string;
}

/** Where the host listens. */
export interface ProxyTarget {
  hostname: string;
  port: number;
  /** Speaks TLS. */
  secure: boolean;
}

export class ChaosProxy {
  /** The host, or its port on this machine; may change while the proxy runs. */
  target: number | ProxyTarget;
  /** Where there are several, ports of hosts that connections go to by turns. */
  targets: readonly number[] = [];
  #turn = 0;
  /** New connections get RST. */
  refuse = false;
  readonly log: ProxyEvent[] = [];
  /** What broke a connection to the host last: the client only sees that it is cut. */
  hostError: Error | null = null;
  /** What `dup-request` brought. */
  readonly duplicates: DuplicateAnswers[] = [];
  /** WebSocket upgrades asked for, as moments in ms since the epoch. */
  readonly upgrades: number[] = [];
  /** Those that the host accepted. */
  readonly opened: number[] = [];
  readonly #server: Server;
  readonly #rules = new Set<Rule>();
  readonly #connections = new Set<ProxiedConnection>();
  readonly #started = Date.now();
  #count = 0;
  #holeUntil = 0;

  private constructor(target: number | ProxyTarget) {
    this.target = target;
    this.#server = createServer({allowHalfOpen: true}, (socket) => this.#accept(socket));
  }

  /** Where the next connection goes. */
  nextTarget(): number | ProxyTarget {
    return this.targets[this.#turn++ % this.targets.length] ?? this.target;
  }

  static async start(target: number | ProxyTarget): Promise<ChaosProxy> {
    const proxy = new ChaosProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, 'localhost', resolve));
    return proxy;
  }

  /** Such as http://localhost:12345. */
  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Those that are open. */
  connections(kind?: 'http' | 'websocket'): ProxiedConnection[] {
    return [...this.#connections].filter((connection) => !kind || connection.kind === kind);
  }

  /** Adds a rule; returns its undo. */
  rule(rule: Rule): () => void {
    const own = {...rule};
    this.#rules.add(own);
    return () => void this.#rules.delete(own);
  }

  /** Nothing passes for so long, on any connection, open or new. */
  blackhole(ms: number): void {
    this.#holeUntil = Date.now() + ms;
    for (const connection of this.#connections) connection.apply({kind: 'blackhole', ms});
  }

  /** The first rule for a request, which is then used up by one. */
  actFor(request: ProxiedRequest): Act | null {
    for (const rule of this.#rules) {
      if (!rule.match(request)) continue;
      if (rule.times !== undefined && --rule.times === 0) this.#rules.delete(rule);
      return rule.act;
    }
    return null;
  }

  note(connection: number, what: string): void {
    this.log.push({at: Date.now() - this.#started, connection, what});
  }

  /** How often something was noted. */
  count(what: string): number {
    return this.log.filter((event) => event.what === what).length;
  }

  async stop(): Promise<void> {
    for (const connection of this.#connections) connection.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    if (this.refuse) return void client.resetAndDestroy();
    const connection = new ProxiedConnection(++this.#count, client, this);
    this.#connections.add(connection);
    connection.onClosed = () => this.#connections.delete(connection);
    const hole = this.#holeUntil - Date.now();
    if (hole > 0) connection.apply({kind: 'blackhole', ms: hole});
  }
}

import type {Adapter, HookName, InboundMessage, Recipient} from './adapter.js';
import {Broken, NotVerified, eventually, expect} from './check.js';
import type {Capability} from './check.js';
import {Agent} from './client/agent.js';
import * as documents from './client/documents.js';
import {Observations} from './client/observations.js';
import type {Conversation, LogEvent, Message, Session} from './client/types.js';
import {fictionalNumber} from './fictional-numbers.js';
import {ChaosProxy} from './proxy/chaos-proxy.js';

export interface HostOptions {
  /** Of GraphQL over HTTP. */
  endpoint: URL;
  /** Of graphql-transport-ws. */
  socketUrl: URL;
  token: string;
  adapter: Adapter;
  /** How long messages flow while connections are cut. */
  cutSeconds: number;
  /** Told what takes its time. */
  onProgress?(what: string): void;
  /** No wait that a rule allows is longer: for hosts of which it is known that they are quicker, or never. */
  mostWaitSeconds?: number;
}

export type Hook<Name extends HookName> = (
  ...args: Parameters<NonNullable<Adapter[Name]>>
) => ReturnType<NonNullable<Adapter[Name]>>;

/** A position that no thread reaches: everything in it has been seen. */
const endOfThread = 2_000_000_000;

/** More events than fit one batch. */
const longLog = 205;

/** The host that is tested, behind the fault proxy, and what is known of it. */
export class HostUnderTest {
  readonly options: HostOptions;
  readonly observations = new Observations();
  readonly remarks: string[] = [];
  /** In front of the endpoint, and of the sockets: the same one where they share an address. */
  readonly proxy: ChaosProxy;
  readonly socketProxy: ChaosProxy;
  readonly agent: Agent;
  readonly #agents = new Set<Agent>();
  #session: Session | undefined;
  #longLogAfter: string | undefined;

  private constructor(options: HostOptions, proxy: ChaosProxy, socketProxy: ChaosProxy) {
    this.options = options;
    this.proxy = proxy;
    this.socketProxy = socketProxy;
    this.agent = this.agentWith(options.token);
  }

  /** Rejects with an Error that says what to do where the host does not answer as one. */
  static async open(options: HostOptions): Promise<HostUnderTest> {
    const proxy = await ChaosProxy.start(targetOf(options.endpoint));
    const shared = options.endpoint.host === options.socketUrl.host;
    const socketProxy = shared ? proxy : await ChaosProxy.start(targetOf(options.socketUrl));
    const host = new HostUnderTest(options, proxy, socketProxy);
    try {
      const session = await host.agent.data<Session>(documents.session);
      for (const [field, value] of Object.entries(session)) expect(value, `${field} was answered with null`);
      host.#session = session;
      return host;
    } catch (error) {
      await host.close();
      // What came between the proxy and the host, not that the proxy then broke off.
      throw new Error(explain(proxy.hostError ?? error, options.endpoint), {cause: error});
    }
  }

  async close(): Promise<void> {
    // Checks that failed left theirs open.
    for (const agent of this.#agents) await agent.hangUp();
    await this.proxy.stop();
    if (this.socketProxy !== this.proxy) await this.socketProxy.stop();
  }

  get service(): Session['smsService'] {
    return this.#session!.smsService;
  }

  get account(): Session['smsAccount'] {
    return this.#session!.smsAccount;
  }

  get adapter(): Adapter {
    return this.options.adapter;
  }

  get endpoint(): string {
    return through(this.proxy, this.options.endpoint);
  }

  get socketUrl(): string {
    return through(this.socketProxy, this.options.socketUrl).replace(/^http/, 'ws');
  }

  offers(capability: Capability): boolean {
    return this.service.capabilities.includes(capability);
  }

  /** Notes what a host should do, but need not. */
  remark(text: string): void {
    this.remarks.push(text);
  }

  /** A wait that a rule allows, in seconds. */
  atMost(seconds: number): number {
    return Math.min(seconds, this.options.mostWaitSeconds ?? seconds);
  }

  progress(what: string): void {
    this.options.onProgress?.(what);
  }

  agentWith(token: string): Agent {
    const agent = new Agent(this.endpoint, this.socketUrl, token, this.observations);
    this.#agents.add(agent);
    return agent;
  }

  /** A function of the adapter; what it throws is its own trouble, not the host's. */
  hook<Name extends HookName>(name: Name): Hook<Name> {
    const hook = this.adapter[name];
    if (!hook) throw new NotVerified(`The adapter has no ${name}().`);
    const call = async (...args: never[]): Promise<unknown> => {
      try {
        return await (hook as (...args: never[]) => unknown)(...args);
      } catch (error) {
        throw new NotVerified(`The adapter’s ${name}() failed: ${String(error)}`);
      }
    };
    return call as unknown as Hook<Name>;
  }

  /** Someone who is new to the account. */
  async recipient(options = {silent: false}): Promise<Recipient> {
    if (this.adapter.recipient) return this.hook('recipient')(options);
    if (options.silent) throw new NotVerified('The adapter has no recipient().');
    return fictionalNumber();
  }

  /** A new, empty thread. */
  async thread(options?: {silent: boolean}): Promise<Conversation> {
    if (!this.offers('START_CONVERSATION')) {
      return (await this.receive({from: (await this.recipient(options)).address, body: 'Hello'}))
        .conversation;
    }
    for (let tries = 0; tries < 30; tries++) {
      const {address} = await this.recipient(options);
      const {conversation, created} = await this.agent.open({address});
      // An earlier run may have written with the same fictional number.
      if (created || this.adapter.recipient) return conversation;
    }
    throw new NotVerified(
      'The account has written with every fictional number: use a fresh one, or recipient().',
    );
  }

  threads(count: number, options?: {silent: boolean}): Promise<Conversation[]> {
    return inOrder(count, () => this.thread(options));
  }

  /** A handset writes; answers once the message is in the log, with how the log told of it. */
  async receive(message: InboundMessage): Promise<{message: Message; conversation: Conversation}> {
    const before = await this.agent.head();
    await this.hook('inbound')(message);
    const isIt = ({__typename, message: added, conversation}: LogEvent) =>
      __typename === 'SmsMessageAdded' &&
      added?.direction === 'INBOUND' &&
      conversation?.address === message.from;
    const event = await eventually(
      `an SmsMessageAdded for an inbound message from ${message.from}`,
      async () => (await this.agent.eventsAfter(before)).find(isIt),
    );
    return {message: event.message!, conversation: event.conversation!};
  }

  /** A cursor with more events after it than fit one batch, made by closing and opening threads. */
  async longLog(): Promise<string> {
    if (this.#longLogAfter !== undefined) return this.#longLogAfter;
    const threads = await this.threads(4);
    const after = await this.agent.head();
    await Promise.all(
      threads.map(async ({id}) => {
        for (let made = 0; made < longLog / threads.length; made += 2) await this.toggle(id);
      }),
    );
    expect(
      (await this.agent.eventsAfter(after)).length >= longLog,
      'closing and opening a thread are two events',
    );
    return (this.#longLogAfter = after);
  }

  /** What `longLog` made can no longer be replayed. */
  forgetLongLog(): void {
    this.#longLogAfter = undefined;
  }

  /** Two events that cost nothing: a thread is closed, and opened again. */
  async toggle(conversationId: string): Promise<void> {
    const {error} = await this.agent.tryClose(conversationId, endOfThread);
    expect(!error, `smsCloseConversation was refused: ${error?.code}`);
    await this.agent.open({conversationId});
  }
}

/** Makes so many, one after the other. */
export async function inOrder<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let index = 0; index < count; index++) made.push(await make(index));
  return made;
}

function targetOf({protocol, hostname, port}: URL) {
  const secure = protocol === 'https:' || protocol === 'wss:';
  return {hostname: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 443 : 80), secure};
}

/** The address of the proxy, with the path of the host. */
function through(proxy: ChaosProxy, {pathname, search}: URL): string {
  return `${proxy.url}${pathname}${search}`;
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at this address and port',
  ENOTFOUND: 'there is no host of this name',
};

function explain(error: unknown, endpoint: URL): string {
  if (!(error instanceof Broken)) {
    const {code = '', message} = error as NodeJS.ErrnoException;
    const reason = unreachable[code] ?? message;
    return `${endpoint.href} cannot be reached: ${reason}. Is the host running, and is this its GraphQL endpoint?`;
  }
  const hint = /UNAUTHENTICATED|FORBIDDEN|HTTP 40[13]/.test(error.message)
    ? 'The token was not accepted: --token takes it without “Bearer”.'
    : 'It has to serve the contract, and accept documents other than the widget’s own (no trusted documents).';
  return `${endpoint.href} does not answer as a host of the contract. ${hint}\n${error.message}`;
}

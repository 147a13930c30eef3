/** What most faults need: the real host in its own process, a carrier that outlives it, an account, and its agents. */
import {createHash} from 'node:crypto';
import {cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {secretKey} from '../../server/auth/keys.js';
import {Tokens} from '../../server/auth/tokens.js';
import {randomTag} from '../../server/log/cursor.js';
import type {Settings} from '../../server/domain/environment.js';
import {tokenSecret} from '../server/helpers/secret.js';
import {Carrier} from './carrier.js';
import {ChaosProxy} from '../../conformance/proxy/chaos-proxy.js';
import {HeadlessClient} from './client.js';
import type {ClientOptions} from './client.js';
import {HostProcess} from './host-process.js';
import {createDatabase} from './postgres.js';
import type {FaultRun} from './fault.js';

const tokens = new Tokens(secretKey(tokenSecret), () => new Date());

export interface WorldOptions {
  databaseUrl?: string;
  settings?: Partial<Settings>;
  sessionCheckSeconds?: number;
}

export interface AccountOptions {
  agents?: number;
  conversations?: number;
}

/** Host, carrier and a proxy between the clients and the host. Ends with the run. */
export class World {
  readonly run: FaultRun;
  readonly carrier: Carrier;
  readonly proxy: ChaosProxy;
  readonly folder: string;
  readonly #options: WorldOptions;
  /** The one that a test asks, of several. */
  host: HostProcess;
  /** Where there are several. */
  readonly hosts: HostProcess[] = [];

  private constructor(
    run: FaultRun,
    parts: {carrier: Carrier; proxy: ChaosProxy; folder: string; host: HostProcess},
    options: WorldOptions,
  ) {
    this.run = run;
    this.carrier = parts.carrier;
    this.proxy = parts.proxy;
    this.folder = parts.folder;
    this.host = parts.host;
    this.#options = options;
  }

  /** A host of its own, for faults that kill it, or want it otherwise. */
  static async start(run: FaultRun, options: WorldOptions = {}): Promise<World> {
    const carrier = await Carrier.start();
    run.atEnd(() => carrier.stop());
    const folder = await emptyFolder(carrier.url);
    run.atEnd(() => rmSync(folder, {recursive: true, force: true}));
    const host = await HostProcess.start({dataDir: folder, carrierUrl: carrier.url, ...options});
    const proxy = await startProxy(run, host);
    const world = new World(run, {carrier, proxy, folder, host}, options);
    run.atEnd(() => world.host.kill());
    return world;
  }

  /** So many hosts on one PostgreSQL database; the proxy leads to each by turns. */
  static async startSeveral(run: FaultRun, count: number): Promise<World> {
    const carrier = await Carrier.start();
    run.atEnd(() => carrier.stop());
    const options = {databaseUrl: await createDatabase(run)};
    const hosts = await Promise.all(
      Array.from({length: count}, () => HostProcess.start({...options, carrierUrl: carrier.url})),
    );
    const proxy = await startProxy(run, hosts[0]!);
    const world = new World(run, {carrier, proxy, folder: '', host: hosts[0]!}, options);
    world.hosts.push(...hosts);
    proxy.targets = hosts.map(({port}) => port);
    run.atEnd(() => Promise.all(world.hosts.map((host) => host.kill())));
    return world;
  }

  /** Kills one of several; the others go on, and after a moment another one joins them. */
  async replaceOne(): Promise<void> {
    const killed = this.hosts.shift()!;
    this.host = this.hosts[0]!;
    this.proxy.targets = this.hosts.map(({port}) => port);
    await killed.kill();
    this.hosts.push(await HostProcess.start({...this.#options, carrierUrl: this.carrier.url}));
    this.proxy.targets = this.hosts.map(({port}) => port);
  }

  /** The host that faults share which leave it alone: each brings its own accounts. */
  static async join(run: FaultRun): Promise<World> {
    const {host, carrier, folder} = await (shared ??= startShared());
    return new World(run, {host, carrier, folder, proxy: await startProxy(run, host)}, {});
  }

  /** One more proxy, for faults that treat clients differently. */
  addProxy(): Promise<ChaosProxy> {
    return startProxy(this.run, this.host);
  }

  /** After the host was killed or has stopped: another one on the same data, which the proxy then leads to. */
  async startAgain(): Promise<void> {
    this.host = await HostProcess.start({
      dataDir: this.folder,
      carrierUrl: this.carrier.url,
      ...this.#options,
    });
    this.proxy.target = this.host.port;
  }

  /** A fresh account that nothing else uses. */
  async account({agents = 1, conversations = 1}: AccountOptions = {}): Promise<Account> {
    const id = `account-${randomTag(8)}`;
    const number = `+6148${String(++accounts).padStart(3, '0')}0000`;
    const account = new Account(this, id, number);
    const rows = (count: number, row: (index: number) => string) =>
      Array.from({length: count}, (_, i) => row(i)).join(',');
    await this.host.sql(
      `INSERT INTO account (id, name, country, balance_parts, cursor_tag)
       VALUES ('${id}', 'Harbour Clinic', 'AU', 100000000, '${randomTag(12)}')`,
    );
    await this.host.sql(
      `INSERT INTO agent (account_id, id, display_name) VALUES ${rows(agents, (i) => `('${id}', '${account.agentId(i)}', 'Agent ${i}')`)}`,
    );
    await this.host.sql(
      `INSERT INTO sender (account_id, id, kind, label, address, status)
       VALUES ('${id}', 'main', 'VIRTUAL', 'Reception', '${number}', 'READY')`,
    );
    if (conversations > 0) {
      await this.host.sql(
        `INSERT INTO conversation (account_id, id, address, last_activity_at)
         VALUES ${rows(conversations, (i) => `('${id}', '${account.conversationId(i)}', '${account.address(i)}', now())`)}`,
      );
    }
    return account;
  }
}

export class Account {
  readonly world: World;
  readonly id: string;
  /** Of its one sender. */
  readonly number: string;
  /** Gateway ids of what came in and was acknowledged. */
  readonly inbound = new Set<string>();
  #count = 0;

  constructor(world: World, id: string, number: string) {
    this.world = world;
    this.id = id;
    this.number = number;
  }

  agentId(index: number): string {
    return `agent-${index}`;
  }

  conversationId(index: number): string {
    return `${this.id}-thread-${index}`;
  }

  /** The handset on the other side of that conversation. */
  address(index: number): string {
    return `${this.number.slice(0, 8)}${String(index + 1).padStart(4, '0')}`;
  }

  async token(agent = 0, lifetimeSeconds = 12 * 60 * 60): Promise<string> {
    const viewer = {accountId: this.id, agentId: this.agentId(agent), displayName: `Agent ${agent}`};
    return (await tokens.issue(viewer, lifetimeSeconds)).token;
  }

  /** The widget of an agent, behind the proxy. Ends with the run. */
  client(agent = 0, options: Partial<Omit<ClientOptions, 'random'>> = {}): HeadlessClient {
    const client = new HeadlessClient({
      url: options.url ?? this.world.proxy.url,
      auth: options.auth ?? (async () => ({token: await this.token(agent)})),
      random: this.world.run.random.fork(),
      speed: options.speed,
      isImpatient: options.isImpatient,
    });
    this.world.run.atEnd(() => client.stop());
    return client;
  }

  /**
   * A handset writes. Answers with when it was committed, in ms since the epoch. Rejects where the host went away
   * before it had it; carriers then report it again.
   */
  async receive(conversation: number, body?: string, id = String(++this.#count)): Promise<number> {
    const gatewayMessageId = `in-${this.id}-${id}`;
    const inbound = {
      gatewayMessageId,
      from: this.address(conversation),
      to: this.number,
      body: body ?? `in ${this.#count}`,
      at: new Date(),
    };
    const committed = await this.world.host.call('inbound', inbound);
    this.inbound.add(gatewayMessageId);
    return committed;
  }

  evidence(clients: readonly HeadlessClient[]) {
    const {host, carrier} = this.world;
    return {host, carrier, accountId: this.id, clients, inbound: this.inbound};
  }
}

let accounts = 0;

async function startProxy(run: FaultRun, host: HostProcess): Promise<ChaosProxy> {
  const proxy = await ChaosProxy.start(host.port);
  run.atEnd(async () => {
    await proxy.stop();
    run.keepLog(proxy.log);
  });
  return proxy;
}

interface SharedHost {
  host: HostProcess;
  carrier: Carrier;
  folder: string;
}

/** Ends with this process. */
let shared: Promise<SharedHost> | undefined;

async function startShared(): Promise<SharedHost> {
  const carrier = await Carrier.start();
  const folder = await emptyFolder(carrier.url);
  process.once('exit', () => rmSync(folder, {recursive: true, force: true}));
  return {carrier, folder, host: await HostProcess.start({dataDir: folder, carrierUrl: carrier.url})};
}

/** In memory where there is such a place: what these faults are about survives without a disk, and waits less. */
function newFolder(): string {
  return mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sms-chat-faults-'));
}

/** Making a database takes long; a copy of an empty one does not. It stays for the next run. */
let template: Promise<string> | undefined;

async function emptyFolder(carrierUrl: string): Promise<string> {
  template ??= makeTemplate(carrierUrl);
  const folder = newFolder();
  cpSync(await template, folder, {recursive: true});
  return folder;
}

/** Another PGlite or other migrations make another one. */
async function makeTemplate(carrierUrl: string): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../..');
  const hash = createHash('sha256');
  for (const file of ['server/db/migrations.ts', 'node_modules/@electric-sql/pglite/package.json']) {
    hash.update(readFileSync(path.join(root, file)));
  }
  const kept = path.join(root, '.cache', `empty-host-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(kept)) return kept;
  const folder = newFolder();
  const host = await HostProcess.start({dataDir: folder, carrierUrl});
  await host.terminate();
  // Copied, then named in one step: a run that is cut off leaves no half of it.
  const copy = `${kept}-${process.pid}`;
  cpSync(folder, copy, {recursive: true});
  renameSync(copy, kept);
  rmSync(folder, {recursive: true});
  return kept;
}

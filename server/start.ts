import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import * as path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {sql} from 'kysely';
import {remoteKeys, secretKey} from './auth/keys.js';
import type {TokenClaims} from './auth/tokens.js';
import {openPglite} from './db/database.js';
import type {Database} from './db/database.js';
import {openFolder} from './db/open-folder.js';
import {openPostgres} from './db/postgres.js';
import {PostgresChannel} from './db/postgres-channel.js';
import type {Clock, Settings} from './domain/environment.js';
import type {Gateway} from './gateway/gateway.js';
import {SimulatedGateway} from './gateway/simulated.js';
import type {SimulatedGatewayOptions} from './gateway/simulated.js';
import {createHost} from './host.js';
import type {HostCore} from './host.js';
import {drainable} from './http/drain.js';
import {Readiness, createMetricsServer} from './http/health.js';
import {createHttpServer} from './http/server.js';
import {serveSockets} from './http/sockets.js';
import {createLog, reporter} from './log-output.js';
import type {Bell} from './log/bell.js';
import {Metrics} from './metrics.js';
import {TrustedDocuments} from './schema/trusted-documents.js';
import type {DocumentList} from './schema/trusted-documents.js';
import {createPostgresBell} from './log/postgres-bell.js';

export interface HostOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** The address to listen at; this machine only by default. */
  hostname?: string;
  /** Where the data is kept, for this process alone; in memory by default. */
  dataDir?: string;
  /** PostgreSQL (15 or later) instead, for any number of processes: postgres://user:password@host/database. */
  databaseUrl?: string;
  /** Connections to PostgreSQL that this process keeps at most; 10 by default. */
  databasePoolSize?: number;
  /** An open database to use instead, for tests that start many hosts on one; whoever opened it closes it. */
  db?: Database;
  /** Fills an empty database. */
  seed?(db: Database): Promise<void>;
  /** Offers sign-in as any agent and the simulated handsets, and fills an empty database with the demo account. */
  demo?: boolean;
  /** The folder with index.html, demo/ and dist/ to serve, or null for none; by default the project's, in a demo. */
  staticRoot?: string | null;
  /** Signs tokens; by default a random one that is kept with the data. */
  tokenSecret?: string;
  /** Where the keys of another issuer's tokens are published; then there is no secret. */
  jwksUrl?: URL;
  tokenClaims?: TokenClaims;
  tokenLifetimeSeconds?: number;
  settings?: Partial<Settings>;
  /** Origins, other than the host's own, whose pages may call. */
  allowedOrigins?: readonly string[];
  introspection?: boolean;
  /** Lists of the only documents that are answered, as files; without them any document within limits is. */
  trustedDocuments?: readonly string[];
  /** Proxies of ours in front, whose X-Forwarded-For can be believed. */
  trustedProxies?: number;
  /** The way to the carriers; simulated by default: then no SMS leaves the host. */
  gateway?: Gateway;
  simulator?: SimulatedGatewayOptions;
  clock?: Clock;
  bell?: Bell;
  pollMs?: number;
  sessionCheckSeconds?: number;
  logLevel?: string;
  /** Where Prometheus reads /metrics, at `metricsHost`, by default this machine only; without it nowhere. */
  metricsPort?: number;
  metricsHost?: string;
  /** When asked to stop: how long to go on while /readyz says otherwise, so that no new requests are sent here. */
  drainSeconds?: number;
}

export interface Host {
  port: number;
  /** Such as http://localhost:8787. */
  url: string;
  /** Lets what is under way finish, closes sockets with 1012 and the database. */
  stop(): Promise<void>;
  /** For tests and for code that runs beside the host. */
  core: HostCore;
  db: Database;
  gateway: Gateway;
}

const projectRoot = path.resolve(import.meta.dirname, '..');
const halfDay = 12 * 60 * 60;

/** Starts the reference host: HTTP, WebSocket, database and gateway in one process. */
export async function start(options: HostOptions = {}): Promise<Host> {
  const log = createLog(options.logLevel ?? 'silent');
  const demo = options.demo ?? false;
  const onError = reporter(log);
  const {db, channel, close} = await openDatabase(options, onError);
  // From here on everything that was opened is closed again, in reverse, whether starting fails or the host stops.
  const closers = [close];
  const stop = async () => {
    for (let next = closers.pop(); next; next = closers.pop()) await next();
  };
  try {
    await fill(db, options);
    const simulator =
      options.gateway === undefined
        ? new SimulatedGateway({
            now: () => (options.clock ?? systemClock).now(),
            ...options.simulator,
            otherProcesses: channel,
          })
        : null;
    const gateway = options.gateway ?? simulator!;
    const metrics = options.metricsPort === undefined ? undefined : new Metrics();
    const core = createHost({
      ...options,
      trustedDocuments: await readTrustedDocuments(options.trustedDocuments),
      db,
      gateway,
      sdl: await readFile(path.join(projectRoot, 'schema/sms-chat.graphql'), 'utf8'),
      tokenKeys: options.jwksUrl
        ? remoteKeys(options.jwksUrl)
        : secretKey(options.tokenSecret ?? (await keptSecret(db))),
      clock: options.clock ?? systemClock,
      observer: metrics,
      bell: options.bell ?? (channel && createPostgresBell(channel)),
      isShared: channel !== undefined,
      onError,
    });
    closers.push(() => core.stop());
    await core.start();

    const allowedOrigins = options.allowedOrigins ?? [];
    const readiness = new Readiness(core);
    const server = createHttpServer(core, {
      readiness,
      log,
      demo,
      allowedOrigins,
      trustedProxies: options.trustedProxies ?? 0,
      tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? halfDay,
      staticRoot: options.staticRoot === undefined ? (demo ? projectRoot : null) : options.staticRoot,
      simulator,
      onError,
    });
    const closeSockets = serveSockets(server, core, allowedOrigins);
    const drain = drainable(server);
    await listen(server, options.port ?? 0, options.hostname ?? 'localhost');
    closers.push(async () => {
      readiness.isStopping = true;
      if (options.drainSeconds) await sleep(options.drainSeconds * 1000);
      await closeSockets();
      await drain();
    });
    if (metrics) {
      metrics.watch({db, clock: core.env.clock, sockets: () => core.sessions.size});
      const metricsServer = createMetricsServer(metrics, onError);
      await listen(metricsServer, options.metricsPort!, options.metricsHost ?? '127.0.0.1');
      closers.push(drainable(metricsServer));
    }
    const {port} = server.address() as AddressInfo;
    log.info({port}, 'started');
    return {port, url: `http://localhost:${port}`, stop, core, db, gateway};
  } catch (error) {
    await stop();
    throw error;
  }
}

function listen(server: Server, port: number, hostname: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, resolve);
  });
}

const systemClock: Clock = {now: () => new Date()};

interface Opened {
  db: Database;
  /** To the other processes, where there may be some. */
  channel?: PostgresChannel;
  close(): Promise<void>;
}

/** The database that the options name, ready for use. */
export async function openDatabase(
  options: Pick<HostOptions, 'db' | 'databaseUrl' | 'databasePoolSize' | 'dataDir'>,
  onError: (error: unknown) => void = () => undefined,
): Promise<Opened> {
  const {databaseUrl, databasePoolSize, dataDir} = options;
  if (options.db) return {db: options.db, close: async () => undefined};
  if (databaseUrl) {
    const postgres = await openPostgres(databaseUrl, {poolSize: databasePoolSize, onError});
    const channel = await PostgresChannel.start(databaseUrl, onError);
    return {db: postgres, channel, close: () => channel.stop().then(() => postgres.destroy())};
  }
  if (dataDir) return openFolder(dataDir);
  const lite = await openPglite();
  return {db: lite, close: () => lite.destroy()};
}

/** Fills an empty database; of processes that start at the same time one does. */
async function fill(database: Database, {seed, demo, clock = systemClock}: HostOptions): Promise<void> {
  await database.connection().execute(async (db) => {
    await sql`SELECT pg_advisory_lock(hashtext('sms-chat fill'))`.execute(db);
    try {
      const filled = await db.selectFrom('account').select('id').limit(1).executeTakeFirst();
      if (filled) return;
      if (seed) await seed(db);
      else if (demo) await (await importDemo()).loadDemoAccount(db, {now: clock.now()});
    } finally {
      await sql`SELECT pg_advisory_unlock(hashtext('sms-chat fill'))`.execute(db);
    }
  });
}

/** Loaded by need: the demo's texts are no part of a host. */
async function importDemo(): Promise<{loadDemoAccount(db: Database, options: {now: Date}): Promise<void>}> {
  const file = path.join(projectRoot, 'demo/seed/load.ts');
  return import(pathToFileURL(file).href) as ReturnType<typeof importDemo>;
}

async function readTrustedDocuments(files?: readonly string[]): Promise<TrustedDocuments | null> {
  if (!files) return null;
  const lists = files.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as DocumentList);
  return new TrustedDocuments(await Promise.all(lists));
}

/** The token secret of this database, made on first use: tokens stay good over restarts. */
async function keptSecret(db: Database): Promise<string> {
  await db
    .insertInto('host_setting')
    .values({key: 'token_secret', value: randomBytes(32).toString('hex')})
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const {value} = await db
    .selectFrom('host_setting')
    .select('value')
    .where('key', '=', 'token_secret')
    .executeTakeFirstOrThrow();
  return value;
}

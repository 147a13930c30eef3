import {Kysely, PostgresDialect, sql} from 'kysely';
import type {CompiledQuery, LogEvent} from 'kysely';
import pg from 'pg';
import {startCluster} from '../scripts/postgres.mjs';
import {connectionOptions, openPostgres} from '../server/db/postgres.js';
import type {Tables} from '../server/db/tables.js';

/** PostgreSQL as it would run for real: what is committed is on the disk. */
export interface Server {
  url: string;
  /** Undefined where it is somebody else's. */
  pid?: number;
  /** Only then is anything left behind: for measuring again what took long to build. */
  keepsDatabases: boolean;
  stop(): Promise<void>;
}

/** A cluster of one's own, or the one that is named. */
export async function openServer(url: string | undefined): Promise<Server> {
  if (url) return {url, keepsDatabases: true, stop: async () => undefined};
  const cluster = await startCluster({
    durable: true,
    settings: {
      shared_buffers: '1GB',
      max_wal_size: '4GB',
      effective_cache_size: '8GB',
      random_page_cost: 1.1,
      track_commit_timestamp: 'on',
    },
  });
  return {url: cluster.url, pid: cluster.pid, keepsDatabases: false, stop: () => cluster.stop()};
}

/** An empty database at the newest version. */
export async function createDatabase(server: Server, name: string): Promise<string> {
  await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = urlOf(server, name);
  await (await openPostgres(url)).destroy();
  return url;
}

export async function exists(server: Server, name: string): Promise<boolean> {
  return (await onServer(server, 'SELECT FROM pg_database WHERE datname = $1', [name])).rows.length > 0;
}

export function urlOf(server: Server, name: string): string {
  const url = new URL(server.url);
  url.pathname = name;
  return url.href;
}

async function onServer(server: Server, statement: string, values: unknown[] = []) {
  const client = new pg.Client({connectionString: server.url});
  await client.connect();
  return client.query(statement, values).finally(() => client.end());
}

/** A database whose queries are watched. */
export function connect(url: string, log?: (event: LogEvent) => void): Kysely<Tables> {
  const pool = new pg.Pool({...connectionOptions(url), max: 4});
  // Of one that nobody uses; the next query says what is wrong.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({dialect: new PostgresDialect({pool}), log});
}

export async function run(db: Kysely<Tables>, text: string): Promise<void> {
  await sql.raw(text).execute(db);
}

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

/** The ways by which a query reads its tables, such as `message_pkey` for an index and `scan of sender` for none. */
export async function waysOf(db: Kysely<Tables>, query: CompiledQuery): Promise<string[]> {
  const explained: CompiledQuery = {...query, sql: `EXPLAIN (FORMAT JSON) ${query.sql}`};
  const {rows} = await db.executeQuery<{'QUERY PLAN': [{Plan: Plan}]}>(explained);
  const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
  return nodes(rows[0]!['QUERY PLAN'][0].Plan).flatMap((node) => {
    if (node['Index Name']) return [node['Index Name']];
    return node['Node Type'] === 'Seq Scan' ? [`scan of ${node['Relation Name']}`] : [];
  });
}

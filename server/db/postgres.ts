import {Kysely, PostgresDialect} from 'kysely';
import pg from 'pg';
import {migrate} from './migrations.js';
import type {Database} from './database.js';
import type {Tables} from './tables.js';

const INT8 = 20;
const OLDEST_VERSION = 15;

/** Requests wait this long for a connection before they are told that the database is away. */
const CONNECT_MS = 15_000;
/** No statement of the host takes this long; one that does holds others up. */
const STATEMENT_MS = 30_000;

/** PostgreSQL cannot be used as it was named; the message says what to do, without the password. */
export class DatabaseError extends Error {
  override name = 'DatabaseError';
}

export interface PostgresOptions {
  /** Connections that this process keeps at most; one more listens to the bell. */
  poolSize?: number;
  onError?(error: unknown): void;
}

/**
 * Opens a PostgreSQL database (15 or later), which any number of processes may share, and brings it to the newest
 * version.
 *
 * @param url Such as postgres://user:password@host:5432/database.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  const {poolSize = 10, onError = () => undefined} = options;
  await prepare(url);
  const pool = new pg.Pool({
    ...connectionOptions(url),
    max: poolSize,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    // Who hangs in a transaction holds its account up.
    idle_in_transaction_session_timeout: STATEMENT_MS,
  });
  // Of a connection that nobody uses at that moment: the next query gets another one.
  pool.on('error', onError);
  return new Kysely<Tables>({dialect: new PostgresDialect({pool})});
}

/** What every connection of a host has in common. */
export function connectionOptions(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'sms-chat',
    keepAlive: true,
    types: {
      // Sequences stay far below 2^53, so plain numbers do.
      getTypeParser: ((oid: number, format: never): unknown =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  };
}

/** On a connection of its own: a migration may take longer than any statement later on. */
async function prepare(url: string): Promise<void> {
  const pool = new pg.Pool({...connectionOptions(url), max: 1});
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({dialect: new PostgresDialect({pool})});
  try {
    await checkVersion(pool, url);
    await migrate(db);
  } finally {
    await db.destroy();
  }
}

async function checkVersion(pool: pg.Pool, url: string): Promise<void> {
  const {rows} = await pool
    .query<{server_version_num: string}>('SHOW server_version_num')
    .catch((error: unknown) => {
      throw new DatabaseError(explain(error, url), {cause: error});
    });
  const version = Math.floor(Number(rows[0]!.server_version_num) / 10_000);
  if (version < OLDEST_VERSION) {
    throw new DatabaseError(`PostgreSQL ${OLDEST_VERSION} or later is needed; ${place(url)} is ${version}.`);
  }
}

function explain(error: unknown, url: string): string {
  const {code, message} = error as {code?: string; message: string};
  if (code === '28P01' || code === '28000')
    return `${place(url)} refuses the user or the password of DATABASE_URL.`;
  if (code === '3D000') return `${place(url)}: there is no such database. Create it (createdb), empty.`;
  if (code === 'ECONNREFUSED' || code === 'ENOENT')
    return `Nothing listens at ${place(url)}. Start PostgreSQL there, or mend DATABASE_URL.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The host of ${place(url)} is not known.`;
  return `${place(url)} cannot be used: ${message || (code ?? 'no reason was given')}`;
}

/** Where the database is, without user and password. */
function place(url: string): string {
  try {
    const {host, pathname} = new URL(url);
    return `PostgreSQL at ${host || 'this machine'}${pathname}`;
  } catch {
    return 'PostgreSQL at DATABASE_URL';
  }
}

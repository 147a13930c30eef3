import pg from 'pg';
import type {Database} from '../../../server/db/database.js';
import {openPostgres} from '../../../server/db/postgres.js';
import {randomTag} from '../../../server/log/cursor.js';
import {openMemory} from './memory-database.js';

/** Set by scripts/postgres.mjs: a database on a cluster in which tests may make others. Else tests run on PGlite. */
const clusterUrl = process.env.TEST_DATABASE_URL;

export const isOnPostgres = clusterUrl !== undefined;

export interface TestDatabase {
  /** Undefined stands for PGlite in memory. */
  databaseUrl: string | undefined;
  drop(): Promise<void>;
}

export const inMemory: TestDatabase = {databaseUrl: undefined, drop: async () => undefined};

/** An empty database of one's own, on what this run of the tests is on. */
export async function createDatabase(): Promise<TestDatabase> {
  if (!clusterUrl) return inMemory;
  const name = `test_${randomTag(12)}`;
  await onCluster(`CREATE DATABASE ${name}`);
  const url = new URL(clusterUrl);
  url.pathname = name;
  return {databaseUrl: url.href, drop: () => onCluster(`DROP DATABASE ${name} WITH (FORCE)`)};
}

/** The same, opened, at the newest version. `close` drops it. */
export async function openDatabase(): Promise<{db: Database; close(): Promise<void>}> {
  const {databaseUrl, drop} = await createDatabase();
  const db = databaseUrl ? await openPostgres(databaseUrl) : await openMemory();
  return {db, close: () => db.destroy().then(drop)};
}

async function onCluster(statement: string): Promise<void> {
  const client = new pg.Client({connectionString: clusterUrl});
  await client.connect();
  await client.query(statement);
  await client.end();
}

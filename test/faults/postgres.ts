import pg from 'pg';
import {randomTag} from '../../server/log/cursor.js';
import {startCluster} from '../../scripts/postgres.mjs';
import type {FaultRun} from './fault.js';

/** The faults that need one share a cluster. It ends with this process. */
let cluster: ReturnType<typeof startCluster> | undefined;

/** The address of an empty PostgreSQL database of the run's own. */
export async function createDatabase(run: FaultRun): Promise<string> {
  const {url} = await (cluster ??= startCluster());
  const name = `fault_${run.size}_${randomTag(8)}`;
  await query(url, `CREATE DATABASE ${name}`);
  run.atEnd(() => query(url, `DROP DATABASE ${name} WITH (FORCE)`));
  const own = new URL(url);
  own.pathname = name;
  return own.href;
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({connectionString: url});
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

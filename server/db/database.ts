import {Kysely} from 'kysely';
import {PGlite} from '@electric-sql/pglite';
import type {Transaction} from 'kysely';
import type {PGliteOptions} from '@electric-sql/pglite';
import {migrate} from './migrations.js';
import {pgliteDialect} from './pglite-dialect.js';
import type {Tables} from './tables.js';

export type Database = Kysely<Tables>;
/** A query runs on the database, or in the transaction that its caller is in. */
export type Queryable = Kysely<Tables> | Transaction<Tables>;

const INT8 = 20;

/** A PGlite database, in memory unless the options name a place; they are asked for again where it broke down. */
export async function openPglite(options: () => PGliteOptions = () => ({})): Promise<Database> {
  // Sequences stay far below 2^53, so plain numbers do.
  const open = async () => PGlite.create({parsers: {[INT8]: Number}, ...options()});
  return migrated(new Kysely<Tables>({dialect: pgliteDialect(open)}));
}

async function migrated(db: Database): Promise<Database> {
  try {
    await migrate(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

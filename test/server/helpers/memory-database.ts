import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import * as path from 'node:path';
import {PGlite} from '@electric-sql/pglite';
import {Kysely} from 'kysely';
import {openPglite} from '../../../server/db/database.js';
import type {Database} from '../../../server/db/database.js';
import {migrate} from '../../../server/db/migrations.js';
import {pgliteDialect} from '../../../server/db/pglite-dialect.js';
import type {Tables} from '../../../server/db/tables.js';

const root = path.resolve(import.meta.dirname, '../../..');

/** In memory, at the newest version. Made as a copy: to make one takes seconds, which all test files would wait for. */
export async function openMemory(): Promise<Database> {
  const loadDataDir = new Blob([readFileSync(await template())]);
  return openPglite(() => ({loadDataDir}));
}

/** A file with an empty database; another PGlite or other migrations make another one. */
async function template(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['server/db/migrations.ts', 'node_modules/@electric-sql/pglite/package.json']) {
    hash.update(readFileSync(path.join(root, file)));
  }
  const kept = path.join(root, '.cache', `empty-database-${hash.digest('hex').slice(0, 16)}.tar`);
  if (existsSync(kept)) return kept;
  const lite = await PGlite.create();
  const db = new Kysely<Tables>({dialect: pgliteDialect(async () => lite)});
  await migrate(db);
  const dump = Buffer.from(await (await lite.dumpDataDir('none')).arrayBuffer());
  await db.destroy();
  mkdirSync(path.dirname(kept), {recursive: true});
  // Named in one step: test files that begin at the same time find all of it or nothing.
  writeFileSync(`${kept}-${process.pid}`, dump);
  renameSync(`${kept}-${process.pid}`, kept);
  return kept;
}

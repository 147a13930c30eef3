import {after, it} from 'node:test';
import assert from 'node:assert/strict';
import {Migrator, sql} from 'kysely';
import {Kysely, PostgresDialect} from 'kysely';
import pg from 'pg';
import {migrate, migrations} from '../../server/db/migrations.js';
import {DatabaseError, openPostgres} from '../../server/db/postgres.js';
import type {Tables} from '../../server/db/tables.js';
import {createDatabase} from '../server/helpers/database.js';

const closers: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of closers.reverse()) await close();
});

async function newDatabase(): Promise<string> {
  const {databaseUrl, drop} = await createDatabase();
  closers.push(drop);
  return databaseUrl!;
}

function connect(url: string): Kysely<Tables> {
  const db = new Kysely<Tables>({dialect: new PostgresDialect({pool: new pg.Pool({connectionString: url})})});
  closers.push(() => db.destroy());
  return db;
}

it('several processes that start at once on an empty database migrate it once', async () => {
  const url = await newDatabase();
  const databases = await Promise.all(Array.from({length: 6}, () => openPostgres(url)));
  const {rows} = await sql<{name: string}>`SELECT name FROM kysely_migration ORDER BY name`.execute(
    databases[0]!,
  );
  assert.deepEqual(
    rows.map(({name}) => name),
    Object.keys(migrations),
  );
  await Promise.all(databases.map((db) => db.destroy()));
});

it('a database of the first version keeps its data, whoever of several processes migrates it', async () => {
  const url = await newDatabase();
  const old = connect(url);
  const [first] = Object.entries(migrations);
  const toFirst = new Migrator({
    db: old,
    provider: {getMigrations: async () => Object.fromEntries([first!])},
  });
  assert.equal((await toFirst.migrateToLatest()).error, undefined);
  await sql
    .raw(
      `INSERT INTO account (id, name, country, balance_parts, cursor_tag, head_seq, head_tag)
         VALUES ('clinic', 'Harbour Clinic', 'AU', 5, 'clinicclinic', 1, 'tag');
       INSERT INTO contact (account_id, id, first_name, address, search_name)
         VALUES ('clinic', 'zoe', 'Zoë', '+61491570156', 'zoe');
       INSERT INTO conversation (account_id, id, address, contact_id, last_activity_at, last_position)
         VALUES ('clinic', 'thread', '+61491570156', 'zoe', now(), 2), ('clinic', 'bank', 'MYBANK', null, now(), 0);
       INSERT INTO message (account_id, id, conversation_id, position, direction, body, sender_id, created_at)
         SELECT 'clinic', 'm' || i, 'thread', i, 'OUTBOUND', 'Hello ' || i, 'main', now() FROM generate_series(1, 2) i;
       INSERT INTO send_job (account_id, message_id, conversation_id, status)
         VALUES ('clinic', 'm1', 'thread', 'ATTEMPTED'), ('clinic', 'm2', 'thread', 'READY');
       INSERT INTO account_log (account_id, seq, tag, at, kind, entity_id)
         VALUES ('clinic', 1, 'tag', now(), 'MESSAGE_ADDED', 'm1')`,
    )
    .execute(old);
  const tables = ['account', 'contact', 'conversation', 'message', 'send_job', 'account_log'];
  const before = await contents(old, tables);

  await Promise.all([1, 2, 3].map(() => migrate(connect(url))));
  const now = await contents(old, tables);
  for (const table of tables) {
    // Columns may have been added; what was there is as it was.
    const kept = now[table]!.map((row, index) =>
      Object.fromEntries(Object.keys(before[table]![index]!).map((column) => [column, row[column]])),
    );
    assert.deepEqual(kept, before[table]);
  }
  const {recipient} = await contents(old, ['recipient']);
  assert.deepEqual(recipient, [
    {account_id: 'clinic', address: '+61491570156', search_text: 'zoe\n+61491570156'},
    {account_id: 'clinic', address: 'MYBANK', search_text: 'mybank'},
  ]);
});

it('says what is wrong with a database that cannot be used, without the password', async () => {
  const url = new URL(await newDatabase());
  url.password = 'open sesame';
  url.pathname = 'nowhere';
  const about = (text: RegExp) => (error: unknown) => {
    assert.ok(error instanceof DatabaseError);
    assert.match(error.message, text);
    assert.doesNotMatch(error.message, /sesame/);
    return true;
  };
  await assert.rejects(openPostgres(url.href), about(/nowhere: there is no such database/));
  url.port = '1';
  await assert.rejects(openPostgres(url.href), about(/Nothing listens at/));
});

async function contents(db: Kysely<Tables>, tables: string[]) {
  const all: Record<string, Record<string, unknown>[]> = {};
  for (const table of tables) {
    all[table] = (
      await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(table)} ORDER BY 1, 2`.execute(db)
    ).rows;
  }
  return all;
}

import {after, before, it} from 'node:test';
import assert from 'node:assert/strict';
import {Kysely, PostgresDialect, sql} from 'kysely';
import type {CompiledQuery} from 'kysely';
import pg from 'pg';
import type {Tables} from '../../server/db/tables.js';
import {openPostgres} from '../../server/db/postgres.js';
import {listConversations} from '../../server/domain/conversation-list.js';
import {listMessages} from '../../server/domain/message-history.js';
import {findRecipients} from '../../server/domain/recipients.js';
import {defaultSettings} from '../../server/domain/environment.js';
import type {Environment} from '../../server/domain/environment.js';
import type {SmsConversationFilter} from '../../server/schema/resolvers.gen.js';
import {createDatabase} from '../server/helpers/database.js';

/* Pages of long lists are read from an index, in its order: what stands before and after them is not touched. */

const {databaseUrl, drop} = await createDatabase();
const queries: CompiledQuery[] = [];
const db = new Kysely<Tables>({
  dialect: new PostgresDialect({pool: new pg.Pool({connectionString: databaseUrl, max: 2})}),
  log: ({query}) => void queries.push(query),
});
const env = {db, settings: defaultSettings} as Environment;
const CONVERSATIONS = 20_000;

before(async () => {
  await (await openPostgres(databaseUrl!)).destroy();
  await sql
    .raw(
      `INSERT INTO account (id, name, country, balance_parts, cursor_tag)
         SELECT 'account-' || i, 'Clinic', 'AU', 0, 'tag' || i FROM generate_series(1, 20) i;
       INSERT INTO conversation (account_id, id, address, state, last_activity_at, unread_count)
         SELECT 'account-' || CASE WHEN i % 10 = 0 THEN 2 + i % 19 ELSE 1 END, 'thread-' || i, '+614' || i,
           CASE WHEN i % 3 = 0 THEN 'CLOSED' ELSE 'OPEN' END, now() - i * interval '1 minute',
           CASE WHEN i % 50 = 1 AND i % 3 <> 0 THEN 1 ELSE 0 END
         FROM generate_series(1, ${CONVERSATIONS}) i;
       INSERT INTO message (account_id, id, conversation_id, position, direction, body, created_at, sender_id)
         SELECT 'account-1', 'm' || i, 'thread-1', i, 'INBOUND', 'Hello', now(), 'main' FROM generate_series(1, 20000) i;
       INSERT INTO message (account_id, id, conversation_id, position, direction, body, created_at, sender_id)
         SELECT account_id, id || '-first', id, 0, 'INBOUND', 'Hello', now(),
           CASE WHEN right(id, 3) = '001' THEN 'rare' ELSE 'main' END
         FROM conversation WHERE account_id = 'account-1';
       INSERT INTO contact (account_id, id, first_name, last_name, address, search_name)
         SELECT account_id, 'contact-' || id, first, last, address, first || ' ' || last FROM (
           SELECT *, (ARRAY['anna', 'ben', 'carla', 'dimitri', 'ева'])[1 + abs(hashtext(id)) % 5] AS first,
             CASE WHEN right(id, 3) = '007' THEN 'ξένος' ELSE 'smith' END AS last
           FROM conversation
         ) AS named;
       ANALYZE account, conversation, message, contact, recipient`,
    )
    .execute(db);
});
after(async () => {
  await db.destroy();
  await drop();
});

interface Plan {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Relation Name'?: string;
  Plans?: Plan[];
}

/** The nodes of the plan by which the first query of `read` on a table was really run. */
async function planOf(table: string, read: () => Promise<unknown>): Promise<Plan[]> {
  queries.length = 0;
  await read();
  return explain(queries.find(({sql}) => sql.includes(`from "${table}"`))!);
}

async function explain(query: CompiledQuery): Promise<Plan[]> {
  const pool = new pg.Client({connectionString: databaseUrl});
  await pool.connect();
  // As with tables that are too large to be read from end to end.
  await pool.query('SET enable_seqscan = off');
  const {rows} = await pool.query<{'QUERY PLAN': [{Plan: Plan}]}>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${query.sql}`,
    [...query.parameters],
  );
  await pool.end();
  const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
  return nodes(rows[0]!['QUERY PLAN'][0].Plan);
}

/** Neither a sort nor a scan of it all: at most a few pages' worth of rows were looked at. */
function assertKeyset(plan: Plan[], table: string): void {
  const scans = plan.filter((node) => node['Relation Name'] === table);
  assert.ok(scans.length > 0);
  for (const scan of scans) {
    assert.match(scan['Node Type'], /^Index/);
    assert.ok(scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0) < 1_000, JSON.stringify(plan));
  }
  assert.ok(!plan.some((node) => /Sort$/.test(node['Node Type'])), JSON.stringify(plan));
}

const filters: Record<string, SmsConversationFilter> = {
  'open ones': {},
  'closed ones': {state: 'CLOSED'},
  'all of them': {state: null},
  'unread ones': {unreadOnly: true},
};

for (const [name, filter] of Object.entries(filters)) {
  it(`the list of conversations, ${name}: the first page, and one in the middle`, async () => {
    assertKeyset(
      await planOf('conversation', () => listConversations(env, 'account-1', filter, 50, null)),
      'conversation',
    );
    const middle = `${(Date.now() - 10_000 * 60_000).toString(36)}.thread-10000`;
    assertKeyset(
      await planOf('conversation', () => listConversations(env, 'account-1', filter, 50, middle)),
      'conversation',
    );
  });
}

it('the messages of a thread: the newest, those before, and those around', async () => {
  for (const page of [{}, {last: 50, before: '10000'}, {first: 50, around: 10_000}]) {
    assertKeyset(await planOf('message', () => listMessages(env, 'account-1', 'thread-1', page)), 'message');
  }
});

/** How many rows of tables all queries of `read` looked at. */
async function rowsRead(read: () => Promise<unknown>): Promise<number> {
  queries.length = 0;
  await read();
  let rows = 0;
  for (const query of [...queries]) {
    for (const node of await explain(query)) {
      const each =
        node['Actual Rows'] +
        (node['Rows Removed by Filter'] ?? 0) +
        (node['Rows Removed by Index Recheck'] ?? 0);
      if (node['Relation Name']) rows += each * node['Actual Loops'];
    }
  }
  return rows;
}

// Who has it: 1 of 1,000 and nobody; everybody; and too many to be looked up, by terms too short for a trigram.
const searches = ['ξένος', 'ξέ', '+6141234', '1234', 'xq', 'nobody', 'smith', 'sm', 's', '4', 'carla s'];
for (const search of searches) {
  it(`the list of conversations and the recipients of a new chat, searched for ${search}`, async () => {
    // 1,500 matches may be looked up and put in order, by three tables; those that are shown are loaded.
    const most = 7_000;
    const list = (filter: SmsConversationFilter) =>
      rowsRead(() => listConversations(env, 'account-1', {search, ...filter}, 50, null));
    const read = {
      all: await list({state: null}),
      open: await list({}),
      recipients: await rowsRead(() => findRecipients(env, 'account-1', search, 10)),
    };
    assert.ok(Math.max(...Object.values(read)) < most, JSON.stringify(read));
  });
}

for (const senderId of ['main', 'rare', 'none']) {
  it(`the list of conversations with messages of a sender ID: ${senderId}`, async () => {
    const read = async () => void (listed = await listConversations(env, 'account-1', {senderId}, 50, null));
    let listed: Awaited<ReturnType<typeof listConversations>> | undefined;
    assert.ok((await rowsRead(read)) < 4_000);
    assert.equal(listed!.edges.length, {main: 50, rare: 13, none: 0}[senderId]);
  });
}

import {after, before, it} from 'node:test';
import assert from 'node:assert/strict';
import {Kysely, PostgresDialect, sql} from 'kysely';
import type {CompiledQuery} from 'kysely';
import pg from 'pg';
import type {Tables} from '../../server/db/tables.js';
import {openPostgres} from '../../server/db/postgres.js';
import {listConversations} from '../../server/domain/conversation-list.js';
import {listMessages} from '../../server/domain/message-history.js';
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
       INSERT INTO message (account_id, id, conversation_id, position, direction, body, created_at)
         SELECT 'account-1', 'm' || i, 'thread-1', i, 'INBOUND', 'Hello', now() FROM generate_series(1, 20000) i;
       ANALYZE account, conversation, message`,
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
  'Rows Removed by Filter'?: number;
  'Relation Name'?: string;
  Plans?: Plan[];
}

/** The nodes of the plan by which the first query of `read` on a table was really run. */
async function planOf(table: string, read: () => Promise<unknown>): Promise<Plan[]> {
  queries.length = 0;
  await read();
  const query = queries.find(({sql}) => sql.includes(`from "${table}"`))!;
  const pool = new pg.Client({connectionString: databaseUrl});
  await pool.connect();
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

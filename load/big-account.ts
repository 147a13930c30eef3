import type {CompiledQuery, Kysely} from 'kysely';
import type {Tables} from '../server/db/tables.js';
import {listConversations} from '../server/domain/conversation-list.js';
import {defaultSettings} from '../server/domain/environment.js';
import type {Environment} from '../server/domain/environment.js';
import {listMessages} from '../server/domain/message-history.js';
import {findRecipients} from '../server/domain/recipients.js';
import type {SmsConversationFilter} from '../server/schema/resolvers.gen.js';
import {connect, createDatabase, exists, run, urlOf, waysOf} from './database.js';
import type {Server} from './database.js';
import {p50, p95} from './measures.js';
import type {Table} from './report.js';

export interface BigSize {
  conversations: number;
  messages: number;
  /** Other accounts, with a hundred conversations each. */
  others: number;
  rounds: number;
}

const name = 'sms_chat_load_big';
const firstNames =
  'Anna,Ben,Carla,Dimitri,Elif,Farah,George,Hannah,Ivan,Jun,Katerina,Liam,Maria,Noor,Olivia,Petros,Quentin,Rosa,Sam,Tomasz,Ulla,Vera,Wei,Ximena,Yusuf,Zoe';
const lastNames =
  'Abbott,Baker,Costa,Dimitriou,Evans,Fischer,Garcia,Hughes,Ivanov,Jones,Kowalski,Laskaris,Murphy,Nguyen,Okafor,Papadopoulos,Quinn,Rossi,Smith,Tanaka,Ustinov,Vega,Walker,Xu,Young,Zhang';

/** An account with 10 million messages among others, by a few statements. Takes minutes. */
export async function buildBigAccount(server: Server, size: BigSize): Promise<void> {
  const db = connect(await createDatabase(server, name));
  const each = Math.ceil(size.messages / size.conversations);
  await run(
    db,
    `INSERT INTO account (id, name, country, balance_parts, cursor_tag)
       SELECT 'account-' || a, 'Harbour Clinic', 'AU', 0, 'account' || lpad(a::text, 8, '0')
       FROM generate_series(1, ${size.others + 1}) a;
     INSERT INTO sender (account_id, id, kind, label, address, status)
       SELECT 'account-1', id, 'VIRTUAL', id, address, 'READY'
       FROM (VALUES ('main', '+61480000001'), ('second', '+61480000002'), ('rare', '+61480000003')) AS sender (id, address)`,
  );
  // A third of all recipients is not saved, most threads are open, a few are unread.
  await run(
    db,
    `CREATE TEMPORARY TABLE person AS
       SELECT account_id, c, '+614' || lpad(((c * 7919::bigint) % 100000000)::text, 8, '0') AS address,
         (string_to_array('${firstNames}', ','))[1 + floor(26 * power(abs(hashint8(c * 3) % 1000) / 1000.0, 2))::integer] AS first_name,
         (string_to_array('${lastNames}', ','))[1 + floor(26 * power(abs(hashint8(c * 7) % 1000) / 1000.0, 2))::integer] ||
           CASE WHEN c % 7 = 0 THEN '-' || chr(65 + (c % 26)::integer) || lower(chr(65 + ((c / 26) % 26)::integer)) ELSE '' END AS last_name
       FROM (
         SELECT 'account-1' AS account_id, c::bigint AS c FROM generate_series(1, ${size.conversations}) c
         UNION ALL SELECT 'account-' || 2 + c % ${Math.max(1, size.others)}, 10000000 + c
         FROM generate_series(1, ${size.others * 100}) c
       ) AS one;
     INSERT INTO contact (account_id, id, first_name, last_name, address, search_name)
       SELECT account_id, 'contact-' || c, first_name, last_name, address, lower(first_name || ' ' || last_name)
       FROM person WHERE c % 3 <> 0;
     INSERT INTO conversation (account_id, id, address, contact_id, state, last_activity_at, last_position,
         last_message_id, last_sender_id, unread_count, read_position)
       SELECT account_id, 'thread-' || c, address, CASE WHEN c % 3 <> 0 THEN 'contact-' || c END,
         CASE WHEN c % 7 = 0 THEN 'CLOSED' ELSE 'OPEN' END, now() - c * interval '1 minute', ${each},
         CASE WHEN account_id = 'account-1' THEN 'm' || c || '-${each}' END, 'main',
         CASE WHEN c % 50 = 1 THEN 1 ELSE 0 END, ${each} - CASE WHEN c % 50 = 1 THEN 1 ELSE 0 END
       FROM person`,
  );
  // In the order in which they would have come, so that a thread's messages lie all over the table.
  await run(
    db,
    `SET session_replication_role = replica; -- foreign keys are right by construction
     INSERT INTO message (account_id, id, conversation_id, position, direction, body, sender_id, sender_address,
         client_message_id, delivery_status, parts, encoding, created_at)
       SELECT 'account-1', 'm' || c || '-' || p, 'thread-' || c, p, CASE WHEN p % 2 = 0 THEN 'INBOUND' ELSE 'OUTBOUND' END,
         'Message ' || p || ': thank you, see you on Thursday at ten past nine.',
         CASE WHEN c % 10000 = 1 THEN 'rare' WHEN c % 10 = 0 THEN 'second' ELSE 'main' END, '+61480000001',
         CASE WHEN p % 2 = 1 THEN 'client-' || c || '-' || p END,
         CASE WHEN p % 2 = 1 THEN 'DELIVERED' END, 1, 'GSM_7', now() - ((${each} - p) * interval '1 hour')
       FROM generate_series(1, ${each}) p, generate_series(1, ${size.conversations}) c`,
  );
  await db.destroy();
  const fresh = connect(urlOf(server, name));
  await run(fresh, 'VACUUM ANALYZE');
  await fresh.destroy();
}

/** The first pages and searches of an account that is larger than any that is expected. */
export async function measureBigAccount(server: Server, size: BigSize): Promise<Table> {
  if (!(await exists(server, name))) await buildBigAccount(server, size);
  let spent = 0;
  let queries: CompiledQuery[] = [];
  const db = connect(urlOf(server, name), ({query, queryDurationMillis}) => {
    spent += queryDurationMillis;
    queries.push(query);
  });
  const rows: string[][] = [];
  for (const [title, read] of Object.entries(readsOf(db, size))) {
    const times: number[] = [];
    for (let round = 0; round < size.rounds; round++) {
      spent = 0;
      queries = [];
      await read(round);
      times.push(spent);
    }
    rows.push([
      title,
      ...[p50(times), p95(times), Math.max(...times)].map((time) => time.toFixed(1)),
      await waysOfAll(db, [...queries]),
    ]);
  }
  await db.destroy();
  return {
    id: 'big',
    title: `One account with ${count(size.conversations)} conversations and ${count(size.messages)} messages, among ${count(size.others)} others`,
    head: ['what is read', 'p50 ms', 'p95 ms', 'most ms', 'found by'],
    rows,
  };
}

function readsOf(db: Kysely<Tables>, size: BigSize): Record<string, (round: number) => Promise<unknown>> {
  const env = {db, settings: defaultSettings} as Environment;
  const list = (filter: SmsConversationFilter, after: string | null = null) =>
    listConversations(env, 'account-1', filter, 30, after);
  const thread = (round: number) => `thread-${1 + ((round * 7919) % size.conversations)}`;
  const of = (words: string, round: number) => words.split(',')[round % words.split(',').length]!;
  const number = (round: number) =>
    String(((1 + ((round * 31) % size.conversations)) * 7919) % 100_000_000).padStart(8, '0');
  const middle = `${(Date.now() - (size.conversations / 2) * 60_000).toString(36)}.thread`;
  const searches: Record<string, (round: number) => string> = {
    'a last name': (round) => of(lastNames, round),
    'a first name and the beginning of a last one': (round) =>
      `${of(firstNames, round)} ${of(lastNames, round)[0]}`,
    'three letters': (round) => of(lastNames, round).slice(1, 4),
    'two letters': (round) => of(firstNames, round).slice(0, 2),
    'one letter': (round) => of(firstNames, round)[0]!,
    'a whole number': (round) => `04${number(round)}`,
    'four digits': (round) => number(round).slice(2, 6),
    'what nobody is called': (round) => `xq${round}`,
  };
  return {
    'conversations: first page': () => list({}),
    'conversations: a page in the middle': () => list({}, middle),
    'conversations: unread': () => list({unreadOnly: true}),
    'conversations: closed': () => list({state: 'CLOSED'}),
    'conversations of a sender ID: 9 of 10': () => list({senderId: 'main'}),
    'conversations of a sender ID: 1 of 10': () => list({senderId: 'second'}),
    'conversations of a sender ID: 1 of 10,000': () => list({senderId: 'rare'}),
    'messages of a thread: newest 50': (round) => listMessages(env, 'account-1', thread(round), {}),
    'messages of a thread: around a position': (round) =>
      listMessages(env, 'account-1', thread(round), {first: 50, around: 40}),
    ...Object.fromEntries<(round: number) => Promise<unknown>>(
      Object.entries(searches).flatMap(([what, search]) => [
        [`conversations, searched by ${what}`, (round: number) => list({search: search(round)})],
        [
          `recipients (To), searched by ${what}`,
          (round: number) => findRecipients(env, 'account-1', search(round), 10),
        ],
      ]),
    ),
  };
}

/** The indexes by which what is shown was found, without what loads it then by its keys. */
async function waysOfAll(db: Kysely<Tables>, queries: readonly CompiledQuery[]): Promise<string> {
  const ways = new Set<string>();
  for (const query of queries) {
    for (const way of await waysOf(db, query)) ways.add(way);
  }
  const byKeys = /_pkey$|^scan of (sender|account|agent|campaign|opt_out)$/;
  return [...ways].filter((way) => !byKeys.test(way)).join(', ');
}

function count(number: number): string {
  return number.toLocaleString('en');
}

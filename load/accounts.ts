import type {Kysely} from 'kysely';
import {secretKey} from '../server/auth/keys.js';
import {Tokens} from '../server/auth/tokens.js';
import type {Tables} from '../server/db/tables.js';
import {run} from './database.js';

export const tokenSecret = 'a secret of the load test, long enough for HS256';

const tokens = new Tokens(secretKey(tokenSecret), () => new Date());

/** Accounts that are all alike, with ids that are known. */
export interface Accounts {
  count: number;
  agents: number;
  conversations: number;
}

export const accountId = (account: number) => `account-${account}`;
export const conversationId = (account: number, conversation: number) => `thread-${account}-${conversation}`;

/** From 1 on, all three. */
export async function addAccounts(
  db: Kysely<Tables>,
  {count, agents, conversations}: Accounts,
): Promise<void> {
  await run(
    db,
    `INSERT INTO account (id, name, country, balance_parts, cursor_tag)
       SELECT 'account-' || a, 'Harbour Clinic', 'AU', 100000000, 'account' || lpad(a::text, 8, '0')
       FROM generate_series(1, ${count}) a;
     INSERT INTO agent (account_id, id, display_name)
       SELECT 'account-' || a, 'agent-' || g, 'Agent ' || g
       FROM generate_series(1, ${count}) a, generate_series(1, ${agents}) g;
     INSERT INTO sender (account_id, id, kind, label, address, status)
       SELECT 'account-' || a, 'main', 'VIRTUAL', 'Reception', '+6148' || lpad(a::text, 7, '0'), 'READY'
       FROM generate_series(1, ${count}) a;
     INSERT INTO conversation (account_id, id, address, last_activity_at)
       SELECT 'account-' || a, 'thread-' || a || '-' || c, '+6141' || lpad(a::text, 4, '0') || lpad(c::text, 3, '0'), now()
       FROM generate_series(1, ${count}) a, generate_series(1, ${conversations}) c;
     ANALYZE`,
  );
}

const issued = new Map<string, Promise<string>>();

/** What an agent of an account says who they are with. */
export function authorization(account: number, agent: number): Promise<string> {
  const viewer = {accountId: accountId(account), agentId: `agent-${agent}`, displayName: `Agent ${agent}`};
  const key = `${account} ${agent}`;
  const known = issued.get(key) ?? tokens.issue(viewer, 24 * 60 * 60).then(({token}) => `Bearer ${token}`);
  issued.set(key, known);
  return known;
}

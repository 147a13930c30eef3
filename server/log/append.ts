import {sql} from 'kysely';
import type {Transaction} from 'kysely';
import type {DeliveryStatus, LogKind, Tables} from '../db/tables.js';
import type {Environment} from '../domain/environment.js';
import {refuse} from '../domain/refusal.js';
import {encodeCursor, randomTag} from './cursor.js';

export interface NewEvent {
  kind: LogKind;
  /** The entity that changed; readers get it as it is when they read. */
  entityId?: string;
  /** What is not an entity, or is gone: counters, the version of a removal, who did it. */
  payload?: unknown;
}

export interface Counters {
  version: number;
  unreadMessages: number;
  unreadConversations: number;
}

/** One transaction's changes to one account, gathered until its end. */
export interface AccountChange {
  readonly trx: Transaction<Tables>;
  readonly accountId: string;
  /** The moment of the change, the same for all of it. */
  readonly now: Date;
  /** Appends an event when the transaction ends. */
  log(event: NewEvent): void;
  /** Changes the account's sums of unread messages and conversations. */
  addUnread(messages: number, conversations: number): void;
  /** Takes message parts off the balance; the transaction fails with INSUFFICIENT_CREDIT where there are too few. */
  charge(parts: number): void;
  /** Tells the observer, once it is committed, that a message came into this state. */
  count(state: DeliveryStatus): void;
}

/** What a transaction left behind: the cursor at which its changes show, and the counters after it. */
export interface Committed<T> {
  result: T;
  cursor: string;
  counters: Counters;
}

/**
 * The one way to change an account. Runs `change` in a transaction and raises the account's counter last in it:
 * that row's lock is held until the commit, so the order of numbers is the order of commits (R1, R2). Locks are
 * taken in one order, rows of the account by id and the account's own row last. Rings the bell after the commit.
 * Where two transactions wait for each other all the same, the one that the database ends is run again: `change`
 * must have no effects but in `work`.
 */
export async function changeAccount<T>(
  env: Environment,
  accountId: string,
  change: (work: AccountChange) => Promise<T>,
): Promise<Committed<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await changeOnce(env, accountId, change);
    } catch (error) {
      if (attempt === mostAttempts || !isDeadlock(error)) throw error;
    }
  }
}

async function changeOnce<T>(
  env: Environment,
  accountId: string,
  change: (work: AccountChange) => Promise<T>,
): Promise<Committed<T>> {
  const events: NewEvent[] = [];
  const states: DeliveryStatus[] = [];
  const committed = await env.db.transaction().execute(async (trx) => {
    const sums = {messages: 0, conversations: 0, parts: 0};
    const work: AccountChange = {
      trx,
      accountId,
      now: env.clock.now(),
      log: (event) => events.push(event),
      addUnread(messages, conversations) {
        sums.messages += messages;
        sums.conversations += conversations;
      },
      charge(parts) {
        sums.parts += parts;
      },
      count: (state) => states.push(state),
    };
    const result = await change(work);
    return {result, ...(await append(work, events, sums))};
  });
  if (events.length > 0) env.bell.ring(accountId);
  for (const state of states) env.observer?.delivery(state);
  return committed;
}

const mostAttempts = 5;

function isDeadlock(error: unknown): boolean {
  return ['40P01', '40001'].includes((error as {code?: string}).code ?? '');
}

async function append(
  {trx, accountId, now}: AccountChange,
  events: NewEvent[],
  sums: {messages: number; conversations: number; parts: number},
): Promise<{cursor: string; counters: Counters}> {
  const countersChanged = sums.messages !== 0 || sums.conversations !== 0;
  const count = events.length + (countersChanged ? 1 : 0);
  const tags = Array.from({length: count}, () => randomTag(8));
  const row =
    count === 0 && sums.parts === 0
      ? await trx.selectFrom('account').selectAll().where('id', '=', accountId).executeTakeFirstOrThrow()
      : await trx
          .updateTable('account')
          .set({
            head_seq: sql<number>`head_seq + ${count}::integer`,
            head_tag: sql<string>`coalesce(${tags.at(-1) ?? null}::text, head_tag)`,
            unread_messages: sql<number>`unread_messages + ${sums.messages}::integer`,
            unread_conversations: sql<number>`unread_conversations + ${sums.conversations}::integer`,
            counters_version: sql<number>`counters_version + ${countersChanged ? 1 : 0}::integer`,
            balance_parts: sql<number>`balance_parts - ${sums.parts}::integer`,
          })
          .where('id', '=', accountId)
          .where('balance_parts', '>=', sums.parts)
          .returningAll()
          .executeTakeFirst();
  if (!row) refuse('INSUFFICIENT_CREDIT', 'The account has too few message parts left for this.');

  const counters = {
    version: row.counters_version,
    unreadMessages: row.unread_messages,
    unreadConversations: row.unread_conversations,
  };
  if (countersChanged) events.push({kind: 'COUNTERS_CHANGED', payload: counters});
  if (count > 0) {
    const first = row.head_seq - count + 1;
    await trx
      .insertInto('account_log')
      .values(
        events.map(({kind, entityId, payload}, index) => ({
          account_id: accountId,
          seq: first + index,
          tag: tags[index]!,
          at: now,
          kind,
          entity_id: entityId ?? null,
          payload: payload === undefined ? null : JSON.stringify(payload),
        })),
      )
      .execute();
  }
  return {cursor: encodeCursor({account: row.cursor_tag, seq: row.head_seq, tag: row.head_tag}), counters};
}

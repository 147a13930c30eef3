import {sql} from 'kysely';
import type {Queryable} from '../db/database.js';
import type {DeliveryStatus, Row} from '../db/tables.js';
import {changeAccount} from '../log/append.js';
import type {AccountChange} from '../log/append.js';
import type {Receipt} from '../gateway/gateway.js';
import type {Environment} from './environment.js';

/** One thing that was said about a message's delivery. */
export interface DeliveryReport {
  status: DeliveryStatus;
  reason: string | null;
  code: string | null;
  retryable: boolean;
  at: Date;
}

/**
 * Applies a receipt (R20). Receipts come late, twice and in any order; one for a message whose send has not been
 * stored yet waits for it.
 */
export async function applyReceipt(env: Environment, {gatewayMessageId, ...report}: Receipt): Promise<void> {
  const owner = await env.db
    .selectFrom('message')
    .select(['account_id', 'id'])
    .where('gateway_message_id', '=', gatewayMessageId)
    .where('direction', '=', 'OUTBOUND')
    .executeTakeFirst();
  if (owner) {
    await changeAccount(env, owner.account_id, (work) => applyReport(work, owner.id, report));
    return;
  }
  const nowKnown = await env.db.transaction().execute(async (trx) => {
    await lockGatewayId(trx, gatewayMessageId);
    const known = await trx
      .selectFrom('message')
      .select('id')
      .where('gateway_message_id', '=', gatewayMessageId)
      .where('direction', '=', 'OUTBOUND')
      .executeTakeFirst();
    if (known) return true;
    await trx
      .insertInto('parked_receipt')
      .values({gateway_message_id: gatewayMessageId, ...report})
      .execute();
    return false;
  });
  if (nowKnown) await applyReceipt(env, {gatewayMessageId, ...report});
}

/** Stores the id that the gateway gave a message, and applies the receipts that came before it. */
export async function adoptGatewayId(
  work: AccountChange,
  messageId: string,
  gatewayMessageId: string,
): Promise<void> {
  const {trx, accountId} = work;
  await lockGatewayId(trx, gatewayMessageId);
  await trx
    .updateTable('message')
    .set({gateway_message_id: gatewayMessageId})
    .where('account_id', '=', accountId)
    .where('id', '=', messageId)
    .execute();
  const parked = await trx
    .deleteFrom('parked_receipt')
    .where('gateway_message_id', '=', gatewayMessageId)
    .returningAll()
    .execute();
  for (const report of parked) await applyReport(work, messageId, report);
}

/** Moves a message's delivery up to what the report says, if that is up. */
export async function applyReport(
  work: AccountChange,
  messageId: string,
  report: DeliveryReport,
): Promise<void> {
  const {trx, accountId} = work;
  const message = await trx
    .selectFrom('message')
    .select(['delivery_status', 'delivery_reason', 'delivery_code', 'delivery_retryable', 'delivery_at'])
    .where('account_id', '=', accountId)
    .where('id', '=', messageId)
    .forUpdate()
    .executeTakeFirst();
  if (!message || !isAbove(report, currentReport(message))) return;
  const failed = report.status === 'FAILED';
  await trx
    .updateTable('message')
    .set({
      version: sql<number>`version + 1`,
      delivery_status: report.status,
      delivery_reason: failed ? (report.reason ?? 'The message could not be delivered.') : null,
      delivery_code: report.code,
      delivery_retryable: failed && report.retryable,
      delivery_at: report.at,
    })
    .where('account_id', '=', accountId)
    .where('id', '=', messageId)
    .execute();
  work.log({kind: 'MESSAGE_CHANGED', entityId: messageId});
}

/**
 * Whether a report outranks what is known. The ranks make every order of receipts end the same: DELIVERED is
 * above every failure, since what reached the handset did not fail; of failures the final one stands. Of two
 * reports of one rank the earlier moment stands.
 */
export function isAbove(report: DeliveryReport, known: DeliveryReport): boolean {
  const difference = rank(report) - rank(known);
  if (difference !== 0) return difference > 0;
  return tieBreak(report) < tieBreak(known);
}

function rank({status, retryable}: DeliveryReport): number {
  if (status === 'FAILED') return retryable ? 3 : 4;
  return {QUEUED: 0, UNKNOWN: 1, SENT: 2, DELIVERED: 5}[status];
}

function tieBreak({at, code, reason}: DeliveryReport): string {
  return `${at.toISOString()} ${code ?? ''} ${reason ?? ''}`;
}

function currentReport(
  row: Pick<
    Row<'message'>,
    'delivery_status' | 'delivery_reason' | 'delivery_code' | 'delivery_retryable' | 'delivery_at'
  >,
): DeliveryReport {
  return {
    status: row.delivery_status ?? 'QUEUED',
    reason: row.delivery_reason,
    code: row.delivery_code,
    retryable: row.delivery_retryable,
    at: row.delivery_at ?? new Date(0),
  };
}

/** A receipt and the send that it is for take turns: else each could miss the other's row. */
async function lockGatewayId(trx: Queryable, gatewayMessageId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${gatewayMessageId}::text, 0))`.execute(trx);
}

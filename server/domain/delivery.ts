import {sql} from 'kysely';
import type {Queryable} from '../db/database.js';
import type {Row} from '../db/tables.js';
import {changeAccount} from '../log/append.js';
import type {AccountChange} from '../log/append.js';
import type {Receipt} from '../gateway/gateway.js';
import {hasLeft, isAbove, reportOfParts} from './delivery-report.js';
import type {DeliveryReport, PartReport} from './delivery-report.js';
import type {Environment} from './environment.js';

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
    const {result} = await changeAccount(env, owner.account_id, (work) =>
      applyReport(work, owner.id, report),
    );
    if (result.releasedThread) env.wakeSender();
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
    await park(env, trx, gatewayMessageId, report);
    return false;
  });
  if (nowKnown) await applyReceipt(env, {gatewayMessageId, ...report});
}

/** Keeps a receipt for a send that is not stored yet; of those that say the same, as carriers repeat them, one. */
async function park(
  {clock}: Environment,
  trx: Queryable,
  gatewayMessageId: string,
  report: Omit<Receipt, 'gatewayMessageId'>,
): Promise<void> {
  const same = await trx
    .selectFrom('parked_receipt')
    .select('id')
    .where('gateway_message_id', '=', gatewayMessageId)
    .where('status', '=', report.status)
    .where(sql<boolean>`part IS NOT DISTINCT FROM ${report.part ?? null}::integer`)
    .executeTakeFirst();
  if (same) return;
  await trx
    .insertInto('parked_receipt')
    .values({gateway_message_id: gatewayMessageId, ...report, parked_at: clock.now()})
    .execute();
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

/** Moves a message's delivery up to what the report says, if that is up. The report may be on a part of it. */
export async function applyReport(
  work: AccountChange,
  messageId: string,
  {part, ...said}: DeliveryReport & {part?: number | null | undefined},
): Promise<{releasedThread: boolean}> {
  const {trx, accountId} = work;
  const message = await trx
    .selectFrom('message')
    .select([
      'parts',
      'delivery_status',
      'delivery_reason',
      'delivery_code',
      'delivery_retryable',
      'delivery_at',
    ])
    .where('account_id', '=', accountId)
    .where('id', '=', messageId)
    .forUpdate()
    .executeTakeFirst();
  if (!message) return {releasedThread: false};
  const parts = message.parts ?? 1;
  const report = part && parts > 1 ? await fileReport(work, messageId, parts, {...said, part}) : said;
  if (!report || !isAbove(report, currentReport(message))) return {releasedThread: false};
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
  work.count(report.status);
  return {releasedThread: hasLeft(report) && (await releaseThread(work, messageId))};
}

/** Keeps what is known of each part, and answers with what that makes of the message. */
async function fileReport(
  {trx, accountId}: AccountChange,
  messageId: string,
  parts: number,
  report: PartReport,
): Promise<DeliveryReport | null> {
  if (report.part > parts) return null;
  if (!hasLeft(report)) return report; // QUEUED or UNKNOWN is the whole of it where one part is
  const known = await trx
    .selectFrom('part_report')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('message_id', '=', messageId)
    .execute();
  const same = known.find(({part, status}) => part === report.part && status === report.status);
  if (same && !isAbove(report, same)) return null;
  const row = {account_id: accountId, message_id: messageId, ...report};
  await trx
    .insertInto('part_report')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'message_id', 'part', 'status']).doUpdateSet(row),
    )
    .execute();
  return reportOfParts([...known.filter((other) => other !== same), report], parts);
}

/** Later messages of the thread need not wait for this one any more; answers whether they had to. */
async function releaseThread({trx, accountId}: AccountChange, messageId: string): Promise<boolean> {
  const {numDeletedRows} = await trx
    .deleteFrom('send_job')
    .where('account_id', '=', accountId)
    .where('message_id', '=', messageId)
    .where('status', '=', 'ACCEPTED')
    .executeTakeFirst();
  return numDeletedRows > 0n;
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

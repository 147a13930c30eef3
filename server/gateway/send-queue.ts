import {sql} from 'kysely';
import {splitSms} from '../../src/sms/index.js';
import type {Queryable} from '../db/database.js';
import type {Row} from '../db/tables.js';
import {adoptGatewayId, applyReport} from '../domain/delivery.js';
import type {DeliveryReport} from '../domain/delivery-report.js';
import type {Environment} from '../domain/environment.js';
import {changeAccount} from '../log/append.js';
import type {AccountChange} from '../log/append.js';
import type {OutgoingMessage, SendAnswer} from './gateway.js';

/*
 * The queue of the send worker, in the database. A job is READY, then ATTEMPTED while the gateway is asked, and
 * gone once its answer is stored; in between it may be READY again for the next part, or ACCEPTED while the gateway
 * waits for its carrier. The oldest job of a thread, in whatever state, holds back those behind it.
 */

export type Job = Pick<
  Row<'send_job'>,
  'account_id' | 'message_id' | 'conversation_id' | 'part' | 'not_after'
>;

/** What an attempt hands over. */
export interface Submission {
  message: OutgoingMessage;
  isLastPart: boolean;
  /** Whether the recipient has opted out since the message was stored. */
  isOptedOut: boolean;
}

/** What became of an attempt. */
export interface Outcome {
  report: DeliveryReport;
  /** Set where the gateway took it. */
  accepted?: Extract<SendAnswer, {accepted: true}>;
}

/** The first job of each thread, marked as attempted. */
export async function claimJobs(db: Queryable, limit: number): Promise<Job[]> {
  const {rows} = await sql<Job>`
    UPDATE send_job SET status = 'ATTEMPTED' WHERE seq IN (
      SELECT seq FROM send_job AS job
      WHERE status = 'READY' AND NOT EXISTS (
        SELECT FROM send_job AS earlier
        WHERE earlier.account_id = job.account_id
          AND earlier.conversation_id = job.conversation_id
          AND earlier.seq < job.seq
      )
      ORDER BY seq LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) RETURNING account_id, message_id, conversation_id, part, not_after
  `.execute(db);
  return rows;
}

/** What a crash left in the gateway's hands: whether it was taken is not known. */
export function findAttempted(db: Queryable): Promise<Job[]> {
  return db.selectFrom('send_job').selectAll().where('status', '=', 'ATTEMPTED').orderBy('seq').execute();
}

/** The gateway did not take it. */
export async function putBack(db: Queryable, job: Job): Promise<void> {
  await db
    .updateTable('send_job')
    .set({status: 'READY'})
    .where('account_id', '=', job.account_id)
    .where('message_id', '=', job.message_id)
    .execute();
}

/** Threads whose gateway has kept a message since before then, and not said a word of it, go on without it. */
export async function releaseThreads(db: Queryable, before: Date): Promise<void> {
  await db
    .deleteFrom('send_job')
    .where('status', '=', 'ACCEPTED')
    .where('accepted_at', '<', before)
    .execute();
}

/** Null where the message was removed with its thread. */
export async function loadSubmission(
  {db, settings: {referenceBits}}: Environment,
  {account_id: accountId, message_id: id, part: number}: Job,
  partByPart: boolean,
): Promise<Submission | null> {
  const row = await db
    .selectFrom('message')
    .innerJoin('conversation', (join) =>
      join
        .onRef('conversation.account_id', '=', 'message.account_id')
        .onRef('conversation.id', '=', 'message.conversation_id'),
    )
    .leftJoin('opt_out', (join) =>
      join
        .onRef('opt_out.account_id', '=', 'conversation.account_id')
        .onRef('opt_out.address', '=', 'conversation.address'),
    )
    .select([
      'message.body',
      'message.position',
      'message.encoding',
      'message.parts',
      'message.sender_address',
      'conversation.address',
      'opt_out.since as opted_out_since',
    ])
    .where('message.account_id', '=', accountId)
    .where('message.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const isOptedOut = row.opted_out_since !== null;
  const from = row.sender_address === null ? await poolNumbers(db) : [row.sender_address];
  const {body, position, address: to} = row;
  const message = {messageId: id, from, to, body, encoding: row.encoding!, parts: row.parts!};
  if (!partByPart || message.parts === 1) return {message, isLastPart: true, isOptedOut};
  const text = splitSms(body, referenceBits)[number - 1]!;
  // Of the long messages that a handset gets in a row no two have the same reference.
  const part = {number, reference: position % 2 ** referenceBits, referenceBits};
  return {message: {...message, body: text, part}, isLastPart: number === message.parts, isOptedOut};
}

async function poolNumbers(db: Queryable): Promise<string[]> {
  const rows = await db.selectFrom('pool_number').select('address').orderBy('address').execute();
  return rows.map(({address}) => address);
}

/** Stores what became of an attempt; then the job is done, or goes on with the next part. In one transaction. */
export async function settle(
  env: Environment,
  job: Job,
  {message, isLastPart}: Submission,
  {report, accepted}: Outcome,
): Promise<void> {
  await changeAccount(env, job.account_id, async (work) => {
    await applyReport(work, job.message_id, {...report, part: message.part?.number});
    if (accepted) {
      await work.trx
        .updateTable('message')
        .set({sender_address: accepted.from})
        .where('account_id', '=', job.account_id)
        .where('id', '=', job.message_id)
        .execute();
      await adoptGatewayId(work, job.message_id, accepted.gatewayMessageId);
    } else if (report.status === 'UNKNOWN') {
      // Where the gateway names messages by the host's own ids, its receipts may still tell.
      await adoptGatewayId(work, job.message_id, job.message_id);
    }
    if (!isLastPart && report.status !== 'FAILED') {
      await changeJob(work, job, {status: 'READY', part: job.part + 1});
    } else if (accepted?.waits && !(await hasLeftGateway(work, job.message_id))) {
      await changeJob(work, job, {status: 'ACCEPTED', accepted_at: work.now});
    } else {
      await removeJob(work, job);
    }
  });
}

async function changeJob(
  {trx, accountId}: AccountChange,
  {message_id: messageId}: Job,
  change: {status: 'READY' | 'ACCEPTED'; part?: number; accepted_at?: Date},
): Promise<void> {
  await trx
    .updateTable('send_job')
    .set(change)
    .where('account_id', '=', accountId)
    .where('message_id', '=', messageId)
    .execute();
}

async function removeJob({trx, accountId}: AccountChange, {message_id: messageId}: Job): Promise<void> {
  await trx
    .deleteFrom('send_job')
    .where('account_id', '=', accountId)
    .where('message_id', '=', messageId)
    .execute();
}

/** Its row is locked by now: a receipt comes either before this, or after the job says ACCEPTED. */
async function hasLeftGateway({trx, accountId}: AccountChange, messageId: string): Promise<boolean> {
  const message = await trx
    .selectFrom('message')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', messageId)
    .where('delivery_status', 'in', ['SENT', 'DELIVERED', 'FAILED'])
    .executeTakeFirst();
  return message !== undefined;
}

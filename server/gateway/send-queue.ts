import {sql} from 'kysely';
import type {ExpressionBuilder} from 'kysely';
import {splitSms} from '../../src/sms/index.js';
import type {Queryable} from '../db/database.js';
import type {Row, Tables} from '../db/tables.js';
import {adoptGatewayId, applyReport} from '../domain/delivery.js';
import type {DeliveryReport} from '../domain/delivery-report.js';
import type {Environment} from '../domain/environment.js';
import {changeAccount} from '../log/append.js';
import type {AccountChange} from '../log/append.js';
import type {OutgoingMessage, SendAnswer} from './gateway.js';

/*
 * The queue of the send worker, in the database. A job is READY, then ATTEMPTED while the gateway is asked, and
 * gone once its answer is stored; in between it may be READY again for the next part, or ACCEPTED while the gateway
 * waits for its carrier. The oldest job of a thread, in whatever state, holds back those behind it. Attempts are
 * leased, by the database's clock: as long as its worker renews the lease no other one gives a job up.
 */

/** An attempt whose worker has not been heard of for this long has been left behind. */
const leaseSeconds = 30;

const leaseEnd = () => sql<Date>`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;

export type Job = Pick<
  Row<'send_job'>,
  'seq' | 'account_id' | 'message_id' | 'conversation_id' | 'part' | 'not_after'
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

/**
 * The first job of each thread, marked as attempted. Of workers that claim at the same time each passes over what
 * another one has locked; what was claimed and committed meanwhile is not READY when it is looked at again.
 */
export async function claimJobs(db: Queryable, limit: number): Promise<Job[]> {
  const {rows} = await sql<Job>`
    WITH head AS MATERIALIZED (
      SELECT seq FROM send_job AS job
      WHERE status = 'READY' AND NOT EXISTS (
        SELECT FROM send_job AS earlier
        WHERE earlier.account_id = job.account_id
          AND earlier.conversation_id = job.conversation_id
          AND earlier.seq < job.seq
      )
      ORDER BY seq LIMIT ${limit} FOR UPDATE OF job SKIP LOCKED
    )
    UPDATE send_job SET status = 'ATTEMPTED', lease_until = ${leaseEnd()} FROM head WHERE send_job.seq = head.seq
    RETURNING send_job.seq, account_id, message_id, conversation_id, part, not_after
  `.execute(db);
  return rows;
}

/** Keeps attempts from being taken for abandoned. */
export async function renewLeases(db: Queryable, jobs: readonly Job[]): Promise<void> {
  const held = jobs.map(({seq}) => seq);
  await sql`UPDATE send_job SET lease_until = ${leaseEnd()}
    WHERE seq = ANY(${held}::bigint[]) AND status = 'ATTEMPTED'`.execute(db);
}

/**
 * What a crash left in the gateway's hands: whether it was taken is not known. Its lease passes on, so one worker
 * settles each. `evenLeased` where there is no other worker that could have them.
 */
export async function takeAbandoned(db: Queryable, evenLeased: boolean): Promise<Job[]> {
  const {rows} = await sql<Job>`
    WITH abandoned AS MATERIALIZED (
      SELECT seq FROM send_job
      WHERE status = 'ATTEMPTED' AND (${evenLeased}::boolean OR coalesce(lease_until < clock_timestamp(), true))
      ORDER BY seq FOR UPDATE SKIP LOCKED
    )
    UPDATE send_job SET lease_until = ${leaseEnd()} FROM abandoned WHERE send_job.seq = abandoned.seq
    RETURNING send_job.seq, account_id, message_id, conversation_id, part, not_after
  `.execute(db);
  return rows;
}

/** The gateway did not take it. */
export async function putBack(db: Queryable, job: Job): Promise<void> {
  await db
    .updateTable('send_job')
    .set({status: 'READY'})
    .where((eb) => isAttempt(eb, job))
    .execute();
}

/** Whether the job is still at this attempt: one that was late may have been given up, and have gone on. */
function isAttempt(eb: ExpressionBuilder<Tables, 'send_job'>, {seq, part}: Job) {
  return eb.and([eb('seq', '=', seq), eb('part', '=', part), eb('status', '=', 'ATTEMPTED')]);
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
  {trx}: AccountChange,
  job: Job,
  change: {status: 'READY' | 'ACCEPTED'; part?: number; accepted_at?: Date},
): Promise<void> {
  await trx
    .updateTable('send_job')
    .set(change)
    .where((eb) => isAttempt(eb, job))
    .execute();
}

async function removeJob({trx}: AccountChange, job: Job): Promise<void> {
  await trx
    .deleteFrom('send_job')
    .where((eb) => isAttempt(eb, job))
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

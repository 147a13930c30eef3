import {sql} from 'kysely';
import type {Row} from '../db/tables.js';
import {adoptGatewayId, applyReport} from '../domain/delivery.js';
import type {DeliveryReport} from '../domain/delivery.js';
import type {Environment} from '../domain/environment.js';
import {changeAccount} from '../log/append.js';
import type {Gateway, OutgoingMessage} from './gateway.js';

type Job = Pick<Row<'send_job'>, 'account_id' | 'message_id' | 'conversation_id' | 'not_after'>;

/** What became of an attempt. */
interface Outcome {
  report: DeliveryReport;
  /** Set where the gateway took it. */
  accepted?: {gatewayMessageId: string; from: string};
}

/** As many threads as are written to at the same time. */
const atOnce = 16;
/** After trouble with the database. */
const retryMs = 1_000;

/**
 * Hands stored messages to the gateway: those of one thread in their order, one at a time. An attempt is
 * committed before the gateway is called, so that a crash between the two leaves a message whose fate is UNKNOWN
 * rather than one that is sent twice. One worker to a database.
 */
export class SendWorker {
  #env: Environment;
  #gateway: Gateway;
  #onError: (error: unknown) => void;
  #running: Promise<void> | undefined;
  #again = false;
  #stopping = new AbortController();

  constructor(env: Environment, gateway: Gateway, onError: (error: unknown) => void) {
    this.#env = env;
    this.#gateway = gateway;
    this.#onError = onError;
  }

  /** Settles what a crash left behind, then takes up the jobs that wait. */
  async start(): Promise<void> {
    const attempted = await this.#env.db
      .selectFrom('send_job')
      .selectAll()
      .where('status', '=', 'ATTEMPTED')
      .orderBy('seq')
      .execute();
    for (const job of attempted) await this.#settle(job, this.#outcome('UNKNOWN'));
    this.wake();
  }

  /** Jobs may be waiting. */
  wake(): void {
    this.#again = true;
    this.#running ??= this.#insist(() => this.#run()).finally(() => {
      this.#running = undefined;
      if (this.#again && !this.#stopping.signal.aborted) this.wake(); // asked for just as the run ended
    });
  }

  /** Resolves once what is in the gateway's hands has been settled. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let more = true; (more || this.#again) && !this.#stopping.signal.aborted;) {
      this.#again = false; // before the claim: what is stored during it means another one
      const jobs = await this.#claim();
      await Promise.all(jobs.map((job) => this.#attempt(job)));
      more = jobs.length > 0; // the next ones of these threads
    }
  }

  /** The first job of each thread, marked as attempted. */
  async #claim(): Promise<Job[]> {
    const {rows} = await sql<Job>`
      UPDATE send_job SET status = 'ATTEMPTED' WHERE seq IN (
        SELECT seq FROM send_job AS job
        WHERE status = 'READY' AND NOT EXISTS (
          SELECT FROM send_job AS earlier
          WHERE earlier.account_id = job.account_id
            AND earlier.conversation_id = job.conversation_id
            AND earlier.seq < job.seq
        )
        ORDER BY seq LIMIT ${atOnce} FOR UPDATE SKIP LOCKED
      ) RETURNING account_id, message_id, conversation_id, not_after
    `.execute(this.#env.db);
    return rows;
  }

  async #attempt(job: Job): Promise<void> {
    const outcome = await this.#handOver(job);
    // The gateway's answer comes once: it is stored however often the database has to be asked.
    if (outcome) await this.#insist(() => this.#settle(job, outcome));
  }

  /** Null where the message was removed with its thread. */
  async #handOver(job: Job): Promise<Outcome | null> {
    if (job.not_after && this.#env.clock.now() > job.not_after) {
      return this.#outcome('FAILED', {
        reason: 'It became too late to send this message.',
        code: 'EXPIRED',
        retryable: true,
      });
    }
    const message = await this.#insist(() => this.#load(job));
    if (!message) return null;
    try {
      const answer = await this.#gateway.send(message);
      return answer.accepted ? {...this.#outcome('SENT'), accepted: answer} : this.#outcome('FAILED', answer);
    } catch (error) {
      this.#onError(error);
      return this.#outcome('UNKNOWN');
    }
  }

  /** Does it again after a while where the database is away, until the host stops. */
  async #insist<T>(action: () => Promise<T>): Promise<T | undefined> {
    for (;;) {
      try {
        return await action();
      } catch (error) {
        this.#onError(error);
        if (this.#stopping.signal.aborted) return undefined;
        await this.#pause();
      }
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, retryMs);
      const {signal} = this.#stopping;
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), {once: true});
    });
  }

  async #load({account_id: accountId, message_id: id}: Job): Promise<OutgoingMessage | null> {
    const row = await this.#env.db
      .selectFrom('message')
      .innerJoin('conversation', (join) =>
        join
          .onRef('conversation.account_id', '=', 'message.account_id')
          .onRef('conversation.id', '=', 'message.conversation_id'),
      )
      .select([
        'message.body',
        'message.encoding',
        'message.parts',
        'message.sender_address',
        'conversation.address',
      ])
      .where('message.account_id', '=', accountId)
      .where('message.id', '=', id)
      .executeTakeFirst();
    if (!row) return null;
    const from = row.sender_address === null ? await this.#pool() : [row.sender_address];
    return {messageId: id, from, to: row.address, body: row.body, encoding: row.encoding!, parts: row.parts!};
  }

  async #pool(): Promise<string[]> {
    const rows = await this.#env.db.selectFrom('pool_number').select('address').orderBy('address').execute();
    return rows.map(({address}) => address);
  }

  /** Stores what became of an attempt and takes the job off, in one transaction. */
  async #settle(job: Job, {report, accepted}: Outcome): Promise<void> {
    await changeAccount(this.#env, job.account_id, async (work) => {
      await applyReport(work, job.message_id, report);
      if (accepted) {
        await work.trx
          .updateTable('message')
          .set({sender_address: accepted.from})
          .where('account_id', '=', job.account_id)
          .where('id', '=', job.message_id)
          .execute();
        await adoptGatewayId(work, job.message_id, accepted.gatewayMessageId);
      }
      await work.trx
        .deleteFrom('send_job')
        .where('account_id', '=', job.account_id)
        .where('message_id', '=', job.message_id)
        .execute();
    });
  }

  #outcome(
    status: DeliveryReport['status'],
    {reason = null, code = null, retryable = false}: Partial<DeliveryReport> = {},
  ): Outcome {
    return {report: {status, reason, code, retryable, at: this.#env.clock.now()}};
  }
}

import type {DeliveryReport} from '../domain/delivery-report.js';
import type {Environment} from '../domain/environment.js';
import {GatewayUnavailable} from './gateway.js';
import type {Gateway} from './gateway.js';
import {
  claimJobs,
  loadSubmission,
  putBack,
  releaseThreads,
  renewLeases,
  settle,
  takeAbandoned,
} from './send-queue.js';
import type {Job, Outcome, Submission} from './send-queue.js';

/** As many threads as a worker writes to at the same time. */
const atOnce = 16;
/** After trouble with the database, and after the first with the gateway. */
const retryMs = 1_000;
const mostRetryMs = 30_000;
/** Well within a lease. */
const renewMs = 10_000;
/** How long a thread waits for word of a message that the gateway keeps: the word may have been lost. */
const mostHeldBackMs = 10 * 60_000;

export interface SendWorkerOptions {
  /** Other processes may have workers on the same database. */
  isShared: boolean;
  /** How often to look for what nobody told of: what is due by time alone, or was stored by a process that died. */
  pollMs: number;
}

/**
 * Hands stored messages to the gateway: those of one thread in their order, one at a time, whichever workers take
 * them. An attempt is committed before the gateway is called, so that a crash between the two leaves a message
 * whose fate is UNKNOWN rather than one that is sent twice. While the gateway is away all wait.
 */
export class SendWorker {
  #env: Environment;
  #gateway: Gateway;
  #onError: (error: unknown) => void;
  #running: Promise<void> | undefined;
  #again = false;
  #stopping = new AbortController();
  #options: SendWorkerOptions;
  /** What is being attempted here. */
  #inHand = new Set<Job>();
  #timers: ReturnType<typeof setInterval>[] = [];
  /** How often in a row the gateway was away, and how long it asked to be left alone. */
  #away = {times: 0, atLeastMs: 0};

  constructor(
    env: Environment,
    gateway: Gateway,
    onError: (error: unknown) => void,
    options: SendWorkerOptions,
  ) {
    this.#env = env;
    this.#gateway = gateway;
    this.#onError = onError;
    this.#options = options;
  }

  /** Settles what a crash left behind, then takes up the jobs that wait. */
  async start(): Promise<void> {
    const {isShared, pollMs} = this.#options;
    await this.#giveUpAbandoned(!isShared);
    const every = (ms: number, action: () => Promise<void>) =>
      setInterval(() => void action().catch(this.#onError), ms);
    this.#timers = [
      every(pollMs, async () => {
        await this.#giveUpAbandoned(false);
        this.wake();
      }),
      every(renewMs, () => renewLeases(this.#env.db, [...this.#inHand])),
    ];
    this.wake();
  }

  async #giveUpAbandoned(evenLeased: boolean): Promise<void> {
    const abandoned = await takeAbandoned(this.#env.db, evenLeased);
    // This process may have been asleep for longer than its own leases.
    const mine = new Set([...this.#inHand].map(({seq}) => seq));
    for (const job of abandoned.filter(({seq}) => !mine.has(seq))) {
      const submission = await this.#load(job);
      if (submission) await settle(this.#env, job, submission, this.#outcome('UNKNOWN'));
    }
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
    for (const timer of this.#timers) clearInterval(timer);
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const {db, clock} = this.#env;
    await releaseThreads(db, new Date(clock.now().getTime() - mostHeldBackMs));
    for (let more = true; (more || this.#again) && !this.#stopping.signal.aborted;) {
      this.#again = false; // before the claim: what is stored during it means another one
      const jobs = await claimJobs(db, this.#away.times > 1 ? 1 : atOnce);
      const reached = await Promise.all(jobs.map((job) => this.#attempt(job)));
      more = jobs.length > 0; // the next ones of these threads
      if (reached.every(Boolean)) this.#away = {times: 0, atLeastMs: 0};
      else await this.#waitForGateway(reached.some(Boolean) ? 0 : this.#away.times);
    }
  }

  /** Answers whether the gateway was there. */
  async #attempt(job: Job): Promise<boolean> {
    this.#inHand.add(job);
    const reached = await this.#handOverAndSettle(job);
    this.#inHand.delete(job);
    return reached;
  }

  async #handOverAndSettle(job: Job): Promise<boolean> {
    const submission = await this.#insist(() => this.#load(job));
    if (!submission) return true; // removed with its thread
    const outcome = await this.#handOver(job, submission).catch((error: unknown) => this.#failure(error));
    // The gateway's answer comes once: it is stored however often the database has to be asked.
    await this.#insist(() =>
      outcome ? settle(this.#env, job, submission, outcome) : putBack(this.#env.db, job),
    );
    return outcome !== null;
  }

  #load(job: Job): Promise<Submission | null> {
    return loadSubmission(this.#env, job, this.#gateway.partByPart ?? false);
  }

  async #handOver(job: Job, {message, isOptedOut}: Submission): Promise<Outcome> {
    if (job.part === 1 && isOptedOut) {
      const reason = 'The recipient opted out of messages before it was sent.';
      return this.#outcome('FAILED', {reason, code: 'OPTED_OUT'});
    }
    if (job.part === 1 && job.not_after && this.#env.clock.now() > job.not_after) {
      const reason = 'It became too late to send this message.';
      return this.#outcome('FAILED', {reason, code: 'EXPIRED', retryable: true});
    }
    const answer = await this.#gateway.send(message);
    if (!answer.accepted) return this.#outcome('FAILED', answer);
    return {...this.#outcome(answer.waits ? 'QUEUED' : 'SENT'), accepted: answer};
  }

  /** Null where the message was not taken, and waits. */
  #failure(error: unknown): Outcome | null {
    if (!(error instanceof GatewayUnavailable)) {
      this.#onError(error);
      return this.#outcome('UNKNOWN');
    }
    if (this.#away.times === 0) this.#onError(error);
    this.#away.atLeastMs = Math.max(this.#away.atLeastMs, error.retryAfterMs);
    return null;
  }

  /** Each time longer, up to half a minute. */
  async #waitForGateway(times: number): Promise<void> {
    const {atLeastMs} = this.#away;
    this.#away = {times: times + 1, atLeastMs: 0};
    await this.#pause(Math.max(atLeastMs, Math.min(retryMs * 2 ** times, mostRetryMs)));
  }

  /** Does it again after a while where the database is away, until the host stops. */
  async #insist<T>(action: () => Promise<T>): Promise<T | undefined> {
    for (;;) {
      try {
        return await action();
      } catch (error) {
        this.#onError(error);
        if (this.#stopping.signal.aborted) return undefined;
        await this.#pause(retryMs);
      }
    }
  }

  /** Ends early where the host stops. */
  #pause(ms: number): Promise<void> {
    const {signal} = this.#stopping;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
    });
  }

  #outcome(
    status: DeliveryReport['status'],
    {reason = null, code = null, retryable = false}: Partial<DeliveryReport> = {},
  ): Outcome {
    return {report: {status, reason, code, retryable, at: this.#env.clock.now()}};
  }
}

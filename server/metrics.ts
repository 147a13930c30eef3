import {sql} from 'kysely';
import {Counter, Gauge, Histogram, Registry, collectDefaultMetrics} from 'prom-client';
import type {Database} from './db/database.js';
import type {DeliveryStatus} from './db/tables.js';
import type {Clock, Observer} from './domain/environment.js';

const states: DeliveryStatus[] = ['QUEUED', 'SENT', 'DELIVERED', 'FAILED', 'UNKNOWN'];

/** What a host counts, for Prometheus. Names and labels carry no ids, numbers or texts. */
export class Metrics implements Observer {
  #registry = new Registry();
  #sends = this.#add(
    new Counter({
      name: 'sms_chat_sends_total',
      help: 'Messages that came into this state of delivery, by this process.',
      labelNames: ['state'],
      registers: [],
    }),
  );
  #unrouted = this.#add(
    new Counter({
      name: 'sms_chat_unrouted_total',
      help: 'Messages that came in, at this process, at a number that is the number of no sender: they are not kept.',
      registers: [],
    }),
  );
  #logLag = this.#add(
    new Histogram({
      name: 'sms_chat_log_lag_seconds',
      help: 'From the change of an event to its being handed to an open stream.',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [],
    }),
  );
  #requests = this.#add(
    new Histogram({
      name: 'sms_chat_request_duration_seconds',
      help: 'HTTP requests by status class.',
      labelNames: ['status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [],
    }),
  );

  constructor() {
    for (const state of states) this.#sends.inc({state}, 0);
    collectDefaultMetrics({register: this.#registry});
  }

  /** Adds what is looked up when the metrics are read. */
  watch({db, clock, sockets}: {db: Database; clock: Clock; sockets(): number}): void {
    this.#add(
      new Gauge({
        name: 'sms_chat_sockets',
        help: 'Sockets that have signed in, at this process.',
        registers: [],
        collect() {
          this.set(sockets());
        },
      }),
    );
    this.#add(
      new Gauge({
        name: 'sms_chat_queue_messages',
        help: 'Messages that wait for the gateway, or for its answer.',
        registers: [],
        async collect() {
          const {count} = await db
            .selectFrom('send_job')
            .select(sql<number>`count(*)::integer`.as('count'))
            .where('status', '<>', 'ACCEPTED')
            .executeTakeFirstOrThrow();
          this.set(count);
        },
      }),
    );
    this.#add(
      new Gauge({
        name: 'sms_chat_queue_age_seconds',
        help: 'How long the oldest of them has waited.',
        registers: [],
        async collect() {
          const oldest = await db
            .selectFrom('send_job')
            .innerJoin('message', (join) =>
              join
                .onRef('message.account_id', '=', 'send_job.account_id')
                .onRef('message.id', '=', 'send_job.message_id'),
            )
            .select('message.created_at')
            .where('send_job.status', '<>', 'ACCEPTED')
            .orderBy('send_job.seq')
            .limit(1)
            .executeTakeFirst();
          const age = oldest ? clock.now().getTime() - oldest.created_at.getTime() : 0;
          this.set(Math.max(0, age) / 1000);
        },
      }),
    );
  }

  delivery(state: DeliveryStatus): void {
    this.#sends.inc({state});
  }

  unrouted(): void {
    this.#unrouted.inc();
  }

  logLag(seconds: number): void {
    this.#logLag.observe(seconds);
  }

  request(status: number, seconds: number): void {
    this.#requests.observe({status: `${Math.floor(status / 100)}xx`}, seconds);
  }

  /** In the format that Prometheus reads. */
  read(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  #add<M extends Parameters<Registry['registerMetric']>[0]>(metric: M): M {
    this.#registry.registerMetric(metric);
    return metric;
  }
}

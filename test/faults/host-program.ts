import {sql} from 'kysely';
import {start} from '../../server/start.js';
import type {HostOptions} from '../../server/start.js';
import type {
  Gateway,
  GatewayHandlers,
  Inbound,
  OutgoingMessage,
  Receipt,
  SendAnswer,
} from '../../server/gateway/gateway.js';
import {failingDisk} from './failing-disk.js';
import type {DiskState} from './failing-disk.js';
import {noLimits} from '../server/helpers/no-limits.js';
import {tokenSecret} from '../server/helpers/secret.js';

/*
 * The reference host in a process of its own. Takes what to start with as JSON in its argument, tells its address
 * over IPC, and does what the tests ask over IPC: what the carrier reports, and looks into the database.
 */

export interface ProgramOptions extends Pick<
  HostOptions,
  'dataDir' | 'databaseUrl' | 'port' | 'settings' | 'sessionCheckSeconds'
> {
  /** Where the carrier listens, which outlives the host. */
  carrierUrl: string;
}

/** What the tests may ask. */
export interface HostCalls {
  /** Answers with when it was committed, in ms since the epoch. */
  inbound(inbound: Inbound): Promise<number>;
  receipt(receipt: Receipt): Promise<void>;
  sql(text: string): Promise<Record<string, unknown>[]>;
  /** The host's clock goes on from here, ahead of the real one by so many ms, or behind it. */
  shiftClock(ms: number): Promise<void>;
  /** From now on writes to the data folder fail as on a full disk, or fsyncs as on a broken one; or all is well. */
  disk(state: DiskState): Promise<void>;
  /** Resident memory in bytes, after a garbage collection where Node allows one. */
  memory(): Promise<number>;
}

/** The way to a carrier in another process. */
class CarrierGateway implements Gateway {
  handlers: GatewayHandlers | undefined;
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  start(handlers: GatewayHandlers): void {
    this.handlers = handlers;
  }

  async send(message: OutgoingMessage): Promise<SendAnswer> {
    const response = await fetch(this.#url, {method: 'POST', body: JSON.stringify(message)});
    return (await response.json()) as SendAnswer;
  }

  async stop(): Promise<void> {
    this.handlers = undefined;
  }
}

const {carrierUrl, ...options} = JSON.parse(process.argv[2]!) as ProgramOptions;
const gateway = new CarrierGateway(carrierUrl);
let clockShift = 0;
const host = await start({
  ...options,
  clock: {now: () => new Date(Date.now() + clockShift)},
  tokenSecret,
  gateway,
  settings: {...noLimits, ...options.settings},
});

const calls: HostCalls = {
  inbound: async (inbound) => {
    await gateway.handlers?.onInbound(inbound);
    return performance.timeOrigin + performance.now();
  },
  receipt: async (receipt) => gateway.handlers?.onReceipt(receipt),
  sql: async (text) => (await sql<Record<string, unknown>>`${sql.raw(text)}`.execute(host.db)).rows,
  shiftClock: async (ms) => void (clockShift = ms),
  disk: async (state) => failingDisk(options.dataDir!, state),
  memory: async () => {
    (globalThis as {gc?: () => void}).gc?.();
    return process.memoryUsage().rss;
  },
};

process.on('message', ({id, name, argument}: {id: number; name: keyof HostCalls; argument: never}) => {
  calls[name](argument).then(
    (result) => process.send!({id, result}),
    (error: unknown) => process.send!({id, error: String(error)}),
  );
});
process.on('SIGTERM', () => void host.stop().then(() => process.exit(0)));
// The tests are gone, however they ended.
process.on('disconnect', () => process.exit(1));
process.send!({port: host.port, url: host.url});

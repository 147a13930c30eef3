import type {Database, Queryable} from '../db/database.js';
import type {DeliveryStatus} from '../db/tables.js';
import type {Bell} from '../log/bell.js';
import type {LogWatch} from '../log/watch.js';

/** The host's clock: every time it stores or tells comes from here. */
export interface Clock {
  now(): Date;
}

/** What a host may set. All have defaults in `defaultSettings`. */
export interface Settings {
  maxBodyLength: number;
  maxPageSize: number;
  heartbeatSeconds: number;
  /** How long events are kept for readers that were away. */
  minReplaySeconds: number;
  /** How long messages are kept; null for ever. */
  keepMessagesDays: number | null;
  maxParts: number;
  referenceBits: 8 | 16;
  mergeSyntax: {open: string; close: string; fallback: string};
  /** Operations of one agent, over HTTP and sockets. */
  requestRate: Rate;
  /** Of these, the ones that change something. */
  mutationRate: Rate;
  /** Of these, messages sent. */
  sendRate: Rate;
  /** Sockets that one agent opens; how many may be open; and the operations that run on one. */
  connectRate: Rate;
  socketsPerAgent: number;
  operationsPerSocket: number;
  /** All sockets of this process. */
  mostSockets: number;
  /** Requests without a good token from one address. */
  failedSignInRate: Rate;
}

/** So many at once, and so many a minute in the long run. */
export interface Rate {
  burst: number;
  perMinute: number;
}

export const defaultSettings: Settings = {
  maxBodyLength: 4_000,
  maxPageSize: 100,
  heartbeatSeconds: 20,
  minReplaySeconds: 24 * 60 * 60,
  keepMessagesDays: null,
  maxParts: 4,
  referenceBits: 8,
  mergeSyntax: {open: '{{', close: '}}', fallback: '|'},
  requestRate: {burst: 600, perMinute: 600},
  mutationRate: {burst: 300, perMinute: 300},
  sendRate: {burst: 10, perMinute: 60},
  connectRate: {burst: 30, perMinute: 30},
  socketsPerAgent: 10,
  operationsPerSocket: 4,
  mostSockets: 20_000,
  failedSignInRate: {burst: 60, perMinute: 60},
};

/** What the functions of the domain work with; each host has one. */
export interface Environment {
  db: Database;
  clock: Clock;
  settings: Settings;
  bell: Bell;
  watch: LogWatch;
  /** May this agent send now? Milliseconds to wait; 0 takes one send off what is allowed. */
  takeSend(db: Queryable, accountId: string, agentId: string): Promise<number>;
  /** Tells the send worker that jobs are waiting. */
  wakeSender(): void;
  /** Where the host counts what it does. */
  observer?: Observer;
}

/** Counts, for an operator to watch. It is told no ids, numbers or texts. */
export interface Observer {
  /** A message came into this state. */
  delivery(state: DeliveryStatus): void;
  /** A message came in at a number that is no sender's. */
  unrouted(): void;
  /** An open stream was handed an event this long after the change. */
  logLag(seconds: number): void;
  /** An HTTP request was answered. */
  request(status: number, seconds: number): void;
}

/** The agent who asks; account and agent come from the token, never from an argument (R28). */
export interface Viewer {
  accountId: string;
  agentId: string;
  displayName: string;
}

import type {Database} from '../db/database.js';
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
  maxParts: number;
  referenceBits: 8 | 16;
  mergeSyntax: {open: string; close: string; fallback: string};
  /** Sends of one agent: so many at once, and so many a minute in the long run. */
  sendRate: {burst: number; perMinute: number};
}

export const defaultSettings: Settings = {
  maxBodyLength: 4_000,
  maxPageSize: 100,
  heartbeatSeconds: 20,
  minReplaySeconds: 24 * 60 * 60,
  maxParts: 4,
  referenceBits: 8,
  mergeSyntax: {open: '{{', close: '}}', fallback: '|'},
  sendRate: {burst: 10, perMinute: 60},
};

/** What the functions of the domain work with; each host has one. */
export interface Environment {
  db: Database;
  clock: Clock;
  settings: Settings;
  bell: Bell;
  watch: LogWatch;
  /** May this agent send now? Milliseconds to wait; 0 takes one send off what is allowed. */
  takeSend(accountId: string, agentId: string): number;
  /** Tells the send worker that jobs are waiting. */
  wakeSender(): void;
}

/** The agent who asks; account and agent come from the token, never from an argument (R28). */
export interface Viewer {
  accountId: string;
  agentId: string;
  displayName: string;
}

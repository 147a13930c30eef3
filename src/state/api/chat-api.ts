import type {CountersBatch} from '../model.js';
import type {ChatError} from './chat-error.js';
import type {EventLog} from './event-log.js';
import type {Operation} from './operations.js';

/** What the store needs of a host. `graphql-chat-api.ts` speaks it over the network; tests speak it from memory. */
export interface ChatApi {
  /**
   * Sends a query or mutation over HTTP. Asks for a fresh token once where the host refuses the one it got.
   * @throws {ChatError} for every failure, except that an abort by `signal` throws the signal's reason.
   */
  request<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result>;

  /** Opens a WebSocket at once. Ends for good when it closes: who wants another calls again. */
  connect(listener: EventStreamListener): EventStream;
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
}

export interface EventStreamListener {
  /** The host has accepted the connection. */
  onReady(): void;
  /** Anything at all came in: the connection is alive. */
  onFrame(): void;
  /** The connection is gone. Called once, also after `terminate`. */
  onEnd(end: StreamEnd): void;
}

/** The close code of graphql-transport-ws for a connection that was not accepted in time. */
export const ACK_TIMEOUT = 4504;

export interface StreamEnd {
  /** WebSocket close code, `ACK_TIMEOUT` where there was no answer in time; null where the connection never opened, or ended without one. */
  readonly code: number | null;
  readonly error: ChatError | null;
}

export interface EventStream {
  /** After `onReady`. Takes the place of the one before; a subscription that fails or completes ends the connection. */
  subscribe(log: EventLog, after: string, onBatch: (batch: CountersBatch) => void): void;
  /** Makes a living host send a frame. */
  ping(): void;
  /** Gives the connection up without waiting for the other side, which may be dead. */
  terminate(): void;
}

/** Returns the token that the host is to get. Called before the first request, and whenever the token is refused. */
export type AuthFunction = () => Promise<{readonly token: string}>;

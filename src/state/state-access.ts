import type {RequestOptions} from './api/chat-api.js';
import {ChatError, type ChatErrorCode} from './api/chat-error.js';
import type {Operation} from './api/operations.js';
import type {ChatFact} from './chat-fact.js';
import type {ChatState} from './model.js';

/** What the parts of the store share: the state and its replacement, the host, and what the page hears. */
export interface StateAccess {
  get(): ChatState;
  set(state: ChatState): void;
  /** @throws {ChatError} */
  request<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result>;
  /**
   * Asks the host and puts the answer into the state, where events that came meanwhile keep the last word (journal.ts).
   * @throws {ChatError}
   */
  load<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    apply: (state: ChatState, answer: Result) => ChatState,
    options?: RequestOptions,
  ): Promise<Result>;
  emit(fact: ChatFact): void;
}

/** A refusal that the host explains, as it stands in the payload of a mutation. */
export interface Refusal {
  readonly code: ChatErrorCode;
  readonly message: string;
  readonly field: string | null;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
}

export function toRefusalError({code, message, ...options}: Refusal, operation: string): ChatError {
  return new ChatError(code, message, {...options, operation, refusal: true});
}

/** Tells the page about a refusal, and throws it. */
export function throwRefusal(access: StateAccess, refusal: Refusal | null, operation: string): void {
  if (!refusal) return;
  const error = toRefusalError(refusal, operation);
  reportError(access, error);
  throw error;
}

export function reportError(access: StateAccess, {code, operation, retryable}: ChatError): void {
  access.emit({type: 'error', code, operation, retryable});
}

export function noResultError(operation: string): ChatError {
  return new ChatError('INTERNAL', 'The host answered neither a result nor an error.', {operation});
}

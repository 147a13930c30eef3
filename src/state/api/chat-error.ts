import type {SmsErrorCode} from './operations.gen.js';

/** Trouble between the widget and the host, as opposed to a refusal that the user can understand (SmsErrorCode). */
export type SystemErrorCode =
  | 'NETWORK'
  | 'TIMEOUT'
  | 'NOT_GRAPHQL'
  | 'UNSUPPORTED_HOST'
  | 'UNAUTHENTICATED'
  | 'AUTH_FAILED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL'
  | 'STORAGE';

export type ChatErrorCode = SystemErrorCode | SmsErrorCode;

export interface ChatErrorOptions {
  /** Name of the operation, such as SendMessage. */
  operation?: string;
  retryable?: boolean;
  retryAfterMs?: number | null;
  /** The input field at fault. */
  field?: string | null;
  /** HTTP status, where there is one. */
  status?: number | null;
  /** The host refused, with words meant for the user. */
  refusal?: boolean;
}

const NAME = 'ChatError';

/** Carries no request, no response and no message text, so that it can be logged. */
export class ChatError extends Error {
  readonly code: ChatErrorCode;
  readonly operation: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly field: string | null;
  readonly status: number | null;
  /** True where `message` is the host's own explanation for the user. */
  readonly refusal: boolean;

  /** Also for one of another bundle of this package, whose elements share a store with those of this one. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return (value as Error | null)?.name === NAME;
  }

  constructor(code: ChatErrorCode, message: string, options: ChatErrorOptions = {}) {
    super(message);
    this.name = NAME;
    this.code = code;
    this.operation = options.operation ?? '';
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.field = options.field ?? null;
    this.status = options.status ?? null;
    this.refusal = options.refusal ?? false;
  }
}

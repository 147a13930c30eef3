import {ChatError, type SystemErrorCode} from './chat-error.js';

interface GraphQLErrorLike {
  readonly message?: string;
  readonly extensions?: {readonly code?: unknown; readonly retryAfterMs?: unknown};
}

/** What graphql-request throws for an answer that it could read. */
interface ResponseLike {
  readonly status?: number;
  readonly errors?: unknown;
}

/**
 * Any failure of a request as a ChatError. The original is dropped: graphql-request puts the request, with message
 * text and numbers, into its error messages.
 */
export function toChatError(error: unknown, operation: string): ChatError {
  if (error instanceof ChatError) {
    return error.operation ? error : new ChatError(error.code, error.message, {...error, operation});
  }
  const name = (error as {name?: unknown} | null)?.name;
  if (name === 'TimeoutError' || name === 'AbortError') {
    return new ChatError('TIMEOUT', 'No answer in time.', {operation, retryable: true});
  }
  const response = (error as {response?: ResponseLike} | null)?.response;
  if (response) return fromResponse(response, operation);
  if (error instanceof TypeError) {
    return new ChatError('NETWORK', 'The endpoint could not be reached.', {operation, retryable: true});
  }
  return new ChatError('NOT_GRAPHQL', 'The answer is no GraphQL.', {operation, retryable: true});
}

function fromResponse({status, errors}: ResponseLike, operation: string): ChatError {
  const first = Array.isArray(errors) ? (errors as GraphQLErrorLike[])[0] : undefined;
  const code = first ? codeOf(first, status) : codeOfStatus(status);
  const retryAfter = first?.extensions?.retryAfterMs;
  return new ChatError(code, `${operation || 'The request'} failed: ${code}.`, {
    operation,
    status: status ?? null,
    retryable: ['UNAVAILABLE', 'RATE_LIMITED', 'TIMEOUT', 'INTERNAL', 'NOT_GRAPHQL'].includes(code),
    retryAfterMs: typeof retryAfter === 'number' ? retryAfter : null,
  });
}

/** System codes that a host answers (rules.md, R25). An unknown one is read as INTERNAL. */
const HOST_CODES: readonly string[] = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
];

function codeOf({message = '', extensions}: GraphQLErrorLike, status?: number): SystemErrorCode {
  const code = extensions?.code;
  if (typeof code === 'string' && HOST_CODES.includes(code)) return code as SystemErrorCode;
  // Our documents are valid for the contract; a host that finds them invalid serves another schema.
  if (
    code === 'GRAPHQL_VALIDATION_FAILED' ||
    /^(Cannot query|Unknown (type|argument|directive))/.test(message)
  ) {
    return 'UNSUPPORTED_HOST';
  }
  return status === 401 || status === 403 || status === 429 ? codeOfStatus(status) : 'INTERNAL';
}

function codeOfStatus(status = 0): SystemErrorCode {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 408 || status === 425) return 'TIMEOUT';
  if (status === 429) return 'RATE_LIMITED';
  if (status >= 500) return 'UNAVAILABLE';
  return 'NOT_GRAPHQL';
}

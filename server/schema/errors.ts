import {GraphQLError} from 'graphql';
import {KeysUnavailable} from '../auth/keys.js';
import {BadInput} from '../domain/refusal.js';

const codes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

/** The codes of system errors (R25). */
export type SystemErrorCode = (typeof codes)[number];

/** An error for errors[].extensions.code. `status` is its HTTP status. */
export function systemError(code: SystemErrorCode, message: string, status: number): GraphQLError {
  return new GraphQLError(message, {extensions: {code, http: {status}}});
}

export function rateLimited(message: string, retryAfterMs: number): GraphQLError {
  const headers = {'retry-after': String(Math.ceil(retryAfterMs / 1000))};
  return new GraphQLError(message, {
    extensions: {code: 'RATE_LIMITED', retryAfterMs, http: {status: 429, headers}},
  });
}

/**
 * An error as clients may see it: with one of the codes, and without what the host knows about its own trouble.
 * `report` is told of that trouble.
 */
export function toPublicError(error: unknown, report: (error: unknown) => void): GraphQLError {
  const graphql = error instanceof GraphQLError ? error : undefined;
  const cause = graphql ? graphql.originalError : error;
  if (graphql && codes.includes(graphql.extensions.code as SystemErrorCode)) return graphql;
  if (cause instanceof BadInput) return withCode(graphql, 'BAD_USER_INPUT', cause.message);
  // What graphql itself found wrong with the document or its variables.
  if (graphql && (!cause || cause instanceof GraphQLError)) {
    return withCode(graphql, 'BAD_USER_INPUT', graphql.message);
  }
  const unfit = unfitFor(cause);
  if (unfit) return withCode(graphql, 'BAD_USER_INPUT', unfit);
  report(cause);
  return isOutage(cause)
    ? withCode(graphql, 'UNAVAILABLE', 'The service is not available now. Try again later.', 503)
    : withCode(graphql, 'INTERNAL', 'Something went wrong.', 500);
}

/** `status` is for an error that leaves no answer at all; beside the data of other fields it is 200. */
function withCode(
  error: GraphQLError | undefined,
  code: SystemErrorCode,
  message: string,
  status?: number,
): GraphQLError {
  const {nodes, source, positions, path, extensions} = error ?? {};
  const http = status === undefined || path ? {} : {http: {status}};
  return new GraphQLError(message, {
    nodes,
    source,
    positions,
    path,
    extensions: {...extensions, ...http, code},
  });
}

/** What the database says to a value that is of the right type and yet cannot be kept, by SQLSTATE. */
function unfitFor(error: unknown): string | undefined {
  const zero = 'A text holds the character U+0000, which cannot be stored.';
  const time = 'A date or time is out of range.';
  const unfit: Record<string, string> = {'22021': zero, '22P05': zero, '22007': time, '22008': time};
  return unfit[(error as {code?: string} | null)?.code ?? ''];
}

/** The issuer's keys or the database away, full or stopping (SQLSTATE classes 08, 53, 57, 58), or no connection. */
function isOutage(error: unknown): boolean {
  if (error instanceof KeysUnavailable) return true;
  const {code, message} = (error ?? {}) as {code?: unknown; message?: unknown};
  if (typeof code === 'string') return /^(08|53|57|58)...$|^E(CONN|PIPE|TIMEDOUT|NOSPC|HOST|NET)/.test(code);
  // Of pg itself, without a code.
  return typeof message === 'string' && /^(Connection terminated|timeout exceeded when trying)/.test(message);
}

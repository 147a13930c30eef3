import type {IncomingMessage} from 'node:http';

/** Whether a page may call: one of the host's own origin, or of the list. What sends no Origin is no page. */
export function isAllowedOrigin({headers}: IncomingMessage, allowedOrigins: readonly string[]): boolean {
  const {origin, host} = headers;
  if (origin === undefined) return true;
  if (allowedOrigins.includes(origin)) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false; // "null", of sandboxed frames and files
  }
}

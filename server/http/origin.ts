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

/** Who asks, by address: behind proxies of ours, each of which appends whom it heard from, the one before the first. */
export function peerOf({headers, socket}: IncomingMessage, trustedProxies: number): string {
  const direct = socket.remoteAddress ?? '';
  if (trustedProxies === 0) return direct;
  const chain = [headers['x-forwarded-for'] ?? []].flat().flatMap((line) => line.split(','));
  return chain.at(-trustedProxies)?.trim() || direct;
}

import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Gateway} from '../gateway/gateway.js';
import {HttpError, readBytes} from './exchange.js';

/** Has the gateway answer what its provider asks; the body reaches it byte for byte, as it was signed. */
export async function serveWebhook(
  webhook: NonNullable<Gateway['webhook']>,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? '';
  if (!['GET', 'POST'].includes(method))
    throw new HttpError(405, 'BAD_USER_INPUT', 'Only GET and POST are known here.');
  const body = await readBytes(request);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const content = method === 'POST' ? {body: new Uint8Array(body)} : {};
  const answer = await webhook(new Request(url, {method, headers, ...content}));
  response.writeHead(answer.status, {...Object.fromEntries(answer.headers), 'cache-control': 'no-store'});
  response.end(Buffer.from(await answer.arrayBuffer()));
}

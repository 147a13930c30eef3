import {AsyncLocalStorage} from 'node:async_hooks';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Logger} from 'pino';
import type {Observer} from '../domain/environment.js';

const requests = new AsyncLocalStorage<string>();

/** Routes that the log may name; other addresses may carry numbers. */
const routes = ['/graphql', '/healthz', '/readyz', '/api/', '/simulator/', '/gateway/'];

/** The id of the request in whose course this is called. */
export function currentRequestId(): string | undefined {
  return requests.getStore();
}

/** Gives a request its id, its line in the log and its place in the metrics. Nothing of what it says is written down. */
export function logged(
  log: Logger,
  observer: Observer,
  request: IncomingMessage,
  response: ServerResponse,
  serve: () => void,
): void {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && /^[0-9a-f-]{16,64}$/i.test(given) ? given : crypto.randomUUID();
  const started = performance.now();
  response.setHeader('x-request-id', id);
  response.on('close', () => {
    const ms = Math.round(performance.now() - started);
    const status = response.writableFinished ? response.statusCode : 499;
    const route = routes.find((one) => request.url?.startsWith(one)) ?? 'other';
    observer.request(status, ms / 1000);
    log[status >= 500 ? 'warn' : 'debug'](
      {requestId: id, method: request.method, route, status, ms},
      'request',
    );
  });
  requests.run(id, serve);
}

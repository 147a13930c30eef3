import {createServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {Logger} from 'pino';
import type {Observer} from '../domain/environment.js';
import type {SimulatedGateway} from '../gateway/simulated.js';
import type {HostCore} from '../host.js';
import {serveDashboard} from './dashboard-api.js';
import type {DashboardOptions} from './dashboard-api.js';
import {HttpError, sendJson} from './exchange.js';
import type {Readiness} from './health.js';
import {logged} from './request-log.js';
import {serveGraphql} from './graphql-endpoint.js';
import type {EndpointOptions} from './graphql-endpoint.js';
import {isAllowedOrigin} from './origin.js';
import {serveSimulator} from './simulator-api.js';
import {serveStatic} from './static-files.js';
import {serveWebhook} from './webhook.js';

export interface HttpOptions extends DashboardOptions, EndpointOptions {
  /** Offers /api and /simulator. */
  demo: boolean;
  /** The folder with index.html, demo/ and dist/; null serves no files. */
  staticRoot: string | null;
  /** Whose handsets /simulator shows; null where there is no simulated carrier. */
  simulator: SimulatedGateway | null;
  readiness: Readiness;
  log: Logger;
  onError(error: unknown): void;
}

/** What is slow to ask is let go; what is idle stays longer than proxies keep their side, which else meet a closed one. */
const timeouts = {headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 75_000};

/** The host's HTTP server: /graphql, /gateway, /healthz, /readyz, /api, /simulator and the demo's files. */
export function createHttpServer(host: HostCore, options: HttpOptions): Server {
  const observer = host.env.observer ?? unobserved;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    serve(host, options, request, response).catch((error: unknown) => {
      if (!(error instanceof HttpError)) options.onError(error);
      if (response.headersSent) return void response.destroy();
      const {status, code, message, field} =
        error instanceof HttpError ? error : new HttpError(500, 'INTERNAL', 'Something went wrong.');
      if (status === 413) response.setHeader('connection', 'close');
      sendJson(response, status, {error: {code, message, field}});
    });
  };
  return createServer(timeouts, (request, response) =>
    logged(options.log, observer, request, response, () => answer(request, response)),
  );
}

const unobserved: Observer = {
  delivery: () => undefined,
  unrouted: () => undefined,
  logLag: () => undefined,
  request: () => undefined,
};

async function serve(
  host: HostCore,
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  if (url.pathname === '/graphql') return serveGraphql(host.graphql, options, url, request, response);
  if (url.pathname === '/healthz') return options.readiness.serveHealth(response);
  if (url.pathname === '/readyz') return options.readiness.serveReady(response);
  if (url.pathname.startsWith('/gateway/') && host.webhook)
    return serveWebhook(host.webhook, url, request, response);
  if (options.demo && /^\/(api|simulator)\//.test(url.pathname)) {
    if (!isAllowedOrigin(request, []))
      throw new HttpError(403, 'FORBIDDEN', 'Only the host’s own pages may call this.');
    if (url.pathname.startsWith('/api/')) return serveDashboard(host, options, url, request, response);
    if (options.simulator) return serveSimulator(host.env.db, options.simulator, url, request, response);
  } else if (options.staticRoot && (await serveStatic(options.staticRoot, url, request, response))) {
    return;
  }
  throw new HttpError(404, 'NOT_FOUND', 'There is nothing here.');
}

import {createServer} from 'node:http';
import type {Server, ServerResponse} from 'node:http';
import type {HostCore} from '../host.js';
import type {Metrics} from '../metrics.js';
import {sendJson} from './exchange.js';

/** Longer than any query takes that a reader would wait for. */
const readyWithinMs = 3_000;

/** Whether requests should come here: not while it stops, and not without its database. */
export class Readiness {
  #host: HostCore;
  isStopping = false;

  constructor(host: HostCore) {
    this.#host = host;
  }

  /** /healthz: this process runs. It says nothing of the database: a restart would not mend that. */
  serveHealth(response: ServerResponse): void {
    sendJson(response, 200, {status: 'ok'});
  }

  /** /readyz, for what balances the load. */
  async serveReady(response: ServerResponse): Promise<void> {
    const status = this.isStopping ? 'stopping' : (await this.#databaseAnswers()) ? 'ok' : 'unavailable';
    sendJson(response, status === 'ok' ? 200 : 503, {status});
  }

  async #databaseAnswers(): Promise<boolean> {
    const {db} = this.#host.env;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), readyWithinMs)));
    const asked = db
      .selectFrom('host_setting')
      .select('key')
      .limit(1)
      .execute()
      .then(
        () => true,
        () => false,
      );
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }
}

/** A server of its own for /metrics, at an address that the world does not reach. */
export function createMetricsServer(metrics: Metrics, onError: (error: unknown) => void): Server {
  return createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics')
      return sendJson(response, 404, {error: {code: 'NOT_FOUND', message: 'Only GET /metrics is here.'}});
    metrics.read().then(
      (text) => response.writeHead(200, {'content-type': metrics.contentType}).end(text),
      (error: unknown) => {
        onError(error);
        sendJson(response, 503, {error: {code: 'UNAVAILABLE', message: 'The metrics cannot be read now.'}});
      },
    );
  });
}

import {request as startRequest} from 'node:http';

export interface ExchangeOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

const timeoutMs = 60_000;

/**
 * One HTTP request to the fault proxy on a connection of its own. `fetch` keeps connections, and one that the host
 * has closed in the meantime would look like a fault of the host.
 */
export function exchange(
  url: string,
  {method = 'POST', headers, body}: ExchangeOptions = {},
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = startRequest(url, {
      method,
      headers: {...headers, ...lengthOf(body)},
      agent: false,
      signal,
    });
    request.on('error', reject);
    request.on('response', (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () => {
        const received = Object.entries(message.headers).map(([name, value]): [string, string] => [
          name,
          String(value),
        ]);
        const status = message.statusCode ?? 0;
        const content = status === 204 || status === 304 ? null : Buffer.concat(chunks);
        resolve(new Response(content, {status, headers: received}));
      });
    });
    request.end(body);
  });
}

function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : {'content-length': String(Buffer.byteLength(body))};
}

import * as http from 'node:http';
import * as https from 'node:https';
import {GatewayUnavailable} from './gateway.js';

export interface ProviderRequest {
  headers?: Record<string, string>;
  body: string | Uint8Array;
  timeoutMs?: number;
}

export interface ProviderAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

const mostAnswerBytes = 256 * 1024;

/**
 * Posts to a provider. Rejects with `GatewayUnavailable` where the request certainly did not reach it, and with
 * another error where that is not known. Each call has a connection of its own: on one that is kept alive and was
 * just closed by the other side nobody could tell the two apart.
 */
export function postToProvider(
  url: URL,
  {headers, body, timeoutMs = 30_000}: ProviderRequest,
): Promise<ProviderAnswer> {
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    let isConnected = false;
    const request = (secure ? https : http).request(url, {
      method: 'POST',
      agent: false,
      headers: {...headers, 'content-length': Buffer.byteLength(body)},
    });
    const fail = (cause: Error) => {
      clearTimeout(timer);
      reject(
        isConnected
          ? new Error('The provider’s answer was lost', {cause})
          : new GatewayUnavailable(`There is no way to ${url.host}: ${reasonOf(cause)}`, {cause}),
      );
      request.destroy();
    };
    const timer = setTimeout(() => fail(new Error('it took too long')), timeoutMs);
    request.on('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', onConnect));
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > mostAnswerBytes) fail(new Error('it was too long'));
        else chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({status: response.statusCode!, headers: response.headers, text});
      });
    });

    // Nothing is written before the connection stands.
    function onConnect() {
      isConnected = true;
      request.end(body);
    }
  });
}

function reasonOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? error.message;
}

import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Graphql} from '../schema/graphql.js';
import {HttpError, readBody, requireJson} from './exchange.js';
import {isAllowedOrigin, peerOf} from './origin.js';

export interface EndpointOptions {
  allowedOrigins: readonly string[];
  trustedProxies: number;
}

/** GraphQL over HTTP: POST with JSON, and OPTIONS for allowed other origins. */
export async function serveGraphql(
  graphql: Graphql,
  {allowedOrigins, trustedProxies}: EndpointOptions,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (!isAllowedOrigin(request, allowedOrigins)) {
      throw new HttpError(
        403,
        'FORBIDDEN',
        'Pages of this origin may not call this host: see ALLOWED_ORIGINS.',
      );
    }
    if (request.method === 'POST') requireJson(request);
    else if (request.method !== 'OPTIONS')
      throw new HttpError(405, 'BAD_USER_INPUT', 'GraphQL is asked by POST.');
    const asked = {
      method: request.method,
      headers: headersOf(request),
      body: request.method === 'POST' ? await readBody(request) : undefined,
    };
    const answer = await graphql.fetch(url.href, asked, {peer: peerOf(request, trustedProxies)});
    const body = await answer.text();
    response.writeHead(answer.status, {...Object.fromEntries(answer.headers), 'cache-control': 'no-store'});
    response.end(body);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const {status, code, message} = error;
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      ...(status === 405 ? {allow: 'POST, OPTIONS'} : {}),
      ...(status === 413 ? {connection: 'close'} : {}),
    });
    response.end(JSON.stringify({errors: [{message, extensions: {code}}]}));
  }
}

function headersOf(request: IncomingMessage): [string, string][] {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as [string, string]],
  );
  // Whatever else is asked for, the answer is JSON, in one piece: never a stream of events or of parts.
  const accepts = /\bapplication\/graphql-response\+json\b/.test(request.headers.accept ?? '');
  const accept = accepts ? 'application/graphql-response+json' : 'application/json';
  return [...headers.filter(([name]) => name !== 'accept'), ['accept', accept]];
}

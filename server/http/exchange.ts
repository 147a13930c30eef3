import type {IncomingMessage, ServerResponse} from 'node:http';

/** More than any request of the contract takes. */
export const mostBodyBytes = 64 * 1024;

/** An answer other than success, thrown from wherever it is found out. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly status: number;
  readonly code: string;
  readonly field: string | null;

  constructor(status: number, code: string, message: string, field: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

/** The request's body; throws 413 for one that is too large, without reading the rest. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBodyBytes) throw new HttpError(413, 'BAD_USER_INPUT', 'The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The request's body as text. */
export async function readBody(request: IncomingMessage): Promise<string> {
  return (await readBytes(request)).toString('utf8');
}

/** The request's body as a JSON object; throws 400 or 415 for anything else. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  requireJson(request);
  let value: unknown;
  try {
    value = JSON.parse((await readBody(request)) || '{}');
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(400, 'BAD_USER_INPUT', 'The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpError(400, 'BAD_USER_INPUT', 'The body is not a JSON object.');
  }
  return value as Record<string, unknown>;
}

/** Other types need no preflight, so a page of another origin could send them with a visitor's cookies. */
export function requireJson(request: IncomingMessage): void {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new HttpError(415, 'BAD_USER_INPUT', 'The content type must be application/json.');
  }
}

/** A string of a JSON body; throws 400 where it is missing or something else. */
export function requireText(body: Record<string, unknown>, field: string): string {
  const value = body[field];
  if (typeof value !== 'string') {
    throw new HttpError(400, 'INVALID_INPUT', `${field} is missing or not a text.`, field);
  }
  return value;
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(value));
}

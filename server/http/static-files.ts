import {createReadStream} from 'node:fs';
import {realpath, stat} from 'node:fs/promises';
import type {IncomingMessage, ServerResponse} from 'node:http';
import * as path from 'node:path';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** What the demo's pages may do: everything of their own, nothing else. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

/** Folders that are served as they are; / is the page itself. */
const folders = ['demo', 'dist'];

/** Serves the demo's page and files. False where there is no such file. */
export async function serveStatic(
  root: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const file = await findFile(root, url.pathname);
  const type = file && types[path.extname(file.path)];
  if (!file || !type) return false;
  const tag = `"${file.size.toString(36)}-${file.modified.toString(36)}"`;
  const headers = {
    'content-type': type,
    'cache-control': 'no-cache',
    etag: tag,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'content-security-policy': contentSecurityPolicy,
  };
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, headers).end();
    return true;
  }
  response.writeHead(200, {...headers, 'content-length': file.size});
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file.path)
      .on('error', () => response.destroy())
      .pipe(response);
  return true;
}

async function findFile(root: string, pathname: string) {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const parts = name === '/' || name === '/index.html' ? ['index.html'] : name.split('/').slice(1);
  if (parts.some((part) => part === '' || part.startsWith('.') || /[\\\0]/.test(part))) return null;
  if (parts.length > 1 ? !folders.includes(parts[0]!) : parts[0] !== 'index.html') return null;
  try {
    // A link must not lead out of the folder either.
    const real = await realpath(path.join(root, ...parts));
    if (!real.startsWith((await realpath(root)) + path.sep)) return null;
    const {size, mtimeMs, isFile} = await stat(real).then((found) => ({...found, isFile: found.isFile()}));
    return isFile ? {path: real, size, modified: Math.floor(mtimeMs)} : null;
  } catch {
    return null;
  }
}

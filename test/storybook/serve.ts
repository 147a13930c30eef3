import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import * as path from 'node:path';
import {fileURLToPath} from 'node:url';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Serves a folder under a sub-path of a free port, as plain static servers do. Stops with its disposal. */
export async function serve(folder: URL, subPath: string) {
  const server = createServer((request, response) => {
    void (async () => {
      const {pathname} = new URL(request.url ?? '/', 'http://host');
      const file = path.join(
        fileURLToPath(folder),
        path.normalize(decodeURIComponent(pathname).slice(subPath.length)),
      );
      try {
        const body = await readFile(file);
        response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
        response.end(body);
      } catch {
        response.writeHead(404).end();
      }
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${subPath}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

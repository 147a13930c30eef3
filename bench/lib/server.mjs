import {existsSync, readFileSync} from 'node:fs';
import http from 'node:http';
import {fileURLToPath} from 'node:url';
import {outputFolder} from './build.mjs';

/** What is built of the product, and of the bench. */
const FOLDERS = {dist: fileURLToPath(new URL('../../dist', import.meta.url)), build: outputFolder};
const HEADERS = {
  'cache-control': 'no-store',
  // Isolated, so that the page's clock is not blurred.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const TYPES = {js: 'text/javascript', css: 'text/css'};

const pageFor = (name) => `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
${existsSync(`${outputFolder}/${name}.css`) ? `<link rel="stylesheet" href="/build/${name}.css">` : ''}
<style>body{margin:10px}#root{width:1000px;height:700px}</style>
<div id="root"></div>
<script type="module" src="/build/bench.js"></script>`;

/** Serves a page for each adapter, on loopback alone. */
export async function serve() {
  const server = http.createServer((request, response) => {
    const [, folder, file] = new URL(request.url, 'http://localhost').pathname.split('/');
    const path = `${FOLDERS[folder]}/${file}`;
    if (!FOLDERS[folder]) {
      response.writeHead(200, {...HEADERS, 'content-type': 'text/html'}).end(pageFor(folder));
    } else if (existsSync(path)) {
      const type = TYPES[file.split('.').at(-1)];
      response.writeHead(200, {...HEADERS, 'content-type': type}).end(readFileSync(path));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close()};
}

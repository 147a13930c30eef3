/** Bundles what runs in the page: the measuring, and each adapter with the widget it drives. */
import {readdirSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const folder = fileURLToPath(new URL('..', import.meta.url));
export const outputFolder = `${folder}build`;

export const adapterNames = () =>
  readdirSync(`${folder}adapters`)
    .filter((file) => /^[^_].*\.js$/.test(file))
    .map((file) => file.replace('.js', ''));

const empty = ['.woff', '.woff2', '.ttf'].map((extension) => [extension, 'empty']);
const inline = ['.svg', '.png', '.gif'].map((extension) => [extension, 'dataurl']);

const options = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'error',
  outdir: outputFolder,
  conditions: ['browser', 'production', 'import', 'default'],
  loader: Object.fromEntries([...empty, ...inline]),
  define: {
    'process.env.NODE_ENV': '"production"',
    global: 'globalThis',
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
  },
};

/** The inbox is measured as it is published, not bundled once more. */
const asPublished = {
  name: 'as-published',
  setup: ({onResolve}) =>
    onResolve({filter: /\/dist\/sms-chat\.js$/}, () => ({path: '/dist/sms-chat.js', external: true})),
};

/** @param {string[]} names of adapters */
export async function buildPages(names, {minify = true, plugins = [asPublished]} = {}) {
  rmSync(outputFolder, {recursive: true, force: true});
  await build({...options, minify, entryPoints: {bench: `${folder}page/bench.js`}});
  for (const name of names)
    await build({...options, minify, plugins, entryPoints: {[name]: `${folder}adapters/${name}.js`}});
  await build({...options, minify, entryPoints: {'sms-chat-host': `${folder}adapters/_host.js`}});
}

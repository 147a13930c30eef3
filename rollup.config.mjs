import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {literalsHtmlCssMinifier} from '@literals/rollup-plugin-html-css-minifier';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import {groupedModules} from './scripts/build/grouped-modules.mjs';
import {licenses} from './scripts/build/licenses.mjs';
import {plainProperties} from './scripts/build/plain-properties.mjs';
import {shortPrivateNames} from './scripts/build/short-private-names.mjs';

const {dependencies} = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

const typescript = () => esbuild({target: 'es2022', tsconfig: 'tsconfig.build.json'});

/** True for bare imports, which stay imports; each must come with the package when a host installs it. */
function isExternal(id) {
  if (/^[./]|^\w:/.test(id)) return false;
  const name = id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/');
  if (!Object.hasOwn(dependencies, name)) throw new Error(`'${id}' is imported by src/ but is no dependency`);
  return true;
}

/** See graphql-stub.js for why. */
const graphqlStub = {
  name: 'graphql-stub',
  resolveId: (id) =>
    id === 'graphql' ? fileURLToPath(new URL('scripts/build/graphql-stub.js', import.meta.url)) : null,
};

const printSizes = {
  name: 'print-sizes',
  generateBundle(_, bundle) {
    for (const {type, fileName, code} of Object.values(bundle)) {
      if (type !== 'chunk') continue;
      const kilobytes = (gzipSync(code, {level: 9}).length / 1000).toFixed(1);
      console.log(`dist/${fileName}  ${kilobytes} kB gzipped`);
    }
  },
};

/** Line breaks and indentation of GraphQL documents are for readers of the source. */
const graphqlMinifier = {
  name: 'graphql-minifier',
  transform: (code, id) =>
    id.endsWith('operations.ts')
      ? {
          code: code.replace(/(?<=\/\* GraphQL \*\/ `)[^`]+/g, (document) =>
            document.trim().replace(/\s*([{}():!,]|\.\.\.)\s*|\s+/g, (_, mark) => mark ?? ' '),
          ),
          map: null,
        }
      : null,
};

function onwarn(warning, warn) {
  // graphql-request's own modules import each other in a circle, harmlessly.
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every((id) => id.includes('graphql-request')))
    return;
  warn(warning);
}

/** One self-contained file for a script tag. */
const scriptTagBundle = (input, file, plugins = []) => ({
  input,
  output: {file, format: 'es', sourcemap: true, inlineDynamicImports: true},
  plugins: [
    ...plugins,
    graphqlStub,
    graphqlMinifier,
    nodeResolve({browser: true, exportConditions: ['production', 'browser']}),
    literalsHtmlCssMinifier({
      include: 'src/**',
      // The default would drop the space between a word and the element after it.
      options: {minifyOptions: {conservativeCollapse: true, keepClosingSlash: true}},
      failOnError: true,
    }),
    typescript(),
    plainProperties(),
    shortPrivateNames(),
    terser({
      ecma: 2022,
      module: true,
      compress: {passes: 2, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false},
      format: {
        comments: false,
        preamble: '/*! MIT; licences of the packages inside: see the .LICENSE.txt beside this file */',
      },
    }),
    licenses(),
    printSizes,
  ],
  onwarn,
});

/** The modules for hosts that bundle: one file for each source module, so that bundlers drop what is not used. */
const npmModules = {
  input: ['src/index.ts', 'src/elements.ts', 'src/define/sms-chat.ts', 'src/define/sms-chat-badge.ts'],
  external: isExternal,
  output: {
    dir: 'dist/esm',
    format: 'es',
    sourcemap: true,
    preserveModules: true,
    preserveModulesRoot: 'src',
  },
  plugins: [typescript()],
  onwarn,
};

export default [
  scriptTagBundle('src/index.ts', 'dist/sms-chat.js', [groupedModules()]),
  scriptTagBundle('src/define/sms-chat-badge.ts', 'dist/sms-chat-badge.js'),
  npmModules,
];

import {readFileSync, readdirSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {literalsHtmlCssMinifier} from '@literals/rollup-plugin-html-css-minifier';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import {emojiData, emojiPicker} from './scripts/build/emoji.mjs';
import {groupedModules} from './scripts/build/grouped-modules.mjs';
import {licenses} from './scripts/build/licenses.mjs';
import {plainProperties} from './scripts/build/plain-properties.mjs';
import {shortPrivateNames} from './scripts/build/short-private-names.mjs';
import {withoutGlobals} from './scripts/build/without-globals.mjs';
import {withoutUnused} from './scripts/build/without-unused.mjs';

const {version, dependencies, peerDependencies} = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);

const PREAMBLE = '/*! MIT; packages inside: see .LICENSE.txt */';

/** Chromium then compiles all of a file while it loads, off the main thread, not each function when it is first called. */
const COMPILED_AT_ONCE = '//# allFunctionsCalledOnLoad';

const typescript = () => esbuild({target: 'es2022', tsconfig: 'tsconfig.build.json'});

const packageVersion = {
  name: 'package-version',
  transform: (code, id) =>
    id.endsWith('define.ts') ? {code: code.replace('__VERSION__', version), map: null} : null,
};

/** True for bare imports, which stay imports; each must come with the package, or be asked for, when a host installs it. */
function isExternal(id) {
  if (/^[./]|^\w:/.test(id)) return false;
  const name = id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/');
  if (!Object.hasOwn({...dependencies, ...peerDependencies}, name))
    throw new Error(`'${id}' is imported by src/ but is no dependency`);
  return true;
}

/** See analyze-document.js for why. */
const analyzeDocument = {
  name: 'analyze-document',
  resolveId: (id) =>
    id.endsWith('/analyzeDocument.js')
      ? fileURLToPath(new URL('scripts/build/analyze-document.js', import.meta.url))
      : null,
};

const printSizes = {
  name: 'print-sizes',
  generateBundle({file, dir}, bundle) {
    const folder = dir ?? dirname(file);
    for (const {type, fileName, code} of Object.values(bundle)) {
      if (type !== 'chunk') continue;
      const kilobytes = (gzipSync(code, {level: 9}).length / 1000).toFixed(1);
      console.log(`${folder}/${fileName}  ${kilobytes} kB gzipped`);
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

const filesIn = (folder) => readdirSync(new URL(`src/${folder}`, import.meta.url));
const TRANSLATIONS = filesIn('localization/locales').map((file) => `locales/${file}`);
const EMOJI_DATA = filesIn('extras/emoji/data').map((file) => `data/${file}`);

const isTranslation = (id) => /\/localization\/(locales\/[\w-]+|translations)\.[jt]s$/.test(id);
const isEmoji = (id) => /\/emoji\/(picker|data\/[\w-]+)\.[jt]s$/.test(id);
const isOnDemand = (id) => /\/(extras\/extras|links\/links|keyboard\/keyboard)\.[jt]s$/.test(id);

const fileOf = (id) => basename(id).replace(/ts$/, 'js');
const pathOfTranslation = (id, folder) => `${folder}/locales/${fileOf(id)}`;
const pathOfEmoji = (id, folder) => `${folder}/emoji/${fileOf(id)}`;

/** Where a file for script tags finds the others, which load on demand; null for what is part of it. */
function besideIt(id) {
  if (isTranslation(id)) return pathOfTranslation(id, '.');
  if (isEmoji(id)) return pathOfEmoji(id, '.');
  return isOnDemand(id) ? `./${fileOf(id)}` : null;
}

/**
 * One self-contained file for a script tag. Translations stay files of their own in locales/ beside it, and what pages
 * can switch on stays in extras.js, for the pages that need one; so does what finds links, in links.js, and
 * what makes room for an on-screen keyboard, in keyboard.js.
 */
const scriptTagBundle = (input, file, {plugins = [], preamble = PREAMBLE} = {}) => ({
  input,
  external: (id, importer) => importer !== undefined && besideIt(id) !== null,
  output: {
    file,
    format: 'es',
    sourcemap: true,
    inlineDynamicImports: true,
    paths: (id) => besideIt(id) ?? id,
  },
  plugins: [
    ...plugins,
    analyzeDocument,
    graphqlMinifier,
    nodeResolve({browser: true, exportConditions: ['production', 'browser']}),
    literalsHtmlCssMinifier({
      include: 'src/**',
      // The default would drop the space between a word and the element after it.
      options: {minifyOptions: {conservativeCollapse: true, keepClosingSlash: true}},
      failOnError: true,
    }),
    typescript(),
    packageVersion,
    plainProperties(),
    withoutGlobals(),
    withoutUnused({isBadge: input.endsWith('badge.ts')}),
    shortPrivateNames(),
    terser({
      ecma: 2022,
      module: true,
      compress: {
        passes: 4,
        // Nothing here has getters that do more than to get, or puts anything but its own in place of what JavaScript has.
        pure_getters: true,
        unsafe: true,
        unsafe_arrows: true,
        unsafe_methods: true,
        keep_fargs: false,
        lhs_constants: false,
      },
      format: {
        comments: false,
        preamble,
      },
    }),
    licenses(),
    printSizes,
  ],
  onwarn,
});

/** The modules for hosts that bundle: one file for each source module, so that bundlers drop what is not used. */
const npmModules = {
  input: [
    'src/index.ts',
    'src/elements.ts',
    'src/hydrate.ts',
    'src/node/index.ts',
    'src/node/elements.ts',
    'src/define/sms-chat.ts',
    'src/define/sms-chat-badge.ts',
  ],
  external: (id) => isEmoji(id) || isExternal(id),
  output: {
    dir: 'dist/esm',
    // From dist/esm to what the files for script tags use too.
    paths: (id) => (isEmoji(id) ? pathOfEmoji(id, '..') : id),
    format: 'es',
    sourcemap: true,
    preserveModules: true,
    preserveModulesRoot: 'src',
  },
  plugins: [typescript(), packageVersion],
  onwarn,
};

/** A translation for the files for script tags, or what finds and reads them. */
const translation = (source) => ({
  input: `src/localization/${source}`,
  external: (id, importer) => importer !== undefined && isTranslation(id),
  output: {
    file: pathOfTranslation(source, 'dist'),
    format: 'es',
    sourcemap: true,
    paths: (id) => `./${fileOf(id)}`,
  },
  plugins: [
    nodeResolve({browser: true, exportConditions: ['production', 'browser']}),
    typescript(),
    terser({ecma: 2022, module: true, format: {comments: false, preamble: PREAMBLE}}),
    licenses(),
    printSizes,
  ],
});

/** The picker of emoji, and its data: for all builds, and changed for none. */
const emoji = (source) => ({
  input: `src/extras/emoji/${source}`,
  external: (id, importer) => importer !== undefined && isEmoji(id),
  output: {
    file: pathOfEmoji(source, 'dist'),
    format: 'es',
    sourcemap: !source.startsWith('data/'),
    paths: (id) => `./${fileOf(id)}`,
  },
  plugins: [
    emojiData(),
    emojiPicker(),
    nodeResolve({browser: true, exportConditions: ['production', 'browser']}),
    typescript(),
    terser({ecma: 2022, module: true, format: {comments: false, preamble: PREAMBLE}}),
    licenses(),
    printSizes,
  ],
  onwarn,
});

export default [
  scriptTagBundle('src/index.ts', 'dist/sms-chat.js', {
    plugins: [groupedModules()],
    preamble: `${COMPILED_AT_ONCE}\n${PREAMBLE}`,
  }),
  scriptTagBundle('src/define/sms-chat-badge.ts', 'dist/sms-chat-badge.js'),
  scriptTagBundle('src/extras/extras.ts', 'dist/extras.js'),
  scriptTagBundle('src/links/links.ts', 'dist/links.js'),
  scriptTagBundle('src/keyboard/keyboard.ts', 'dist/keyboard.js'),
  ...['translations.ts', ...TRANSLATIONS].map(translation),
  ...['picker.ts', ...EMOJI_DATA].map(emoji),
  npmModules,
];

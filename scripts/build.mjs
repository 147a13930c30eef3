/**
 * Builds the package:
 *
 * - `bundles`: dist/sms-chat.js and dist/sms-chat-badge.js for script tags, dist/esm for bundlers (rollup.config.mjs),
 *   and dist/integrity.json, with what goes into the attribute of that name
 * - `types`: declarations beside the modules of dist/esm
 * - `conformance`: dist/conformance/cli.js, the command for developers of hosts (build/conformance.mjs)
 * - `manifest`: custom-elements.json, and made from it what editors, JSX and Vue templates read
 *
 * `node scripts/build.mjs [part…]` builds the parts named, by default all.
 * With `--if-stale`, it builds nothing unless a source is newer than what is built.
 */
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {fromRoot, run, runBin} from './lib/run.mjs';

const PARTS = {
  bundles: async () => {
    const bundled = await runBin('rollup', ['-c', '--silent']);
    if (bundled.code === 0) writeIntegrity();
    return bundled;
  },
  types: () => runBin('tsc', ['-p', 'tsconfig.build.json']),
  conformance: () => run(process.execPath, ['scripts/build/conformance.mjs']),
  manifest: async () => {
    const analysed = await runBin('cem', ['analyze', '--quiet']);
    return analysed.code === 0 ? run('node', ['scripts/build/integrations.mjs']) : analysed;
  },
};

const SOURCES = [
  'src',
  'scripts/build',
  'rollup.config.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];
/** What tells the age of a part. */
const OUTPUTS = {
  bundles: ['dist/sms-chat.js', 'dist/sms-chat-badge.js', 'dist/esm/index.js'],
  types: ['dist/esm/index.d.ts'],
  conformance: ['dist/conformance/cli.js'],
  manifest: ['dist/jsx.d.ts'],
};

/** For script tags, and for the `integrity` of import maps. */
function writeIntegrity() {
  const locales = readdirSync(fromRoot('dist/locales')).filter((file) => file.endsWith('.js'));
  const files = [
    'sms-chat.js',
    'sms-chat-badge.js',
    'extras.js',
    'links.js',
    'keyboard.js',
    ...locales.map((file) => `locales/${file}`),
  ];
  const hashes = files.map((file) => {
    const hash = createHash('sha384').update(readFileSync(fromRoot(`dist/${file}`)));
    return [file, `sha384-${hash.digest('base64')}`];
  });
  writeFileSync(fromRoot('dist/integrity.json'), `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
}

/** Folders count too: they change when a file goes. */
function newestSource() {
  const paths = SOURCES.flatMap((source) => [
    source,
    ...(statSync(fromRoot(source)).isDirectory()
      ? readdirSync(fromRoot(source), {recursive: true}).map((path) => `${source}/${path}`)
      : []),
  ]);
  return Math.max(...paths.map((path) => statSync(fromRoot(path)).mtimeMs));
}

/** @param {string[]} parts */
function isStale(parts) {
  const built = parts
    .flatMap((part) => OUTPUTS[part])
    .map((path) => statSync(fromRoot(path), {throwIfNoEntry: false})?.mtimeMs ?? 0);
  return Math.min(...built) < newestSource();
}

const {values, positionals} = parseArgs({options: {'if-stale': {type: 'boolean'}}, allowPositionals: true});
const parts = positionals.length > 0 ? positionals : Object.keys(PARTS);

if (!values['if-stale'] || isStale(parts)) {
  const started = performance.now();
  // Modules whose source is gone must not stay in the package.
  if (parts.includes('bundles')) {
    for (const folder of ['dist/emoji', 'dist/esm', 'dist/locales'])
      rmSync(fromRoot(folder), {recursive: true, force: true});
  }
  const results = await Promise.all(parts.map((part) => PARTS[part]()));
  console.log(`Built ${parts.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  process.exitCode = results.every(({code}) => code === 0) ? 0 : 1;
}

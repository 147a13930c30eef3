/**
 * Bundles the conformance command into dist/conformance/cli.js: one file with all that it needs, for Node alone, so
 * that none of it becomes a dependency of pages that embed the elements.
 */
import {chmodSync, writeFileSync} from 'node:fs';
import {build} from 'esbuild';
import {fromRoot} from '../lib/run.mjs';
import {notices} from './licenses.mjs';

const file = 'dist/conformance/cli.js';

const {metafile} = await build({
  absWorkingDir: fromRoot('.'),
  entryPoints: ['conformance/cli.ts'],
  outfile: file,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  metafile: true,
  // ws speeds itself up with these where they are installed.
  external: ['bufferutil', 'utf-8-validate'],
  banner: {
    js: [
      '#!/usr/bin/env node',
      '// MIT; licences of the packages inside: see the .LICENSE.txt beside this file',
      // ws is CommonJS, and requires modules of Node.
      "import {createRequire as __createRequire} from 'node:module';",
      'const require = __createRequire(import.meta.url);',
    ].join('\n'),
  },
});

writeFileSync(fromRoot(`${file}.LICENSE.txt`), notices(Object.keys(metafile.inputs).map(fromRoot)));
chmodSync(fromRoot(file), 0o755);
const {bytes} = metafile.outputs[file];
console.log(`${file}  ${(bytes / 1000).toFixed(1)} kB`);

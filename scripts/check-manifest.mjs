/** Fails when custom-elements.json is not what the sources say: the public API changes only where review sees it. */
import {mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {fromRoot, runBin} from './lib/run.mjs';

const MANIFEST = 'custom-elements.json';

// Inside the project, because the analyzer takes its output folder as relative to it.
mkdirSync(fromRoot('.cache'), {recursive: true});
const folder = mkdtempSync(fromRoot('.cache/manifest-'));
try {
  const {code} = await runBin('cem', ['analyze', '--quiet', '--outdir', folder.slice(fromRoot('.').length)]);
  const isSame = readFileSync(`${folder}/${MANIFEST}`, 'utf8') === readFileSync(fromRoot(MANIFEST), 'utf8');
  if (!isSame) console.error(`${MANIFEST} is out of date: run \`npm run build\` and commit it.`);
  process.exitCode = code === 0 && isSame ? 0 : 1;
} finally {
  rmSync(folder, {recursive: true});
}

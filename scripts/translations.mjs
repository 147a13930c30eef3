/**
 * Brings translations/*.xlf up to the texts in src/, and src/localization/locales/ up to those: what is new is to be
 * translated in the .xlf files, and this to be run once more.
 *
 * With `--check` it changes nothing, and fails where something is not up to date or not translated.
 */
import {cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {fromRoot, runBin} from './lib/run.mjs';

const TRANSLATIONS = 'translations';
const LOCALES = 'src/localization/locales';

const isCheck = process.argv.includes('--check');
const files = (folder) => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);

mkdirSync(fromRoot('.cache'), {recursive: true});
const folder = mkdtempSync(fromRoot('.cache/translations-'));
try {
  const config = JSON.parse(readFileSync(fromRoot('lit-localize.json'), 'utf8'));
  const toRoot = relative(folder, fromRoot('.'));
  const file = join(folder, 'lit-localize.json');
  cpSync(fromRoot(TRANSLATIONS), join(folder, TRANSLATIONS), {recursive: true});
  const own = {
    ...config,
    inputFiles: config.inputFiles.map((glob) => join(toRoot, glob)),
    output: {...config.output, outputDir: LOCALES},
    interchange: {...config.interchange, xliffDir: TRANSLATIONS},
  };
  writeFileSync(file, JSON.stringify(own));
  let isRight = true;
  for (const command of ['extract', 'build']) {
    const {code} = await runBin('lit-localize', [command, '--config', file], {quiet: true});
    isRight &&= code === 0;
  }
  for (const place of [TRANSLATIONS, LOCALES]) {
    const made = files(join(folder, place));
    if (!isCheck) for (const [name, text] of made) writeFileSync(fromRoot(`${place}/${name}`), text);
    const there = new Map(files(fromRoot(place)));
    for (const [name, text] of made) {
      if (there.get(name) !== text) {
        console.error(`${place}/${name} is out of date: run \`npm run translations\`, and commit it.`);
        isRight = false;
      }
      for (const [, source] of text.matchAll(/<source>([^]*?)<\/source>\s*<\/trans-unit>/g)) {
        console.error(`${place}/${name} has no <target> for: ${source}`);
        isRight = false;
      }
    }
  }
  process.exitCode = isRight ? 0 : 1;
} finally {
  rmSync(folder, {recursive: true});
}

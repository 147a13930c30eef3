import {readFileSync, readdirSync} from 'node:fs';

/**
 * Rollup plugin that writes the licences of the packages inside a bundle beside it, as `<bundle>.LICENSE.txt`:
 * minifying takes the notices out of the code, and their licences ask to keep them.
 *
 * @returns {import('rollup').Plugin}
 */
export const licenses = () => ({
  name: 'licenses',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const source = notices(Object.keys(chunk.modules));
      this.emitFile({type: 'asset', fileName: `${chunk.fileName}.LICENSE.txt`, source});
    }
  },
});

/**
 * The licences of the packages that these modules belong to.
 *
 * @param {string[]} modules
 */
export function notices(modules) {
  const folders = modules.map(packageFolder).filter(Boolean);
  return `${[...new Set(folders)].sort().map(notice).join('\n\n')}\n`;
}

/** The folder of the package that a module belongs to, or nothing for our own. */
const packageFolder = (module) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0];

function notice(folder) {
  const {name, version, license} = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : '';
  return `${name} ${version} (${license})\n\n${text}`.trim();
}

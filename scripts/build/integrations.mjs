/**
 * Writes what editors and template compilers read, from custom-elements.json: JSX types (React 19 and others), Vue
 * types, and custom data for VS Code.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {generateJsxTypes} from '@wc-toolkit/jsx-types';
import {generateVsCodeCustomElementData} from 'custom-element-vs-code-integration';
import {generateVuejsTypes} from 'custom-element-vuejs-integration';
import {fromRoot} from '../lib/run.mjs';

const componentTypePath = () => './esm/elements.js';

/** Vue's templates look an event up as `onSmsChatError`, and the generator wraps its detail in `CustomEvent` itself. */
function eventsForVue(manifest) {
  const camelCase = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const copy = structuredClone(manifest);
  for (const {declarations} of copy.modules) {
    for (const {events = []} of declarations) {
      for (const event of events) {
        event.name = camelCase(`-${event.name}`);
        // It takes `void` for a type of ours that is to be imported.
        event.type.text = event.type.text
          .replace(/^CustomEvent<(.*)>$/s, '$1')
          .replace(/^void$/, 'undefined');
      }
    }
  }
  return copy;
}

/** React's `useRef` gives an object, which the generator does not know of. */
function takeRefObjects(file) {
  const generated = 'ref?: (T | ((e: T) => void)) | undefined;';
  const text = readFileSync(file, 'utf8');
  if (!text.includes(generated))
    throw new Error(`${file} has another type of ref: see whether it knows React's now`);
  writeFileSync(
    file,
    text.replace(generated, 'ref?: T | ((element: T | null) => void) | {current: T | null} | undefined;'),
  );
}

export function writeIntegrations() {
  const manifest = JSON.parse(readFileSync(fromRoot('custom-elements.json'), 'utf8'));
  const outdir = fromRoot('dist');
  const common = {outdir, componentTypePath, hideLogs: true};
  generateJsxTypes(structuredClone(manifest), {...common, fileName: 'jsx.d.ts'});
  takeRefObjects(`${outdir}/jsx.d.ts`);
  generateVuejsTypes(eventsForVue(manifest), {...common, fileName: 'vue.d.ts'});
  generateVsCodeCustomElementData(structuredClone(manifest), {
    ...common,
    htmlFileName: 'html-custom-data.json',
    cssFileName: 'css-custom-data.json',
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeIntegrations();

import {cli} from '@custom-elements-manifest/analyzer/cli.js';
import type {Plugin} from 'vite';

const id = 'virtual:elements-manifest';

/** Vite: the module `virtual:elements-manifest` is a custom elements manifest of all elements, leaves included. */
export function elementsManifest(): Plugin {
  return {
    name: 'elements-manifest',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    async load(resolved) {
      if (resolved !== `\0${id}`) return null;
      const argv = ['analyze', '--quiet', '--config', '.storybook/manifest.config.mjs'];
      const manifest = await cli({argv, cwd: process.cwd(), noWrite: true});
      return `export default ${JSON.stringify(manifest)}`;
    },
  };
}

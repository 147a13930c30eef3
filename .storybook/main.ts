import type {StorybookConfig} from '@storybook/web-components-vite';
import {mergeConfig} from 'vite';
import {elementsManifest} from './elements-manifest.js';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.mdx', '../stories/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  // The worker that hands requests of the page to the host in it (stories/host).
  staticDirs: ['./public'],
  core: {disableTelemetry: true, disableWhatsNewNotifications: true},
  viteFinal: (viteConfig) =>
    mergeConfig(viteConfig, {
      plugins: [elementsManifest()],
      // PGlite finds its WebAssembly beside its own module, from which pre-bundling would move it away.
      optimizeDeps: {exclude: ['@electric-sql/pglite']},
      // PGlite is large, and loaded by the stories alone that have a host.
      build: {chunkSizeWarningLimit: 2_000},
    }),
};

export default config;

import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {browserArgs, ensureBrowser} from './scripts/browser.mjs';
import {countsReporter} from './scripts/test/wtr-counts-reporter.mjs';

/** Tests of the elements, in Chromium. One file: `npx web-test-runner --files test/components/composer.test.ts`. */
export default {
  files: 'test/components/**/*.test.ts',
  nodeResolve: {exportConditions: ['production', 'default']},
  browsers: [chromeLauncher({launchOptions: {executablePath: await ensureBrowser(), args: browserArgs}})],
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2021',
      tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
    }),
  ],
  // One page at a time: a page in the background gets no focus and throttled timers.
  concurrency: 1,
  testFramework: {config: {timeout: 10_000, forbidOnly: true}},
  reporters: [defaultReporter({reportTestProgress: false}), countsReporter()],
};

import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {browserArgs, ensureBrowser} from './scripts/browser.mjs';
import {ensureFirefox, ensureWebKit, howToGet} from './scripts/browser-engines.mjs';
import {countsReporter} from './scripts/test/wtr-counts-reporter.mjs';
import {webkitLauncher} from './scripts/test/webkit-launcher.mjs';

/** Of each engine: its launcher, or nothing where it is not there. */
const engines = {
  chromium: async () =>
    chromeLauncher({launchOptions: {executablePath: await ensureBrowser(), args: browserArgs}}),
  firefox: async () => {
    const executablePath = ensureFirefox();
    if (!executablePath) return undefined;
    // The package for Chrome drives it as well, over WebDriver BiDi.
    return Object.assign(chromeLauncher({launchOptions: {browser: 'firefox', executablePath}}), {
      name: 'Firefox',
    });
  },
  webkit: async () => {
    const programs = ensureWebKit();
    return programs && webkitLauncher(programs);
  },
};

const asked = process.env.BROWSERS?.split(',') ?? Object.keys(engines);
const found = await Promise.all(asked.map(async (name) => [name, await engines[name]()]));

const missing = found
  .filter(([, launcher]) => !launcher)
  .map(([name]) => `the elements in ${name}: ${howToGet[name]}`);

/** The server answers to no sockets but its own. Firefox opens no second one to a host while a first one waits. */
const refuseSockets = {
  name: 'refuse-sockets',
  serverStart({server, webSockets}) {
    const own = webSockets.webSocketServer.options.path;
    server.on('upgrade', ({url}, socket) => url === own || socket.destroy());
  },
};

/**
 * Tests of the elements, in Chromium, Firefox and WebKit.
 * One file in one of them: `BROWSERS=webkit npx web-test-runner --files test/components/composer.test.ts`.
 */
export default {
  files: 'test/components/**/*.test.ts',
  nodeResolve: {exportConditions: ['production', 'default']},
  browsers: found.flatMap(([, launcher]) => launcher ?? []),
  plugins: [
    refuseSockets,
    esbuildPlugin({
      ts: true,
      target: 'es2021',
      tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
    }),
  ],
  // One page at a time: a page in the background gets no focus and throttled timers.
  concurrency: 1,
  concurrentBrowsers: 1,
  testFramework: {config: {timeout: 10_000, forbidOnly: true}},
  reporters: [defaultReporter({reportTestProgress: false}), countsReporter(missing)],
};

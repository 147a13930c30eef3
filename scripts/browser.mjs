/**
 * Finds a Chromium for the tests, or gets one: a fresh clone must be able to run `npm test`.
 *
 * Run by itself, it prints the path of the browser that the tests will use.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import {Launcher} from 'chrome-launcher';
import {installFromDebian, isRootOnDebian} from './lib/debian.mjs';
import {fromRoot} from './lib/run.mjs';

const CACHE = '.cache/chromium';

/** Quiet, and the same on every machine: no sandbox (tests run as root in CI), no GPU, no calls home. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of an installed browser: `CHROME_PATH`, else what the system has, else what an earlier run downloaded.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH is ${chosen}, but there is no such file`);
    return chosen;
  }
  return installedBrowser() ?? (await cachedBrowser());
}

/**
 * Like {@link findBrowser}, but gets a browser where there is none.
 *
 * @returns {Promise<string>}
 * @throws {Error} that says what to do, when every way has failed
 */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  for (const get of waysToGet()) {
    const path = await get();
    if (path) return path;
  }
  throw new Error(
    'No Chromium found, and none could be installed. Install Chrome, or set CHROME_PATH to a Chromium.',
  );
}

function installedBrowser() {
  try {
    return Launcher.getInstallations()[0];
  } catch {
    // It throws rather than return an empty list.
    return undefined;
  }
}

function waysToGet() {
  const isLinux64 = process.platform === 'linux' && process.arch === 'x64';
  const apt = isRootOnDebian ? [() => (installFromDebian('chromium') ? installedBrowser() : undefined)] : [];
  const packaged = isLinux64 ? [installPackaged] : [];
  // In CI nobody minds a system package, and Debian's build is the one that hosts' machines resemble.
  return process.env.CI ? [...apt, ...packaged, download] : [...packaged, ...apt, download];
}

/** Chromium inside an npm package: works where only the registry can be reached. */
function installPackaged() {
  console.log(`No Chromium found: installing @sparticuz/chromium into ${CACHE} (67 MB) …`);
  mkdirSync(fromRoot(CACHE), {recursive: true});
  const installed = succeeds('npm', [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--prefix',
    fromRoot(CACHE),
    '@sparticuz/chromium@147.0.0',
  ]);
  return installed ? cachedBrowser() : undefined;
}

function download() {
  console.log(`No Chromium found: downloading Chrome into ${CACHE} …`);
  const {status, stdout} = spawnSync(
    'npx',
    [
      '-y',
      '@puppeteer/browsers@2.13.2',
      'install',
      'chrome-headless-shell@stable',
      '--path',
      fromRoot(CACHE),
    ],
    {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32'},
  );
  // It prints `chrome-headless-shell@<version> <path>`.
  const path = stdout?.trim().split('\n').at(-1)?.replace(/^\S+ /, '');
  return status === 0 && path && existsSync(path) ? path : undefined;
}

async function cachedBrowser() {
  if (!existsSync(fromRoot(`${CACHE}/node_modules/@sparticuz/chromium`))) return undefined;
  // It unpacks into TMPDIR, and brings the libraries that a bare host lacks only where it takes itself to be in a Lambda.
  process.env.TMPDIR = fromRoot(CACHE);
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  const require = createRequire(fromRoot(`${CACHE}/package.json`));
  const {default: chromium} = await import(require.resolve('@sparticuz/chromium'));
  return chromium.executablePath();
}

function succeeds(command, args) {
  return spawnSync(command, args, {stdio: 'inherit', shell: process.platform === 'win32'}).status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`Browser: ${await ensureBrowser()}`);

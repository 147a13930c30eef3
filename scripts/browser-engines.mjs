/**
 * Firefox and WebKit, in which the tests of the elements run as well as in Chromium (scripts/browser.mjs).
 *
 * Run by itself, it says which are there, after it got Debian's packages where that can be done unasked: in CI, as root.
 */
import {existsSync, readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {installFromDebian, isRootOnDebian} from './lib/debian.mjs';

/** Said where an engine is not there. */
export const howToGet = {
  firefox: 'install Firefox, or set FIREFOX_PATH',
  webkit: 'on Debian, apt-get install webkit2gtk-driver xvfb',
};

const DEBIAN_LIB = '/usr/lib';

/** @returns {string | undefined} the path of Firefox: `FIREFOX_PATH`, or what the system has */
export function findFirefox() {
  const chosen = process.env.FIREFOX_PATH;
  if (chosen && !existsSync(chosen)) throw new Error(`FIREFOX_PATH is ${chosen}, but there is no such file`);
  return chosen ?? onPath('firefox-esr') ?? onPath('firefox');
}

/**
 * WebKitGTK with its driver, and a display that it can be run on without a desktop.
 *
 * @returns {{driver: string, miniBrowser: string, display: string} | undefined}
 */
export function findWebKit() {
  const [driver, display] = [onPath('WebKitWebDriver'), onPath('Xvfb')];
  const miniBrowser = findMiniBrowser();
  return driver && display && miniBrowser ? {driver, miniBrowser, display} : undefined;
}

/** Gets what is missing where that can be done unasked. */
export function ensureEngines() {
  const missing = [
    ...(findFirefox() ? [] : ['firefox-esr']),
    ...(findWebKit() ? [] : ['webkit2gtk-driver', 'xvfb']),
  ];
  if (missing.length > 0 && process.env.CI && isRootOnDebian) installFromDebian(...missing);
}

function onPath(program) {
  return (process.env.PATH ?? '')
    .split(':')
    .map((folder) => `${folder}/${program}`)
    .find((path) => existsSync(path));
}

/** The browser that WebKitGTK is tested with stands in a folder for its processor and its version. */
function findMiniBrowser() {
  if (process.platform !== 'linux') return undefined;
  for (const processor of readdirSync(DEBIAN_LIB)) {
    for (const version of ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0']) {
      const path = `${DEBIAN_LIB}/${processor}/${version}/MiniBrowser`;
      if (existsSync(path)) return path;
    }
  }
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureEngines();
  console.log(`Firefox: ${findFirefox() ?? 'not found'}`);
  console.log(`WebKit: ${findWebKit()?.miniBrowser ?? 'not found'}`);
}

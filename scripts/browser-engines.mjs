/**
 * Firefox and WebKit, in which the tests of the elements run as well as in Chromium (scripts/browser.mjs).
 *
 * Run by itself, it says which are there, after it got those that were not, where it can (scripts/lib/debian.mjs).
 */
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {findProgram, getFromDebian, readSystemFolder} from './lib/debian.mjs';

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
  return chosen ?? findProgram('firefox-esr') ?? findProgram('firefox');
}

/**
 * WebKitGTK with its driver, and a display that it can be run on without a desktop.
 *
 * @returns {{driver: string, miniBrowser: string, display: string} | undefined}
 */
export function findWebKit() {
  const [driver, display] = [findProgram('WebKitWebDriver'), findProgram('Xvfb')];
  const miniBrowser = findMiniBrowser();
  return driver && display && miniBrowser ? {driver, miniBrowser, display} : undefined;
}

/** Like {@link findFirefox}, but gets it where it is missing. */
export function ensureFirefox() {
  if (!findFirefox()) getFromDebian(['firefox-esr'], ['/usr/bin/firefox-esr']);
  return findFirefox();
}

/** Like {@link findWebKit}, but gets it where it is missing. */
export function ensureWebKit() {
  if (!findWebKit())
    getFromDebian(['webkit2gtk-driver', 'xvfb'], ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb']);
  return findWebKit();
}

/** The browser that WebKitGTK is tested with stands in a folder for its processor and its version. */
function findMiniBrowser() {
  if (process.platform !== 'linux') return undefined;
  const versions = ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'];
  const folders = readSystemFolder(DEBIAN_LIB).flatMap((name) =>
    versions.map((it) => `${DEBIAN_LIB}/${name}/${it}`),
  );
  const folder = folders.find((it) => readSystemFolder(it).includes('MiniBrowser'));
  return folder && `${folder}/MiniBrowser`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`Firefox: ${ensureFirefox() ?? 'not found'}`);
  console.log(`WebKit: ${ensureWebKit()?.driver ?? 'not found'}`);
}

/**
 * Finds Kannel for the tests of the gateway, or gets it where it can (scripts/lib/debian.mjs).
 *
 * Run by itself, it says what the tests will use.
 */
import {fileURLToPath} from 'node:url';
import {findProgram, getFromDebian} from './lib/debian.mjs';

const SYSTEM = ['/usr/sbin', '/usr/local/sbin'];

/** Said wherever tests with Kannel are left out. */
export const notTested =
  'NOT TESTED: Kannel is not installed. On Debian: apt-get install --no-install-recommends kannel';

/** @returns {{bearerbox: string, smsbox: string} | undefined} the paths of Kannel's programs */
export function findKannel() {
  const [bearerbox, smsbox] = ['bearerbox', 'smsbox'].map((name) => findProgram(name, ...SYSTEM));
  return bearerbox && smsbox ? {bearerbox, smsbox} : undefined;
}

/** Like {@link findKannel}, but gets it where it is missing. */
export function ensureKannel() {
  if (!findKannel()) getFromDebian(['kannel'], ['/usr/sbin/bearerbox', '/usr/sbin/smsbox']);
  return findKannel();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = ensureKannel();
  console.log(found ? `Kannel: ${found.bearerbox}` : notTested);
}

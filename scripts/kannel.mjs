/**
 * Finds Kannel for the tests of the gateway, or installs Debian's package where that can be done unasked: in CI, as root.
 *
 * Run by itself, it says what the tests will use.
 */
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {installFromDebian, isRootOnDebian} from './lib/debian.mjs';

const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];

/** Said wherever tests with Kannel are left out. */
export const notTested =
  'NOT TESTED: Kannel is not installed. On Debian: apt-get install --no-install-recommends kannel';

/** Whether both of Kannel's programs are there. */
export function findKannel() {
  return ['bearerbox', 'smsbox'].every((name) => folders.some((folder) => existsSync(`${folder}/${name}`)));
}

/** Like {@link findKannel}, but installs it where it is missing and may be installed. */
export function ensureKannel() {
  if (!findKannel() && process.env.CI && isRootOnDebian) installFromDebian('kannel');
  return findKannel();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(ensureKannel() ? 'Kannel: found' : notTested);
}

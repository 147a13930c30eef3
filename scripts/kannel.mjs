/**
 * Finds Kannel for the tests of the gateway, or installs Debian's package where that can be done unasked: in CI, as root.
 *
 * Run by itself, it says what the tests will use.
 */
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

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
  const mayInstall = process.env.CI && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (findKannel() || !mayInstall) return findKannel();
  console.log('No Kannel found: installing Debian’s (apt-get install kannel) …');
  const environment = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], {env: environment, stdio: ['ignore', 'ignore', 'inherit']});
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'kannel');
  return findKannel();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(ensureKannel() ? 'Kannel: found' : notTested);
}

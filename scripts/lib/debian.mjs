import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';

/** Whether packages of Debian can be installed: as root, where there is apt. */
export const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * @param {...string} packages
 * @returns {boolean} whether they are installed now
 */
export function installFromDebian(...packages) {
  console.log(`Installing Debian’s ${packages.join(', ')} …`);
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], {env, stdio: ['ignore', 'ignore', 'inherit']}).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages);
}

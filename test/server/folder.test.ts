import {after, it, mock} from 'node:test';
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as net from 'node:net';
import {createRequire, syncBuiltinESMExports} from 'node:module';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {FolderInUseError, lockFolder} from '../../server/db/folder-lock.js';
import {openFolder} from '../../server/db/open-folder.js';
import {failingDisk} from '../faults/failing-disk.js';
import {waitFor} from './helpers/host.js';

const root = fs.mkdtempSync(path.join(tmpdir(), 'sms-chat-'));
after(() => fs.rmSync(root, {recursive: true, force: true}));

it('every commit is on the disk before it is answered', async () => {
  const {db, close} = await openFolder(path.join(root, 'data'));
  const fsync = mock.method(createRequire(import.meta.url)('node:fs') as typeof fs, 'fsyncSync');
  syncBuiltinESMExports();
  for (let index = 1; index <= 20; index++) {
    await db
      .insertInto('host_setting')
      .values({key: `key ${index}`, value: 'x'})
      .execute();
    assert.ok(fsync.mock.callCount() >= index);
  }
  fsync.mock.restore();
  syncBuiltinESMExports();
  await close();

  const again = await openFolder(path.join(root, 'data'));
  assert.equal((await again.db.selectFrom('host_setting').select('key').execute()).length, 20);
  await again.close();
});

it('a folder is locked until it is let go, by whatever name it is called', async () => {
  const folder = path.join(root, 'locked');
  fs.mkdirSync(folder);
  fs.symlinkSync(folder, path.join(root, 'alias'));
  const unlock = await lockFolder(folder);
  await assert.rejects(lockFolder(path.join(root, 'alias')), FolderInUseError);
  await unlock();
  await (
    await lockFolder(folder)
  )();
});

it('a socket that nobody listens on is no lock', async () => {
  const folder = path.join(root, 'stale');
  fs.mkdirSync(folder);
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(path.join(folder, 'other.sock'), resolve));
  // As a process that was killed leaves it: the file is there, the listener is not.
  fs.renameSync(path.join(folder, 'other.sock'), path.join(folder, 'lock.sock'));
  await new Promise((resolve) => server.close(resolve));
  assert.ok(fs.existsSync(path.join(folder, 'lock.sock')));
  await (
    await lockFolder(folder)
  )();
});

it('a folder whose path is too long for a socket is locked all the same', async () => {
  const folder = path.join(root, 'a'.repeat(60), 'b'.repeat(60));
  fs.mkdirSync(folder, {recursive: true});
  const unlock = await lockFolder(folder);
  await assert.rejects(lockFolder(folder), FolderInUseError);
  await unlock();
});

it('a disk that fails in mid-commit is told as an outage, and the database goes on when the disk is well', async () => {
  const folder = path.join(root, 'failing');
  const {db, close} = await openFolder(folder);
  const write = (key: string) =>
    db.transaction().execute((trx) => trx.insertInto('host_setting').values({key, value: 'x'}).execute());
  await write('before');

  failingDisk(folder, 'broken');
  await assert.rejects(write('while broken'), {code: '57P02'});
  await assert.rejects(write('while broken'), {code: '57P02'});
  failingDisk(folder, 'well');
  await waitFor('the database', () =>
    write('after').then(
      () => true,
      () => false,
    ),
  );

  const kept = (await db.selectFrom('host_setting').select('key').execute()).map(({key}) => key);
  assert.ok(kept.includes('before') && kept.includes('after'), String(kept));
  await close();
});

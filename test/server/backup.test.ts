import {after, it} from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {startHost} from './helpers/host.js';

const root = mkdtempSync(path.join(tmpdir(), 'sms-chat-backup-'));
after(() => rmSync(root, {recursive: true, force: true}));

it('a data folder that is backed up and restored as docs/operation.md says makes clients load anew', async () => {
  const shell = (command: string) => execFileSync('sh', ['-ec', command], {cwd: root});
  const first = await startHost({dataDir: path.join(root, 'data')});
  const account = await first.account();
  const {id, from} = await account.inbound('Before the backup');
  await first.host.stop();
  shell('tar -czf backup.tar.gz data');

  const second = await startHost({dataDir: path.join(root, 'data')});
  const mine = account.at(second);
  await second.gateway.writeFrom(from, account.number, 'Lost with the restore');
  const cursor = await mine.head();
  assert.equal((await mine.kim.messages(id)).length, 2);
  await second.host.stop();
  shell('mv data data.old && tar -xzf backup.tar.gz && rm -r data.old');

  const third = await startHost({dataDir: path.join(root, 'data')});
  const restored = account.at(third);
  assert.equal((await restored.kim.eventLog(cursor)).resync, 'CURSOR_UNKNOWN');
  // Also when the log has grown past the cursor again.
  for (let i = 0; i < 5; i++) await third.gateway.writeFrom(from, account.number, `After it, ${i}`);
  assert.equal((await restored.kim.eventLog(cursor)).resync, 'CURSOR_UNKNOWN');
  const bodies = (await restored.kim.messages(id)).map(({body}: {body: string}) => body);
  assert.deepEqual(bodies, ['Before the backup', ...[0, 1, 2, 3, 4].map((i) => `After it, ${i}`)]);
});

import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {pruneLog} from '../../server/log/prune.js';
import {startHost} from './helpers/host.js';
import type {TestAccount} from './helpers/host.js';

let now: Date | undefined;
const test = await startHost({clock: {now: () => now ?? new Date()}});

describe('R6 a cursor that cannot be replayed answers resync', () => {
  const bad = async (account: TestAccount) => {
    const head = await account.head();
    const other = await test.account();
    await other.inbound('Hello');
    const [tag, seq] = head.split('.');
    return {
      garbage: 'garbage',
      empty: '',
      'a quote': `${head}'`,
      'another account': await other.head(),
      'ahead of the head': `${tag}.zz.abcdefgh`,
      'another history': `${tag}.${seq}.abcdefgh`,
      'a start that never was': `${tag}.0.abcdefgh`,
    };
  };

  it('over HTTP', async () => {
    const account = await test.account();
    await account.inbound('Hello');
    for (const [name, cursor] of Object.entries(await bad(account))) {
      const batch = await account.kim.eventLog(cursor);
      assert.deepEqual([name, batch.resync, batch.events], [name, 'CURSOR_UNKNOWN', []]);
    }
  });

  it('over WebSocket, and the stream completes', async () => {
    const account = await test.account();
    await account.inbound('Hello');
    const stream = await account.kim.subscribe((await bad(account))['another history']);
    await stream.until('the end', ({completed}) => completed);
    assert.deepEqual(
      stream.batches.map(({resync}) => resync),
      ['CURSOR_UNKNOWN'],
    );
    await stream.close();
  });

  it('never fails on random ones', async () => {
    const account = await test.account();
    await account.inbound('Hello');
    const head = await account.head();
    for (let index = 0; index < 100; index++) {
      const at = Math.floor(Math.random() * head.length);
      const character = String.fromCharCode(32 + Math.floor(Math.random() * 95));
      const cursor = head.slice(0, at) + character + head.slice(at + 1);
      const batch = await account.kim.eventLog(cursor);
      assert.ok(cursor === head ? batch.resync === null : batch.resync !== null, cursor);
    }
  });

  it('after a restored backup, though its log has grown past the cursor again', async () => {
    const account = await test.account();
    await account.inbound('Before the backup');
    await account.inbound('Lost with it');
    const cursor = await account.head();
    // The backup knows the first message only; then other things happen.
    const last = await test.db
      .selectFrom('account_log')
      .selectAll()
      .where('account_id', '=', account.id)
      .where('seq', '=', 2)
      .executeTakeFirstOrThrow();
    await test.db
      .deleteFrom('account_log')
      .where('account_id', '=', account.id)
      .where('seq', '>', 2)
      .execute();
    await test.db
      .updateTable('account')
      .set({head_seq: 2, head_tag: last.tag})
      .where('id', '=', account.id)
      .execute();
    assert.equal((await account.kim.eventLog(cursor)).resync, 'CURSOR_UNKNOWN');
    await account.appendEvents(10);
    assert.equal((await account.kim.eventLog(cursor)).resync, 'CURSOR_UNKNOWN');
  });
});

describe('R7 the log is kept for a time', () => {
  it('a cursor older than that answers CURSOR_TOO_OLD, a younger one replays', async () => {
    const account = await test.account();
    now = new Date(Date.now() - 48 * 60 * 60 * 1000);
    await account.appendEvents(1);
    const ancient = await account.head();
    await account.appendEvents(5);
    const old = await account.head();
    now = undefined;
    await account.appendEvents(5);
    await pruneLog(test.env, account.id);
    assert.equal((await account.kim.eventLog(ancient)).resync, 'CURSOR_TOO_OLD');
    assert.equal((await account.kim.eventsAfter(old)).length, 5);
  });

  it('a backlog of more than 2,000 events answers BACKLOG_TOO_LARGE', async () => {
    const account = await test.account();
    const before = await account.head();
    await account.appendEvents(2_000);
    assert.equal((await account.kim.eventLog(before)).resync, null);
    await account.appendEvents(1);
    assert.equal((await account.kim.eventLog(before)).resync, 'BACKLOG_TOO_LARGE');
  });
});

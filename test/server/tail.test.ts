import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {changeAccount} from '../../server/log/append.js';
import {LogTail} from '../../server/log/tail.js';
import {startHost} from './helpers/host.js';
import type {TestAccount} from './helpers/host.js';

// The poll would ring, and read, at moments of its own.
const test = await startHost({settings: {heartbeatSeconds: 60}, pollMs: 600_000});

async function follow(account: TestAccount): Promise<LogTail> {
  const tail = new LogTail(test.env, account.id, await account.head(), null);
  assert.equal((await tail.next()).value?.caughtUp, true);
  return tail;
}

function append(account: TestAccount, entityId = 'x') {
  return changeAccount(test.env, account.id, async (work) =>
    work.log({kind: 'CONTACT_REMOVED', entityId, payload: {version: 1}}),
  );
}

describe('following the log', () => {
  it('ends at once when its reader leaves, though nothing happens', async () => {
    const tail = await follow(await test.account());
    const waiting = tail.next();
    await tail.return();
    assert.deepEqual(await waiting, {done: true, value: undefined});
    assert.deepEqual(await tail.next(), {done: true, value: undefined});
  });

  it('reads only when asked: a slow reader gets later what it left, in few batches', async () => {
    const account = await test.account();
    const tail = await follow(account);
    for (let index = 0; index < 20; index++) await append(account, `c${index}`);
    const {value} = await tail.next();
    assert.equal(value?.events.length, 20);
    await tail.return();
  });

  it('misses no ring that comes while it reads', async () => {
    const account = await test.account();
    const tail = await follow(account);
    let received = 0;
    const reading = (async () => {
      for await (const {events} of tail) if ((received += events.length) === 50) return;
    })();
    await Promise.all(Array.from({length: 50}, () => append(account)));
    await reading;
    assert.equal(received, 50);
  });

  it('shares its reads with all readers that stand at the same place', async () => {
    const account = await test.account();
    const tails = await Promise.all(Array.from({length: 20}, () => follow(account)));
    let reads = 0;
    const selectFrom = test.db.selectFrom.bind(test.db);
    test.db.selectFrom = ((table: never) => {
      if (table === 'account') reads++;
      return selectFrom(table);
    }) as typeof test.db.selectFrom;
    const waiting = tails.map((tail) => tail.next());
    await append(account);
    const batches = await Promise.all(waiting);
    test.db.selectFrom = selectFrom;
    assert.ok(batches.every(({value}) => value?.events.length === 1));
    assert.ok(reads <= 2, `${reads} reads`); // one before the ring, one after it
    await Promise.all(tails.map((tail) => tail.return()));
  });

  it('leaves nothing behind when every reader has left', async () => {
    const account = await test.account();
    const tail = await follow(account);
    await append(account);
    assert.equal(test.env.watch.generation(account.id), 1);
    await tail.return();
    assert.equal(test.env.watch.generation(account.id), 0);
  });
});

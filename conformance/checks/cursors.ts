import {expect} from '../check.js';
import type {Check} from '../check.js';
import type {Agent} from '../client/agent.js';
import type {HostUnderTest} from '../host-under-test.js';
import * as documents from '../client/documents.js';
import type {Batch} from '../client/types.js';

/** Cursors that no host has handed out, all of them within 256 characters. */
function malformed(cursor: string): string[] {
  return [
    '',
    ' ',
    'not a cursor',
    'null',
    '-1',
    '99999999999999999999',
    '../../etc/passwd',
    `' OR 1=1 --`,
    '{"seq":1}',
    '\u0000',
    '𝟙🏳️‍🌈',
    'z'.repeat(256),
    crypto.randomUUID(),
    `${cursor}~`,
    `~${cursor}`,
    cursor.length > 1 ? cursor.slice(0, -1) + '\n' : '\n',
  ];
}

/** Over both ways to read: resync, no error, no events. */
async function expectResync(host: HostUnderTest, agent: Agent, cursor: string, kind: string): Promise<void> {
  const what = `${kind} (${JSON.stringify(cursor.slice(0, 60))})`;
  const {data, errors} = await agent.ask<{smsEventLog: Batch}>(documents.eventLog, {after: cursor});
  expect(!errors && data, `smsEventLog answered ${what} with an error: ${errors?.[0]?.message}`);
  expectBatch(data.smsEventLog, `smsEventLog answered ${what}`);
  if (!host.offers('SUBSCRIPTIONS')) return;

  const stream = agent.subscribe(cursor);
  try {
    await stream.until(`smsEvents should answer ${what}`, ({batches, ended}) => batches.length > 0 || ended);
    expect(
      stream.batches[0],
      `smsEvents answered ${what} with ${JSON.stringify(stream.error ?? stream.closed)}`,
    );
    expectBatch(stream.batches[0], `smsEvents answered ${what}`);
    await stream.until(`smsEvents should complete after its resync`, ({completed}) => completed);
  } finally {
    await stream.dispose();
  }
}

function expectBatch({resync, events}: Batch, what: string): void {
  expect(resync !== null, `${what} without resync: a silent fresh start`);
  expect(events.length === 0, `${what} with resync and with ${events.length} events`);
}

export const cursorChecks: Check[] = [
  {
    rule: 'R6',
    title: 'A malformed cursor answers resync, over HTTP and WebSocket',
    async run(host) {
      for (const cursor of malformed(await host.agent.head())) {
        await expectResync(host, host.agent, cursor, 'a malformed cursor');
      }
    },
  },
  {
    rule: 'R6',
    title: 'A cursor of another account answers resync',
    needs: ['otherAccount'],
    async run(host) {
      const other = host.agentWith(await host.hook('otherAccount')());
      await host.thread(); // so that neither log is empty
      await expectResync(host, other, await host.agent.head(), 'a cursor of another account');
      await expectResync(host, host.agent, await other.head(), 'a cursor of another account');
    },
  },
  {
    rule: 'R6',
    title: 'A cursor older than what is kept answers resync; a new one is replayed',
    needs: ['trimLog'],
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const old = await agent.settled();
      await host.toggle(id);
      await agent.settled();
      await host.hook('trimLog')();
      host.forgetLongLog();
      await expectResync(host, agent, old, 'a cursor older than what is kept');
      const fresh = await agent.head();
      await host.toggle(id);
      expect(
        (await agent.eventsAfter(fresh)).length > 0,
        'a cursor taken after the log was trimmed brings nothing',
      );
    },
  },
  {
    rule: 'R6',
    title: 'After an old backup is restored, a cursor from ahead of it answers resync',
    needs: ['backup'],
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      await agent.settled();
      const restore = await host.hook('backup')();
      await host.toggle(id);
      const ahead = await agent.settled();
      await restore();
      host.forgetLongLog();
      host.observations.forgetVersions();
      await expectResync(host, agent, ahead, 'a cursor ahead of the head');
      // Until other events stand where it pointed to.
      for (let round = 0; round < 3; round++) await host.toggle(id);
      await expectResync(host, agent, ahead, 'a cursor of a history that was undone');
    },
  },
];

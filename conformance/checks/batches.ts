import {expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import type {Batch} from '../client/types.js';
import {difference, expectWhole, keysOf} from './log.js';

const most = {events: 200, bytes: 256 * 1024};
/** What a busy machine may add to a heartbeat. */
const graceSeconds = 4;

function expectChain(batches: readonly Batch[], after: string, where: string): void {
  let expected = after;
  for (const [index, batch] of batches.entries()) {
    const what = index === 0 ? 'the argument' : 'the cursor of the batch before it';
    expect(
      batch.after === expected,
      `${where}: after of batch ${index + 1} is ${batch.after}, not ${what} (${expected})`,
    );
    expect(batch.events.length <= most.events, `${where}: a batch has ${batch.events.length} events`);
    const bytes = Buffer.byteLength(JSON.stringify(batch.events));
    expect(
      bytes <= most.bytes || batch.events.length === 1,
      `${where}: a batch of ${batch.events.length} events has ${bytes} bytes`,
    );
    expect(batch.cursor.length <= 256, `${where}: a cursor of ${batch.cursor.length} characters`);
    expected = batch.cursor;
  }
}

export const batchChecks: Check[] = [
  {
    rule: 'R4',
    title: 'Batches of smsEvents chain, with at most 200 events each',
    offers: ['SUBSCRIPTIONS', 'START_CONVERSATION'],
    async run(host) {
      const after = await host.longLog();
      const {id} = await host.thread();
      const stream = host.agent.subscribe(after);
      try {
        await stream.until('smsEvents should replay', ({batches}) =>
          batches.some(({events, caughtUp}) => caughtUp && events.length >= 0),
        );
        await host.toggle(id); // live events belong to the chain as well
        await expectWhole(host.agent, after, stream);
        expectChain(stream.batches, after, 'smsEvents');
      } finally {
        await stream.dispose();
      }
    },
  },
  {
    rule: 'R4',
    title: 'Batches of smsEventLog chain, with at most 200 events and no more than were asked for',
    offers: ['START_CONVERSATION'],
    async run(host) {
      const {agent} = host;
      const after = await host.longLog();
      for (const first of [7, 1_000]) {
        const batches: Batch[] = [];
        for (let cursor = after; batches.length < 3; cursor = batches.at(-1)!.cursor) {
          batches.push(await agent.eventLog(cursor, {first}));
          if (batches.at(-1)!.caughtUp) break;
        }
        expectChain(batches, after, 'smsEventLog');
        expect(
          batches.every(({events}) => events.length <= first),
          `smsEventLog(first: ${first}) answered with more`,
        );
        expect(
          batches[0]!.caughtUp === false,
          `smsEventLog(first: ${first}) claims to be caught up in the middle of the log`,
        );
      }
    },
  },
  {
    rule: 'R4',
    title: 'A batch has at most 256 kB',
    needs: ['inbound'],
    async run(host) {
      const {agent} = host;
      const {address} = await host.recipient();
      const after = await agent.settled();
      // Each is told at least twice: as the message, and as the last one of its conversation.
      for (let count = 0; count < 14; count++)
        await host.hook('inbound')({from: address, body: '界'.repeat(3_900)});
      await agent.settled();
      const batches: Batch[] = [];
      for (let cursor = after; !batches.at(-1)?.caughtUp; cursor = batches.at(-1)!.cursor) {
        batches.push(await agent.eventLog(cursor));
        expect(batches.length < 50, 'smsEventLog never catches up');
      }
      expectChain(batches, after, 'smsEventLog');
    },
  },
  {
    rule: 'R5',
    title: 'An idle stream sends an empty batch at least every heartbeatSeconds',
    offers: ['SUBSCRIPTIONS'],
    async run(host) {
      const seconds = host.service.limits.heartbeatSeconds;
      expect(seconds > 0, `limits.heartbeatSeconds is ${seconds}`);
      const limit = seconds + graceSeconds;
      const after = await host.agent.settled();
      const stream = host.agent.subscribe(after);
      try {
        await stream.caughtUp();
        for (let beat = 1; beat <= 2; beat++) {
          host.progress(`waiting up to ${limit} s for heartbeat ${beat} of 2`);
          const had = stream.batches.length;
          await stream.until(
            `heartbeat ${beat}, every ${seconds} s`,
            ({batches}) => batches.length > had,
            limit,
          );
        }
        expectChain(stream.batches, after, 'heartbeats');
      } finally {
        await stream.dispose();
      }
    },
  },
  {
    rule: 'R7',
    title: 'A cursor from before a backlog of more than one batch is replayed',
    offers: ['START_CONVERSATION'],
    async run(host) {
      expect(host.service.limits.minReplaySeconds > 0, 'limits.minReplaySeconds is 0');
      const after = await host.longLog();
      const first = keysOf(await host.agent.eventsAfter(after));
      const again = keysOf((await host.agent.eventsAfter(after)).slice(0, first.length));
      const missed = difference(again, first);
      expect(!missed, `Two replays differ: ${missed}`);
    },
  },
  {
    rule: 'R7',
    title: 'A cursor from before a restart is replayed after it',
    needs: ['restart'],
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const after = await agent.settled();
      await host.toggle(id);
      const before = keysOf(await agent.eventsAfter(after));
      await host.hook('restart')();
      const missed = difference(keysOf(await agent.eventsAfter(after)), before);
      expect(!missed, `The log after a restart differs: ${missed}`);
    },
  },
  {
    rule: 'R29',
    title: 'The cursor advances past events that a reader did not ask for',
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const after = await agent.settled();
      await host.toggle(id);
      const head = await agent.settled();
      const batch = await agent.eventLog(after, {topics: ['TEMPLATES']});
      expectEqual(keysOf(batch.events), [], 'events of topic TEMPLATES, where conversations changed alone');
      expect(
        batch.cursor !== after,
        'smsEventLog(topics) keeps its cursor: such a reader would never advance',
      );
      expectEqual(batch.cursor, head, 'the cursor after all events were passed over');
      expectEqual(keysOf((await agent.eventLog(batch.cursor)).events), [], 'events after that cursor');
    },
  },
  {
    rule: 'R29',
    title: 'Events can be read by type name alone, as a client does with types it does not know',
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const after = await agent.settled();
      await host.toggle(id);
      const query = `query Names($after: SmsCursor!) {
        smsEventLog(after: $after) { cursor events { __typename at ... on SmsTemplatesChanged { at } } } }`;
      const data = await agent.data<{smsEventLog: Batch}>(query, {after});
      const names = data.smsEventLog.events.map(({__typename}) => __typename);
      expectEqual(
        names,
        (await agent.eventsAfter(after)).map(({__typename}) => __typename),
        'the events by name',
      );
      expect(data.smsEventLog.cursor !== after, 'the cursor does not advance');
    },
  },
];

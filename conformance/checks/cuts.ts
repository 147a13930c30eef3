import {NotVerified, eventually, expect, expectEqual, pause} from '../check.js';
import type {Check} from '../check.js';
import type {Conversation} from '../client/types.js';
import type {HostUnderTest} from '../host-under-test.js';
import type {Act} from '../proxy/chaos-proxy.js';
import {difference, keysOf} from './log.js';

const followers = 3;
const most = {sends: 40, inbound: 60, toggles: 120};

/** As networks do: most cuts end a connection, some in the middle of a frame, some say nothing for a while. */
function randomAct(): Act {
  const chance = Math.random();
  if (chance < 0.6) return {kind: 'reset'};
  return chance < 0.85 ? {kind: 'truncate-frame'} : {kind: 'blackhole', ms: 300};
}

/** Cuts a connection now and then until it is stopped; answers how many. */
function startCutting(host: HostUnderTest): () => Promise<number> {
  let cuts = 0;
  let stopped = false;
  const cutting = (async () => {
    while (!stopped) {
      await pause(40 + Math.random() * 160);
      const open = [...host.socketProxy.connections('websocket'), ...host.proxy.connections('http')];
      const victim = open[Math.floor(Math.random() * open.length)];
      if (!victim) continue;
      victim.apply(randomAct());
      cuts++;
    }
  })();
  return async () => {
    stopped = true;
    await cutting;
    // What waits for the next bytes of a connection must not meet the checks that follow.
    for (const connection of [...host.proxy.connections(), ...host.socketProxy.connections()])
      connection.destroy();
    return cuts;
  };
}

/** Tries again as the widget does, with the same ids, until there is an answer. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 50) throw error;
      await pause(20 + Math.random() * 80);
    }
  }
}

/** Does something so many times, spread over so many seconds. */
async function spread(
  times: number,
  seconds: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (let index = 0; index < times && performance.now() < end; index++) {
    await work(index);
    await pause((seconds * 1000) / times / 2);
  }
}

export const cutChecks: Check[] = [
  {
    rule: 'R3',
    title:
      'Readers whose connections are cut at random get every event once and in order, and sends go out once',
    offers: ['SUBSCRIPTIONS'],
    async run(host) {
      const {agent} = host;
      const {cutSeconds: seconds} = host.options;
      if (seconds === 0) throw new NotVerified('--cut-seconds is 0.');
      const [talk, busy] = (await host.threads(2)) as [Conversation, Conversation];
      const start = await agent.settled();
      const reading = Array.from({length: followers}, () => agent.follow(start));
      const sent = new Map<string, string>();
      host.progress(`cutting connections for ${seconds} s`);
      const stopCutting = startCutting(host);
      try {
        await Promise.all([
          spread(most.sends, seconds, async (index) => {
            const clientMessageId = crypto.randomUUID();
            const {message} = await insist(() => agent.send(talk.id, `Cut ${index}`, {clientMessageId}));
            sent.set(clientMessageId, message.id);
          }),
          spread(most.toggles, seconds, () => insist(() => host.toggle(busy.id))),
          host.adapter.inbound &&
            spread(most.inbound, seconds, (index) =>
              host.hook('inbound')({from: talk.address, body: `In ${index}`}),
            ),
        ]);
      } finally {
        host.progress(`${await stopCutting()} cuts`);
      }
      await insist(() => agent.settled());
      const log = await insist(() => agent.eventsAfter(start));
      const keys = keysOf(log);
      try {
        for (const reader of reading) {
          await eventually(
            'a reader should catch up after the cuts',
            () => reader.events.length >= keys.length,
            20,
          ).catch(() => undefined);
          expectEqual(reader.resyncs, 0, 'resyncs for cursors that are seconds old');
          const missed = difference(keysOf(reader.events), keys);
          expect(
            !missed,
            `A reader that came through ${reader.sockets} sockets differs from the log: ${missed}`,
          );
        }
      } finally {
        await Promise.all(reading.map((reader) => reader.stop()));
      }
      const added = log.filter(
        ({__typename, message}) => __typename === 'SmsMessageAdded' && message?.clientMessageId,
      );
      expectEqual(
        added.map(({message}) => message!.id).sort(),
        [...sent.values()].sort(),
        'messages in the log against those that were sent',
      );
    },
  },
];

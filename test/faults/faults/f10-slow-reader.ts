import type {Fault} from '../fault.js';
import {pause, percentile} from '../measures.js';
import {screenFaults, settled} from '../oracle.js';
import {World} from '../world.js';

const BODY = 'A text of the usual length, so that events weigh what they weigh in use. '.repeat(2);

export const fault: Fault = {
  id: 'F10',
  title: 'a client that reads 1 kB/s of a busy account',
  async run(run) {
    const world = await World.start(run);
    const account = await world.account({agents: 3, conversations: 4});
    const slowProxy = await world.addProxy();
    const slow = account.client(0, {url: slowProxy.url});
    const others = [account.client(1), account.client(2)];
    const clients = [slow, ...others];
    await Promise.all(clients.map((client) => client.live()));
    for (const client of clients)
      for (let i = 0; i < 4; i++) await client.store.threads.open(account.conversationId(i));

    const seconds = run.pick(4, 60);
    const perSecond = run.pick(50, 100);
    let messages = 0;
    const latencies: number[] = [];
    const flow = async (length: number) => {
      const end = Date.now() + length * 1000;
      while (Date.now() < end) {
        const next = Date.now() + 1000 / (perSecond / 4);
        await Promise.all(
          [0, 1, 2, 3].map((conversation) => account.receive(conversation, `${++messages} ${BODY}`)),
        );
        const committed = Date.now();
        const want = messages;
        void others[0]!
          .until('the message', () => others[0]!.delivered.length >= want)
          .then(() => latencies.push(Date.now() - committed));
        await pause(next - Date.now());
      }
    };
    await flow(seconds / 4);
    latencies.length = 0;
    const memory = await world.host.call('memory');
    for (const socket of slowProxy.connections('websocket'))
      socket.apply({kind: 'throttle', bytesPerSecond: 1_000});
    const before = messages;
    await flow(seconds);
    const grown = ((await world.host.call('memory')) - memory) / 2 ** 20;
    const latency = percentile(latencies, 0.99);
    const behind = messages - slow.delivered.length;
    // A tab on such a network is looked at now and then.
    for (const socket of slowProxy.connections('websocket')) socket.apply({kind: 'reset'});
    await settled(account.evidence(clients));
    const screens = await screenFaults(account.evidence(clients));
    run.did(`${seconds} s, ${Math.round(((messages - before) * 2) / seconds)} events/s`);
    run.measure('host memory grew by', grown, {most: 20}, 'MB');
    run.measure('p99 of the others', latency, run.pick({}, {most: 250}), 'ms');
    run.measure('messages it was behind', behind, {least: 1});
    run.measure('lost', screens.lost, {is: 0});
    run.measure('doubled', screens.duplicated, {is: 0});
    run.measure('stale', screens.stale, {is: 0});
  },
};

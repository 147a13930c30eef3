import type {HeadlessClient} from '../client.js';
import type {Fault} from '../fault.js';
import {measureVerdict, pause} from '../measures.js';
import {judge, settled} from '../oracle.js';
import {World} from '../world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const fault: Fault = {
  id: 'F21',
  title: 'clocks that are wrong, are set, or have slept',
  async run(run) {
    const world = await World.start(run);
    const account = await world.account({agents: 2, conversations: 4});
    let tokens = 0;
    const clients = [-2 * HOUR, 2 * HOUR].map((shift, agent) => {
      const auth = async () => {
        tokens++;
        return {token: await account.token(agent)};
      };
      const client = account.client(agent, {auth});
      client.environment.setClock(shift);
      return client;
    });
    const [early, late] = clients as [HeadlessClient, HeadlessClient];
    await Promise.all(clients.map((client) => client.live()));

    let written = 0;
    const rounds = run.pick(3, 25);
    const talk = async () => {
      for (let i = 0; i < rounds; i++) {
        await account.receive(i % 4);
        for (const client of clients) await client.send(account.conversationId(i % 4), `text ${written++}`);
      }
      // What came in last has told the clients the host's time.
      await settled(account.evidence(clients));
    };
    await talk();
    for (const jump of [HOUR, -2 * HOUR, HOUR]) {
      for (const client of clients) client.environment.setClock(jump);
      await account.receive(0);
      await settled(account.evidence(clients));
      await talk();
      run.progress(`clocks of the pages set by ${jump / HOUR} h`);
    }

    // The lid is shut: nothing runs, connections die, and the clock has gone on when it is opened.
    for (const connection of world.proxy.connections()) connection.apply({kind: 'blackhole', ms: 60_000});
    for (const client of clients) client.environment.setClock(8 * HOUR);
    await account.receive(1);
    for (const client of clients) client.environment.wake();
    await settled(account.evidence(clients));
    await talk();

    await world.host.call('shiftClock', -5 * MINUTE);
    await account.receive(2);
    await talk();
    await pause(run.pick(0, 10_000));

    const held = clients.flatMap(({state}) => [...state.outbox.values()].flat()).length;
    run.did(
      `2 pages, 2 h early and late, set by 1 h and 2 h, asleep for 8 h; the host set back by 5 min; ${written} sends`,
    );
    run.measure('not sent', held, {is: 0});
    measureVerdict(run, await judge(account.evidence(clients)));
    run.measure('connects of a page', Math.max(early.connects.length, late.connects.length), {most: 8});
    run.measure('tokens asked for', tokens, {most: 12});
  },
};

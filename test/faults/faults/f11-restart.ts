import type {Fault} from '../fault.js';
import {inParallel} from '../measures.js';
import {headOf} from '../oracle.js';
import {World} from '../world.js';

export const fault: Fault = {
  id: 'F11',
  title: 'the host restarts under all of its sockets',
  async run(run) {
    const world = await World.start(run);
    const account = await world.account({conversations: 3});
    const sockets = run.pick(25, 500);
    const clients = Array.from({length: sockets}, () => account.client());
    await inParallel(sockets, sockets, (i) => clients[i]!.live());
    run.progress(`${sockets} sockets are live`);

    for (let i = 0; i < 5; i++) await account.receive(i % 3);
    const openedBefore = world.proxy.opened.length;
    await world.host.terminate();
    const stopped = Date.now();
    const restarted = world.startAgain().then(() => Date.now());
    await Promise.all(
      clients.map((client) => client.until('the end', ({connection}) => connection.status !== 'live')),
    );
    const began = await restarted;
    for (let i = 0; i < 5; i++) await account.receive(i % 3);
    await inParallel(sockets, sockets, (i) => clients[i]!.live());
    const live = Date.now();
    const head = await headOf(world.host, account.id);
    await inParallel(sockets, sockets, (i) =>
      clients[i]!.until('the log’s end', ({cursor}) => cursor === head),
    );

    const opened = world.proxy.opened.slice(openedBefore);
    const expected = account.inbound.size;
    const lost = clients.reduce((sum, client) => sum + expected - new Set(client.delivered).size, 0);
    const doubled = clients.reduce(
      (sum, client) => sum + client.delivered.length - new Set(client.delivered).size,
      0,
    );
    run.did(`${sockets} sockets, SIGTERM, back after ${((began - stopped) / 1000).toFixed(1)} s`);
    run.measure('all live after', (live - began) / 1000, {most: 30}, 's');
    run.measure('spread over', (Math.max(...opened) - stopped) / 1000, run.pick({}, {least: 5}), 's');
    run.measure('sockets in the busiest second', busiestSecond(opened), {most: 150});
    run.measure('lost', lost, {is: 0});
    run.measure('doubled', doubled, {is: 0});
  },
};

function busiestSecond(moments: readonly number[]): number {
  return Math.max(
    0,
    ...moments.map((start) => moments.filter((it) => it >= start && it < start + 1000).length),
  );
}

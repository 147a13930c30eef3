import {cpSync, rmSync} from 'node:fs';
import type {Fault} from '../fault.js';
import {screenFaults, settled, headOf} from '../oracle.js';
import {World} from '../world.js';

const AGENTS = 3;

export const fault: Fault = {
  id: 'F16',
  title: 'an old backup is restored under connected clients',
  async run(run) {
    const world = await World.start(run);
    const account = await world.account({agents: AGENTS, conversations: 4});
    const clients = Array.from({length: AGENTS}, (_, agent) => account.client(agent, {speed: 10}));
    await Promise.all(clients.map((client) => client.live()));
    for (const client of clients)
      for (let i = 0; i < 4; i++) await client.store.threads.open(account.conversationId(i));
    const receive = async (count: number) => {
      for (let i = 0; i < count; i++) await account.receive(i % 4);
    };
    const backup = `${world.folder}-backup`;
    run.atEnd(() => rmSync(backup, {recursive: true, force: true}));

    const rounds = run.pick(1, 5);
    let [missed, ghosts, resyncs] = [0, 0, 0];
    // The log ends before the clients' cursors at first; then another history has passed them.
    for (let round = 0; round < rounds; round++) {
      for (const writtenSince of [0, 60]) {
        await receive(10);
        await world.host.terminate();
        cpSync(world.folder, backup, {recursive: true});
        await world.startAgain();
        await Promise.all(clients.map((client) => client.live()));
        await receive(20);
        const ahead = await headOf(world.host, account.id);
        await Promise.all(
          clients.map((client) => client.until('what will be lost', ({cursor}) => cursor === ahead)),
        );

        world.proxy.refuse = true;
        await world.host.kill();
        rmSync(world.folder, {recursive: true});
        cpSync(backup, world.folder, {recursive: true});
        rmSync(backup, {recursive: true});
        await world.startAgain();
        await receive(writtenSince);
        const before = clients.map((client) => client.resyncs);
        world.proxy.refuse = false;
        for (const client of clients) client.store.account.tryNow();
        await Promise.all(clients.map((client) => client.live()));
        await receive(5);
        await settled(account.evidence(clients));
        resyncs += clients.filter((client, i) => client.resyncs > before[i]!).length;
        const screens = await screenFaults(account.evidence(clients));
        missed += screens.lost + screens.stale + screens.reordered;
        ghosts += screens.unexpected + screens.duplicated;
      }
    }
    run.did(`${rounds * 2} restores under ${AGENTS} clients`);
    run.measure('resyncs', resyncs, {is: rounds * 2 * AGENTS});
    run.measure('ghost messages', ghosts, {is: 0});
    run.measure('missing or stale', missed, {is: 0});
  },
};

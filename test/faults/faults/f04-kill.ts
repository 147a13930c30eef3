import type {Fault} from '../fault.js';
import {measureVerdict, pause} from '../measures.js';
import {judge, settled, storedMessages} from '../oracle.js';
import {World} from '../world.js';

const CONVERSATIONS = 6;
const SPEED = 10;

export const fault: Fault = {
  id: 'F04',
  title: 'host killed (-9) in mid-send',
  async run(run) {
    const world = await World.start(run);
    const account = await world.account({agents: 2, conversations: CONVERSATIONS});
    const clients = [account.client(0, {speed: SPEED}), account.client(1, {speed: SPEED})];
    await Promise.all(clients.map((client) => client.live()));

    const kills = run.pick(4, 200);
    for (let kill = 0; kill < kills; kill++) {
      const incoming: Promise<unknown>[] = [];
      for (const client of clients) {
        for (let i = 0; i < 4; i++) {
          void client.send(
            account.conversationId(run.random.between(0, CONVERSATIONS - 1)),
            `kill ${kill} ${i}`,
          );
        }
      }
      for (let i = 0; i < 3; i++)
        incoming.push(receiveSurely(() => account.receive(i, `kill ${kill} in ${i}`, `in-${kill}-${i}`)));
      await pause(run.random.between(0, 120));
      await world.host.kill();
      await world.startAgain();
      await Promise.all(incoming);
      for (const client of clients) client.environment.wake();
      // The host has to be well before it is killed again, else most kills would meet an idle one.
      await Promise.all(
        clients.map((client) => client.until('every send to be confirmed', () => client.unconfirmed === 0)),
      );
      if (kill % 10 === 9) run.progress(`${kill + 1} kills`);
    }
    const evidence = account.evidence(clients);
    await settled(evidence);
    const sends = clients.reduce((sum, {sent}) => sum + sent.length, 0);
    run.did(`${kills} kills, ${sends} sends, ${account.inbound.size} in`);
    measureVerdict(run, await judge(evidence));
    const stored = await storedMessages(world.host, account.id);
    run.measure(
      'fate unknown, not sent again',
      stored.filter((message) => message.delivery_status === 'UNKNOWN').length,
    );
  },
};

/** As a carrier does: reports until the host has it. */
async function receiveSurely(report: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await report();
      return;
    } catch {
      await pause(100);
    }
  }
}

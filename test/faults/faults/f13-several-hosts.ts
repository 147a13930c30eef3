import type {Fault, FaultRun} from '../fault.js';
import {inParallel, measureVerdict, pause} from '../measures.js';
import {judge, settled, storedMessages} from '../oracle.js';
import {World} from '../world.js';
import type {Account} from '../world.js';
import {AGENTS, signInAll, write} from './f01-cuts.js';

const HOSTS = 3;
const CONVERSATIONS = 10;

export const fault: Fault = {
  id: 'F13',
  title: 'three hosts on one database, killed (-9) in turn, while clients land on any of them',
  async run(run) {
    const world = await World.startSeveral(run, HOSTS);
    const account = await world.account({agents: AGENTS, conversations: CONVERSATIONS});
    const clients = await signInAll(account);
    const load = run.pick(
      {kills: 2, everyMs: 2_000, messages: 60},
      {kills: 30, everyMs: 10_000, messages: 10_000},
    );

    let isDone = false;
    const work = Promise.all([
      ...clients.map((client) => write(run, client, account, load.messages / AGENTS)),
      receiveSurely(run, account, load.messages),
    ]).finally(() => (isDone = true));
    let kills = 0;
    while (kills < load.kills && !(isDone && kills >= run.pick(2, 10))) {
      await pause(load.everyMs);
      await world.replaceOne();
      kills++;
      run.progress(`${kills} kills`);
    }
    await work;
    for (const client of clients) client.environment.wake();
    const evidence = () => account.evidence(clients);
    // What was in a killed host's hands is given up when its lease ends.
    await settled(evidence(), 180_000);
    run.did(
      `${HOSTS} hosts, ${kills} kills, ${load.messages.toLocaleString('en')} in, ${load.messages.toLocaleString('en')} out, ${AGENTS} agents`,
    );
    measureVerdict(run, await judge(evidence()));
    const stored = await storedMessages(world.host, account.id);
    run.measure(
      'fate unknown, not sent again',
      stored.filter((message) => message.delivery_status === 'UNKNOWN').length,
    );
  },
};

/** As a carrier does: reports to some host until one has it. */
async function receiveSurely(run: FaultRun, account: Account, count: number): Promise<void> {
  await inParallel(count, 4, async (index) => {
    const conversation = run.random.between(0, CONVERSATIONS - 1);
    for (let isStored = false; !isStored;) {
      isStored = await account.receive(conversation, `in ${index}`, `f13-${index}`).then(
        () => true,
        () => pause(100).then(() => false),
      );
    }
  });
}

import type {HeadlessClient} from '../client.js';
import type {Fault} from '../fault.js';
import {inParallel, measureVerdict} from '../measures.js';
import {judge, settled} from '../oracle.js';
import {World} from '../world.js';

const CONVERSATIONS = 8;

export const fault: Fault = {
  id: 'F06',
  title: 'the answer to a send is lost after the host has stored it',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account({conversations: CONVERSATIONS});
    const client = account.client(0, {speed: 20});
    await client.live();
    for (let i = 0; i < CONVERSATIONS; i++) await client.store.threads.open(account.conversationId(i));
    const shown = watchBubbles(client);

    const losses = run.pick(60, 2_000);
    const random = run.random.fork();
    // Late events, so that now the repeated send tells first that it arrived, now the event.
    for (const socket of world.proxy.connections('websocket')) socket.apply({kind: 'delay', ms: 200});
    world.proxy.rule({
      match: ({operation}) => operation === 'SendMessage' && random.next() < 0.7,
      act: {kind: 'drop-response'},
      times: losses,
    });
    const sendOne = async (index: number) => {
      const id = await client.send(account.conversationId(index % CONVERSATIONS), `send ${index}`);
      const isConfirmed = () =>
        ![...client.state.outbox.values()].flat().some((it) => it.clientMessageId === id);
      await client.until('the send to be confirmed', isConfirmed);
    };
    const lost = () => world.proxy.count('drop-response');
    let sends = 0;
    await inParallel(16, 16, async () => {
      while (lost() < losses) await sendOne(sends++);
    });
    await settled(account.evidence([client]));
    run.did(`${lost()} answers lost, ${sends} sends`);
    run.measure('bubbles shown twice', shown.twice, {is: 0});
    run.measure('bubbles that vanished', shown.vanished, {is: 0});
    measureVerdict(run, await judge(account.evidence([client])));
  },
};

/** Counts messages that are on screen twice, or no more, at any moment after Send was pressed. */
function watchBubbles(client: HeadlessClient): {twice: number; vanished: number} {
  const shown = {twice: 0, vanished: 0};
  client.store.subscribe(() => {
    const {outbox, threads} = client.state;
    const pending = [...outbox.values()].flat().map(({clientMessageId}) => clientMessageId);
    const stored = [...threads.values()].flatMap(({messages}) =>
      messages.map((it) => it.clientMessageId ?? ''),
    );
    const all = new Set([...pending, ...stored]);
    if (all.size < pending.length + stored.length) shown.twice++;
    if (client.sent.some(({clientMessageId}) => !all.has(clientMessageId))) shown.vanished++;
  });
  return shown;
}

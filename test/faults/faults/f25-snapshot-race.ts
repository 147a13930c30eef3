import type {HeadlessClient} from '../client.js';
import type {Fault} from '../fault.js';
import {inParallel, pause} from '../measures.js';
import {atHead} from '../oracle.js';
import type {Account} from '../world.js';
import {World} from '../world.js';

const CONVERSATIONS = 12;
/** So many start while messages pour in; then it is quiet for a moment, so that there is one state to compare with. */
const AT_ONCE = 20;

export const fault: Fault = {
  id: 'F25',
  title: 'clients that start while everything changes',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account({conversations: CONVERSATIONS});
    const starts = run.pick(20, 1_000);
    let [differing, writes, writingMs] = [0, 0, 0];
    for (let done = 0; done < starts; done += AT_ONCE) {
      const began = Date.now();
      const from = writes;
      let isWriting = true;
      const writing = inParallel(8, 8, async () => {
        while (isWriting || writes === from) await account.receive(++writes % CONVERSATIONS);
      });
      const clients: HeadlessClient[] = [];
      await inParallel(AT_ONCE, 10, async () => {
        await pause(run.random.between(0, 300));
        const client = account.client();
        clients.push(client);
        await client.live();
      });
      isWriting = false;
      await writing;
      writingMs += Date.now() - began;
      await atHead(world.host, account.id, clients);
      const truth = await storedView(account);
      differing += clients.filter((client) => viewOf(client) !== truth).length;
      for (const client of clients) client.stop();
      if (done % 200 === 0) run.progress(`${done + AT_ONCE} starts`);
    }
    run.did(`${starts} starts during ${writes} messages`);
    run.measure('writes', (writes * 1000) / writingMs, {}, 'a second');
    run.measure('differ from the database', differing, {is: 0});
  },
};

async function storedView(account: Account): Promise<string> {
  const {host} = account.world;
  const conversations = await host.sql<Record<string, unknown>>(
    `SELECT id, version, unread_count, last_message_id, state FROM conversation
     WHERE account_id = '${account.id}' AND last_message_id IS NOT NULL ORDER BY id`,
  );
  const [counters] = await host.sql<Record<string, unknown>>(
    `SELECT counters_version, unread_messages, unread_conversations FROM account WHERE id = '${account.id}'`,
  );
  return JSON.stringify([conversations.map((row) => Object.values(row)), Object.values(counters!)]);
}

function viewOf({state}: HeadlessClient): string {
  const conversations = [...state.conversations.values()]
    .filter(({lastMessage}) => lastMessage)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((it) => [it.id, it.version, it.unreadCount, it.lastMessage!.id, it.state]);
  const {version, unreadMessages, unreadConversations} = state.counters!;
  return JSON.stringify([conversations, [version, unreadMessages, unreadConversations]]);
}

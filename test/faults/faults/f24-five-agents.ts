import type {HeadlessClient} from '../client.js';
import type {Fault} from '../fault.js';
import {atHead, storedMessages} from '../oracle.js';
import {World} from '../world.js';
import type {Account} from '../world.js';

const AGENTS = 5;

export const fault: Fault = {
  id: 'F24',
  title: 'five agents answer, close, read and reopen one conversation at the same time',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account({agents: AGENTS, conversations: 1});
    const thread = account.conversationId(0);
    const clients = Array.from({length: AGENTS}, (_, agent) => account.client(agent));
    await Promise.all(clients.map((client) => client.live()));
    await Promise.all(clients.map((client) => client.store.threads.open(thread)));
    const replies: Reply[] = [];

    const schedules = run.pick(25, 2_000);
    let [apart, negative] = [0, 0];
    for (let schedule = 0; schedule < schedules; schedule++) {
      await Promise.all([
        ...clients.map((client) => actAtRandom(run.random.next(), client, account, replies)),
        run.random.next() < 0.3 ? account.receive(0) : undefined,
      ]);
      await Promise.all(replies.map((reply) => reply.settled));
      await atHead(world.host, account.id, clients);
      const views = new Set(clients.map((client) => viewOf(client, thread)));
      if (views.size > 1) apart++;
      const conversation = clients[0]!.state.conversations.get(thread);
      if ((conversation?.unreadCount ?? 0) < 0 || (clients[0]!.state.counters?.unreadMessages ?? 0) < 0)
        negative++;
      if (schedule % 200 === 199) run.progress(`${schedule + 1} schedules`);
    }
    const held = replies.filter(({outcome}) => outcome === 'held').length;
    run.did(`${schedules} schedules, ${replies.length} replies`);
    run.measure('schedules after which screens differ', apart, {is: 0});
    run.measure('asked first, because a colleague had answered', held, {least: 1});
    run.measure(
      'asked or sent wrongly',
      wrongOutcomes(replies, await storedMessages(world.host, account.id)),
      {is: 0},
    );
    run.measure('negative unread counts', negative, {is: 0});
  },
};

interface Reply {
  client: HeadlessClient;
  clientMessageId: string;
  seenPosition: number;
  outcome: 'sent' | 'held' | null;
  settled: Promise<void>;
}

async function actAtRandom(
  chance: number,
  client: HeadlessClient,
  account: Account,
  replies: Reply[],
): Promise<void> {
  const thread = account.conversationId(0);
  const last = client.state.threads.get(thread)?.messages.at(-1)?.position ?? 0;
  if (chance < 0.4) {
    const clientMessageId = await client.send(thread, `reply ${replies.length}`, last);
    const reply: Reply = {
      client,
      clientMessageId,
      seenPosition: last,
      outcome: null,
      settled: Promise.resolve(),
    };
    reply.settled = settleReply(reply, thread);
    replies.push(reply);
    await reply.settled;
  } else if (chance < 0.6) {
    // A refusal is what the rule asks for where there is news.
    await client.store.conversations.close(thread, last).catch(() => undefined);
  } else if (chance < 0.85) client.store.conversations.markRead(thread, last);
  else if (chance < 0.95) await client.store.conversations.markAllRead();
  else await client.store.conversations.open({conversationId: thread});
}

async function settleReply(reply: Reply, thread: string): Promise<void> {
  const entry = () =>
    (reply.client.state.outbox.get(thread) ?? []).find((it) => it.clientMessageId === reply.clientMessageId);
  await reply.client.until('the reply to be sent or held', () => !entry() || entry()!.state === 'held');
  reply.outcome = entry() ? 'held' : 'sent';
  reply.client.store.composing.discard(reply.clientMessageId);
}

/** Held without a colleague's message that had not been seen, or sent in spite of one. */
function wrongOutcomes(
  replies: readonly Reply[],
  stored: Awaited<ReturnType<typeof storedMessages>>,
): number {
  const author = new Map(replies.map(({clientMessageId, client}) => [clientMessageId, client]));
  const outbound = stored.filter(({direction}) => direction === 'OUTBOUND');
  return replies.filter(({client, clientMessageId, seenPosition, outcome}) => {
    const own = outbound.find((message) => message.client_message_id === clientMessageId);
    const unseen = outbound.filter(
      (message) =>
        message.position > seenPosition &&
        message.position < (own?.position ?? Infinity) &&
        author.get(message.client_message_id ?? '') !== client,
    );
    return outcome === 'sent' ? !own || unseen.length > 0 : own !== undefined || unseen.length === 0;
  }).length;
}

/** All that an agent sees of it, in one text. */
function viewOf({state}: HeadlessClient, thread: string): string {
  const {version, ...conversation} = state.conversations.get(thread)!;
  void version;
  const messages = state.threads
    .get(thread)
    ?.messages.map(({id, position, delivery}) => [id, position, delivery?.status]);
  return JSON.stringify([conversation, messages, state.counters, state.list.ids]);
}

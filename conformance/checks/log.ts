import {eventually, expect, expectEqual, pause, repeatDuring} from '../check.js';
import type {Check} from '../check.js';
import type {Agent} from '../client/agent.js';
import type {Stream} from '../client/stream.js';
import type {Conversation, LogEvent} from '../client/types.js';

/** What an event is about, whatever state of it is told: a replay may tell a later one (R9). */
export function keyOf(event: LogEvent): string {
  const about =
    event.message?.id ??
    event.conversation?.id ??
    event.conversationId ??
    event.contact?.id ??
    event.contactId ??
    '';
  return `${event.__typename} ${about}`.trim();
}

export const keysOf = (events: readonly LogEvent[]) => events.map(keyOf);

/** Says where two sequences of events part; null where they do not. */
export function difference(seen: readonly string[], log: readonly string[]): string | null {
  const at = log.findIndex((key, index) => key !== seen[index]);
  if (at < 0)
    return seen.length === log.length ? null : `${seen.length} events, and the log has ${log.length}`;
  return `event ${at + 1} of ${log.length} is ${log[at]} in the log, but the reader had ${seen[at] ?? 'nothing more'}`;
}

const isAbout = (id: string) => (event: LogEvent) =>
  [event.message?.conversationId, event.conversation?.id, event.contact?.id].includes(id);

/** Does one thing and expects an event about it in the log by the time that it is answered. */
async function expectLogged(
  agent: Agent,
  what: string,
  act: () => Promise<{id: string; syncCursor: string | null}>,
  types: readonly string[],
): Promise<void> {
  const before = await agent.head();
  const {id, syncCursor} = await act();
  const events = await agent.eventsAfter(before);
  expect(
    events.some((event) => isAbout(id)(event) && types.includes(event.__typename)),
    `${what} was answered, and the log has no ${types.join(' or ')} for it`,
  );
  expect(syncCursor !== null && syncCursor !== before, `${what}: syncCursor is not after the change`);
}

export const logChecks: Check[] = [
  {
    rule: 'R1',
    title: 'Each mutation that changes something has its event in the log when it answers',
    offers: ['START_CONVERSATION'],
    async run(host) {
      const {agent} = host;
      const {address} = await host.recipient();
      let thread = '';
      const changed = ['SmsConversationChanged'];
      await expectLogged(
        agent,
        'smsOpenConversation of a new thread',
        async () => {
          const {conversation, syncCursor} = await agent.open({address});
          return {id: (thread = conversation.id), syncCursor};
        },
        changed,
      );
      await expectLogged(
        agent,
        'smsSendMessage',
        async () => ({id: thread, syncCursor: (await agent.send(thread, 'Conformance test')).syncCursor}),
        ['SmsMessageAdded'],
      );
      await expectLogged(
        agent,
        'smsCloseConversation',
        async () => ({...(await agent.close(thread)), id: thread}),
        changed,
      );
      await expectLogged(
        agent,
        'smsOpenConversation of a closed thread',
        async () => ({...(await agent.open({conversationId: thread})), id: thread}),
        changed,
      );
      if (!host.offers('CREATE_CONTACT')) return;
      await expectLogged(
        agent,
        'smsCreateContact',
        async () => {
          const {contact, syncCursor} = await agent.createContact({address, firstName: 'Conformance'});
          return {id: contact!.id, syncCursor};
        },
        ['SmsContactChanged'],
      );
    },
  },
  {
    rule: 'R1',
    title: 'Reading an inbound message has its events in the log',
    needs: ['inbound'],
    async run(host) {
      const {agent} = host;
      const {conversation, message} = await host.receive({
        from: (await host.recipient()).address,
        body: 'Read me',
      });
      await expectLogged(
        agent,
        'smsMarkRead',
        async () => ({...(await agent.markRead(conversation.id, message.position)), id: conversation.id}),
        ['SmsConversationChanged'],
      );
      await host.receive({from: conversation.address, body: 'And me'});
      const before = await agent.head();
      await agent.markAllRead(before);
      expect(
        keysOf(await agent.eventsAfter(before)).includes('SmsAllRead'),
        'smsMarkAllRead was answered, and the log has no SmsAllRead for it',
      );
    },
  },
  {
    rule: 'R1',
    title: 'What was there before and the events since make what a fresh query shows',
    async run(host) {
      const {agent} = host;
      const [first, second] = (await host.threads(2)) as [Conversation, Conversation];
      const before = await agent.settled();
      await agent.send(first.id, 'One');
      await agent.send(second.id, 'Two');
      await agent.close(first.id);
      if (host.adapter.inbound) {
        const {message} = await host.receive({from: second.address, body: 'Three'});
        await agent.markRead(second.id, message.position);
        await host.receive({from: first.address, body: 'Four'});
      }
      if (host.offers('CREATE_CONTACT'))
        await agent.createContact({address: second.address, lastName: 'Fold'});
      await agent.settled();

      const events = await agent.eventsAfter(before);
      for (const thread of [first, second]) {
        const told = events.flatMap(({conversation, stillUnread = []}) => [
          ...(conversation ? [conversation] : []),
          ...stillUnread,
        ]);
        const latest = told
          .filter(({id}) => id === thread.id)
          .reduce((held, next) => (next.version > held.version ? next : held), thread);
        const fresh = await agent.conversation(thread.id);
        expect(fresh, `conversation ${thread.id} is gone`);
        // Messages have events of their own, which need not raise the thread's version.
        expectEqual(
          {...latest, lastMessage: latest.lastMessage?.id},
          {...fresh, lastMessage: fresh.lastMessage?.id},
          'the conversation as its events told it',
        );
        const messages = new Map(
          events.flatMap(({message}) =>
            message?.conversationId === thread.id ? [[message.id, message]] : [],
          ),
        );
        const shown = new Map((await agent.messages(thread.id)).map((message) => [message.id, message]));
        for (const [id, message] of shown) {
          if (message.position <= (thread.lastMessage?.position ?? 0)) continue;
          expect(messages.has(id), `message ${id} is in the thread, and no event told of it`);
          expectEqual(messages.get(id), message, 'the message as its events told it');
        }
      }
    },
  },
  {
    rule: 'R2',
    title: 'Readers at the tail of a log that many write to have seen all of it, in its order',
    async run(host) {
      const {agent} = host;
      const threads = await host.threads(6);
      const start = await agent.settled();
      const stream = host.offers('SUBSCRIPTIONS') ? agent.subscribe(start) : null;
      const polled: LogEvent[] = [];
      let cursor = start;
      const poll = async () => {
        const batch = await agent.eventLog(cursor);
        polled.push(...batch.events);
        cursor = batch.cursor;
        await pause(10);
        return batch.caughtUp;
      };
      const write = async () => {
        await Promise.all(
          threads.map(async ({id}, index) => {
            for (let round = 0; round < 3; round++) {
              if (index < 2) await agent.send(id, `Writer ${index}, message ${round}`);
              else await host.toggle(id);
            }
          }),
        );
        await agent.settled();
      };
      try {
        await repeatDuring(write, poll, Infinity);
        while (!(await poll()));
        const log = keysOf(await agent.eventsAfter(start));
        const missedByPoll = difference(keysOf(polled), log);
        expect(!missedByPoll, `A reader of smsEventLog that was there all the time differs: ${missedByPoll}`);
        if (stream) await expectWhole(agent, start, stream);
      } finally {
        await stream?.dispose();
      }
    },
  },
  {
    rule: 'R3',
    title: 'Where replay passes into live events, nothing is missing and nothing comes twice',
    offers: ['SUBSCRIPTIONS'],
    async run(host) {
      const {agent} = host;
      const threads = await host.threads(2);
      const start = await agent.settled();
      const streams: {after: string; stream: Stream}[] = [];
      // Some from the start, with more and more to replay; some from the head, with nothing.
      const subscribe = async () => {
        for (let count = 0; count < 8; count++) {
          const after = count % 2 ? start : await agent.head();
          const stream = agent.subscribe(after);
          streams.push({after, stream});
          await stream.until('smsEvents should answer', ({batches, ended}) => batches.length > 0 || ended);
        }
        await pause(200);
      };
      const toggle = (index: number) => host.toggle(threads[index % 2]!.id);
      await repeatDuring(
        () => repeatDuring(subscribe, toggle, 60),
        (index) => toggle(index + 1),
        60,
      );
      await agent.settled();
      try {
        for (const {after, stream} of streams) await expectWhole(agent, after, stream);
      } finally {
        await Promise.all(streams.map(({stream}) => stream.dispose()));
      }
    },
  },
  {
    rule: 'R3',
    title: 'A stream stays open after it has caught up',
    offers: ['SUBSCRIPTIONS'],
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const stream = agent.subscribe(await agent.settled());
      try {
        await stream.caughtUp();
        for (let round = 1; round <= 2; round++) {
          await host.toggle(id);
          await stream.until(
            'an event after the stream had caught up',
            ({events}) => events.length >= 2 * round,
          );
        }
        expect(!stream.ended, 'the subscription ended by itself');
      } finally {
        await stream.dispose();
      }
    },
  },
  {
    rule: 'R9',
    title: 'One version of an entity is one state, wherever it is told',
    async run(host) {
      const {agent} = host;
      const thread = await host.thread();
      const start = await agent.head();
      await agent.send(thread.id, 'Versions');
      await host.toggle(thread.id);
      await agent.settled();
      await agent.eventsAfter(start);
      await agent.conversations();
      const {ambiguous} = host.observations;
      expect(ambiguous.length === 0, `${ambiguous.length} times, such as: ${ambiguous[0]}`);
    },
  },
  {
    rule: 'R9',
    title: 'A change raises the version, and a replay never tells an older state',
    async run(host) {
      const {agent} = host;
      const thread = await host.thread();
      const start = await agent.settled();
      const closed = (await agent.close(thread.id)).conversation;
      const opened = (await agent.open({conversationId: thread.id})).conversation;
      expect(closed.version > thread.version, `closing left version ${thread.version} at ${closed.version}`);
      expect(opened.version > closed.version, `opening left version ${closed.version} at ${opened.version}`);
      const replay = async () =>
        (await agent.eventsAfter(start)).flatMap(({conversation}) =>
          conversation?.id === thread.id ? [conversation.version] : [],
        );
      const [first, again] = [await replay(), await replay()];
      expect(
        first.length === again.length && again.every((version, index) => version >= first[index]!),
        `a replay told versions ${again.join(', ')} after one that told ${first.join(', ')}`,
      );
    },
  },
  {
    rule: 'R10',
    title: 'A removed conversation stays removed, whatever comes late',
    needs: ['removeConversation'],
    async run(host) {
      const {agent} = host;
      const thread = await host.thread(host.adapter.recipient ? {silent: true} : undefined);
      const {message} = await agent.send(thread.id, 'Soon gone');
      const start = await agent.settled();
      await host.hook('removeConversation')(thread.id);
      await untilRemoved(agent, start, thread.id);
      if (host.adapter.receipt)
        await host
          .hook('receipt')({messageId: message.id, status: 'DELIVERED'})
          .catch(() => undefined);
      await agent.settled();
      expect(
        (await agent.conversation(thread.id)) === null,
        'smsConversation still answers with what was removed',
      );
      if ((await agent.eventLog(start)).resync) return; // ACCESS_CHANGED: clients load a snapshot
      const after = await agent.eventsAfter(start);
      const removedAt = after.findIndex(({conversationId}) => conversationId === thread.id);
      const late = after.slice(removedAt + 1).find(isAbout(thread.id));
      expect(!late, `after SmsConversationRemoved, ${late?.__typename} brings the conversation back`);
    },
  },
  {
    rule: 'R8',
    title: 'The log says when a conversation is lost from sight',
    needs: ['removeConversation'],
    async run(host) {
      const {agent} = host;
      const thread = await host.thread();
      const start = await agent.head();
      await host.hook('removeConversation')(thread.id);
      await untilRemoved(agent, start, thread.id);
    },
  },
];

/** Resolves once the log tells of the removal, or asks for a new snapshot because of it. */
async function untilRemoved(agent: Agent, after: string, id: string): Promise<void> {
  await eventually(`SmsConversationRemoved for ${id}, or resync ACCESS_CHANGED`, async () => {
    const batch = await agent.eventLog(after);
    return (
      batch.resync === 'ACCESS_CHANGED' || batch.events.some(({conversationId}) => conversationId === id)
    );
  });
}

/** Expects a stream to have brought exactly what the log holds after its cursor. */
export async function expectWhole(agent: Agent, after: string, stream: Stream): Promise<void> {
  const log = keysOf(await agent.eventsAfter(after));
  await stream
    .until('smsEvents should bring what the log holds', ({events}) => events.length >= log.length, 5)
    .catch(() => undefined);
  const missed = difference(keysOf(stream.events), log);
  expect(!missed, `A subscription differs from the log: ${missed}`);
}

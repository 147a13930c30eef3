import {expect, repeatDuring} from '../check.js';
import type {Check} from '../check.js';
import type {Conversation} from '../client/types.js';
import {inOrder} from '../host-under-test.js';

const snapshots = 12;

export const snapshotChecks: Check[] = [
  {
    rule: 'R11',
    title: 'Snapshots taken while others write hold everything up to their cursor',
    async run(host) {
      const {agent} = host;
      const threads = await host.threads(2);
      const [talk, other] = threads as [Conversation, Conversation];
      const start = await agent.settled();
      // Messages for the thread that is looked at; the other one only keeps the log busy.
      const take = () => inOrder(snapshots, () => agent.threadSnapshot(talk.id));
      const send = (index: number) => agent.send(talk.id, `Snapshot ${index}`);
      const taken = await repeatDuring(
        () => repeatDuring(take, send, 30),
        () => host.toggle(other.id),
        40,
      );
      await agent.settled();

      const sent = (await agent.eventsAfter(start, ['MESSAGES'])).flatMap(({__typename, message}) =>
        __typename === 'SmsMessageAdded' && message?.conversationId === talk.id ? [message.id] : [],
      );
      for (const {cursor, messages} of taken) {
        const later = new Set(
          (await agent.eventsAfter(cursor, ['MESSAGES'])).flatMap(({__typename, message}) =>
            __typename === 'SmsMessageAdded' && message ? [message.id] : [],
          ),
        );
        const held = new Set(messages.map(({id}) => id));
        const lost = sent.slice(-50).find((id) => !held.has(id) && !later.has(id));
        expect(
          !lost,
          `message ${lost} is neither in a snapshot nor in the events after the snapshot’s smsSyncCursor`,
        );
      }
    },
  },
];

import {NotVerified, expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import type {Conversation, Counters} from '../client/types.js';
import type {HostUnderTest} from '../host-under-test.js';

/** The counters against the sum of what the list shows, open and closed. */
async function expectSum(host: HostUnderTest): Promise<Counters> {
  const counters = await host.agent.counters();
  const unread: Conversation[] = [];
  // The contract does not say what a state of null asks for.
  for (const state of ['OPEN', 'CLOSED']) {
    const page = await host.agent.conversations({unreadOnly: true, state});
    if (page.length >= Math.min(100, host.service.limits.maxPageSize)) {
      throw new NotVerified('The account has more unread conversations than fit a page: use a fresh one.');
    }
    unread.push(...page);
  }
  const sums = {
    unreadMessages: unread.reduce((sum, {unreadCount}) => sum + unreadCount, 0),
    unreadConversations: unread.length,
  };
  const {unreadMessages, unreadConversations} = counters;
  expectEqual(
    {unreadMessages, unreadConversations},
    sums,
    'smsCounters against the sum over all conversations',
  );
  return counters;
}

function expectSound(told: readonly Counters[]): void {
  for (const [index, {version, unreadMessages, unreadConversations}] of told.entries()) {
    expect(
      unreadMessages >= 0 && unreadConversations >= 0,
      `counters of ${unreadMessages}/${unreadConversations}`,
    );
    const before = told[index - 1]?.version ?? -1;
    expect(version >= before, `version ${version} of the counters comes after ${before} in the log`);
  }
}

export const counterChecks: Check[] = [
  {
    rule: 'R21',
    title: 'Counters are the sum of what is unread, as messages arrive, are read and are closed',
    needs: ['inbound'],
    async run(host) {
      const {agent} = host;
      const start = await agent.settled();
      const from = [(await host.recipient()).address, (await host.recipient()).address];
      const before = await expectSum(host);
      const threads: Conversation[] = [];
      for (const address of [from[0]!, from[0]!, from[1]!]) {
        threads.push((await host.receive({from: address, body: 'Count me'})).conversation);
      }
      const after = await expectSum(host);
      expectEqual(
        after.unreadMessages - before.unreadMessages,
        3,
        'unread messages that three messages added',
      );
      expectEqual(
        after.unreadConversations - before.unreadConversations,
        2,
        'unread conversations that they added',
      );
      await agent.markRead(threads[0]!.id, threads[0]!.lastMessage!.position);
      await expectSum(host);
      await agent.close(threads[2]!.id);
      await expectSum(host);
      await agent.markAllRead(await agent.settled());
      const none = await expectSum(host);
      expectEqual(none.unreadMessages, 0, 'unreadMessages after smsMarkAllRead');

      const told = (await agent.eventsAfter(start)).flatMap(({counters}) => counters ?? []);
      expectSound(told);
      expectEqual(told.at(-1), none, 'the last SmsCountersChanged against smsCounters');
      expect(
        told.some(
          ({unreadMessages, unreadConversations}) =>
            unreadMessages === after.unreadMessages && unreadConversations === after.unreadConversations,
        ),
        `no SmsCountersChanged told ${after.unreadMessages} unread messages, which were there`,
      );
    },
  },
  {
    rule: 'R21',
    title: 'Counters stay the sum while messages arrive and are read at the same time',
    needs: ['inbound'],
    async run(host) {
      const {agent} = host;
      const start = await agent.settled();
      const threads = await host.threads(3);
      await Promise.all(
        threads.flatMap(({id, address}) => [
          ...Array.from({length: 4}, (_, index) =>
            host.hook('inbound')({from: address, body: `At once ${index}`}),
          ),
          ...[1, 2, 1].map((position) => agent.markRead(id, position)),
        ]),
      );
      await agent.settled();
      const counters = await expectSum(host);
      const told = (await agent.eventsAfter(start)).flatMap((event) => event.counters ?? []);
      expectSound(told);
      expectEqual(told.at(-1), counters, 'the last SmsCountersChanged against smsCounters');
    },
  },
  {
    rule: 'R21',
    title: 'Read state is shared by the agents of an account',
    needs: ['inbound', 'secondAgent'],
    async run(host) {
      const colleague = host.agentWith(await host.hook('secondAgent')());
      const {conversation, message} = await host.receive({
        from: (await host.recipient()).address,
        body: 'For all of you',
      });
      expectEqual(
        (await colleague.conversation(conversation.id))?.unreadCount,
        1,
        'unreadCount for the other agent',
      );
      await colleague.markRead(conversation.id, message.position);
      expectEqual(
        (await host.agent.conversation(conversation.id))?.unreadCount,
        0,
        'unreadCount after the other agent read it',
      );
      expectEqual(await host.agent.counters(), await colleague.counters(), 'counters of the two agents');
    },
  },
];

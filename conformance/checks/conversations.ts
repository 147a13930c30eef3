import {NotVerified, eventually, expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import type {Conversation, Sender} from '../client/types.js';
import type {HostUnderTest} from '../host-under-test.js';

/** Senders that can be used now: as many as are needed. */
async function readySenders(host: HostUnderTest, count: number, canReceive = false): Promise<Sender[]> {
  const ready = (await host.agent.senders()).filter(
    ({status, kind, address}) =>
      status === 'READY' &&
      (!canReceive || (address !== null && (kind === 'VIRTUAL' || kind === 'SHORT_CODE'))),
  );
  if (ready.length >= count) return ready.slice(0, count);
  const what = canReceive
    ? 'sender IDs with a number of their own that are READY'
    : 'sender IDs that are READY';
  throw new NotVerified(`It takes ${count} ${what}; the account has ${ready.length}.`);
}

async function isListed(host: HostUnderTest, id: string): Promise<boolean> {
  return (await host.agent.conversations()).some((conversation) => conversation.id === id);
}

export const conversationChecks: Check[] = [
  {
    rule: 'R16',
    title: 'Messages through different sender IDs are in one thread',
    async run(host) {
      const {agent} = host;
      const [first, second] = (await readySenders(host, 2)) as [Sender, Sender];
      const thread = await host.thread();
      for (const {id: senderId} of [first, second, first]) {
        const {message} = await agent.send(thread.id, 'Through a sender ID', {senderId});
        expectEqual(
          message.conversationId,
          thread.id,
          'conversationId of a message through another sender ID',
        );
        expectEqual(message.sender?.id, senderId, 'sender of a message through that sender ID');
      }
      if (!host.offers('START_CONVERSATION')) return;
      expectEqual(
        (await agent.open({address: thread.address})).conversation.id,
        thread.id,
        'the recipient’s thread',
      );
    },
  },
  {
    rule: 'R16',
    title: 'What a handset writes to different numbers of the account is in one thread',
    needs: ['inbound'],
    async run(host) {
      const numbers = (await readySenders(host, 2, true)) as [Sender, Sender];
      const {address: from} = await host.recipient();
      const ids = [];
      for (const {address: to} of [...numbers, numbers[0]]) {
        ids.push((await host.receive({from, to: to!, body: 'To one of your numbers'})).conversation.id);
      }
      expectEqual(new Set(ids).size, 1, 'threads of one handset');
    },
  },
  {
    rule: 'R16',
    title: 'The carrier’s repeat of an inbound message adds nothing',
    needs: ['inbound'],
    async run(host) {
      const {agent} = host;
      const message = {
        from: (await host.recipient()).address,
        body: 'Reported twice',
        id: crypto.randomUUID(),
      };
      const {conversation} = await host.receive(message);
      await host.hook('inbound')(message);
      await agent.settled();
      expectEqual(
        (await agent.messages(conversation.id)).length,
        1,
        'messages after a report that came twice',
      );
    },
  },
  {
    rule: 'R16',
    title: 'A reply to a campaign lands in its contact’s thread, and the answer goes to that contact alone',
    needs: ['campaign', 'inbound', 'handedOver'],
    async run(host) {
      const {agent} = host;
      const threads = await host.threads(2);
      const [writer, other] = threads as [Conversation, Conversation];
      const name = `Conformance ${crypto.randomUUID().slice(0, 8)}`;
      await host.hook('campaign')({
        name,
        body: 'Are you coming?',
        addresses: threads.map(({address}) => address),
      });
      for (const {id} of threads) {
        await eventually(`the campaign’s message in thread ${id}`, async () =>
          (await agent.messages(id)).find(
            (message) => message.campaignName === name && message.author === null,
          ),
        );
      }
      const reply = await host.receive({from: writer.address, body: 'Yes, I am'});
      expectEqual(reply.conversation.id, writer.id, 'the thread of a reply to a campaign');
      await agent.settled();
      const before = await host.hook('handedOver')(other.address);
      const answer = await agent.send(reply.conversation.id, 'See you then');
      expectEqual(answer.message.conversationId, writer.id, 'the thread of the answer');
      await agent.settled();
      const handed = await host.hook('handedOver')(writer.address);
      expectEqual(handed.at(-1)?.body, 'See you then', 'what the carrier was handed for who replied');
      expectEqual(await host.hook('handedOver')(other.address), before, 'what it was handed for the others');
    },
  },
  {
    rule: 'R17',
    title: 'Sending in a closed conversation opens it',
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      await agent.send(id, 'First');
      await agent.close(id);
      expect(!(await isListed(host, id)), 'a closed conversation is still on the list');
      const start = await agent.settled();
      const {message} = await agent.send(id, 'Opens it again');
      const event = (await agent.eventsAfter(start)).find(
        ({__typename, message: added}) => __typename === 'SmsMessageAdded' && added?.id === message.id,
      );
      expectEqual(event?.conversation?.state, 'OPEN', 'state of the conversation in SmsMessageAdded');
      expect(await isListed(host, id), 'the conversation is not on the list again');
    },
  },
  {
    rule: 'R17',
    title: 'A message to a closed conversation opens it',
    needs: ['inbound'],
    async run(host) {
      const {agent} = host;
      const thread = await host.thread();
      await agent.send(thread.id, 'First');
      await agent.close(thread.id);
      const {conversation} = await host.receive({from: thread.address, body: 'I am back'});
      expectEqual(conversation.id, thread.id, 'the thread of a message to a closed conversation');
      expectEqual(conversation.state, 'OPEN', 'state of the conversation in SmsMessageAdded');
      expect(await isListed(host, thread.id), 'the conversation is not on the list again');
    },
  },
  {
    rule: 'R18',
    title: 'Closing over something newer than what was seen is CONVERSATION_CHANGED, and it stays open',
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const seen = (await agent.send(id, 'Seen')).message.position;
      const newer = (await agent.send(id, 'Not seen')).message.position;
      const {error} = await agent.tryClose(id, seen);
      expectEqual(error?.code, 'CONVERSATION_CHANGED', 'the answer to closing over something newer');
      expectEqual((await agent.conversation(id))?.state, 'OPEN', 'state after that');
      expectEqual(
        (await agent.tryClose(id, newer)).conversation?.state,
        'CLOSED',
        'state after closing with all seen',
      );
    },
  },
  {
    rule: 'R19',
    title: 'lastSender follows the newest message that was sent',
    async run(host) {
      const {agent} = host;
      const [first, second] = (await readySenders(host, 2)) as [Sender, Sender];
      const {id} = await host.thread();
      for (const {id: senderId} of [first, second, first]) {
        await agent.send(id, 'Through a sender ID', {senderId});
        expectEqual(
          (await agent.conversation(id))?.lastSender?.id,
          senderId,
          'lastSender after sending through it',
        );
      }
      const {message} = await agent.send(id, 'Through the one that the host chooses');
      expectEqual(
        (await agent.conversation(id))?.lastSender?.id,
        message.sender?.id,
        'lastSender after that',
      );
    },
  },
  {
    rule: 'R19',
    title: 'lastSender follows the number that the newest inbound message arrived at',
    needs: ['inbound'],
    async run(host) {
      const numbers = (await readySenders(host, 2, true)) as [Sender, Sender];
      const thread = await host.thread();
      for (const number of [numbers[0], numbers[1], numbers[0]]) {
        const {conversation} = await host.receive({from: thread.address, to: number.address!, body: 'Hello'});
        expectEqual(conversation.lastSender?.id, number.id, 'lastSender after a message to that number');
      }
    },
  },
];

import {expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import type {Agent} from '../client/agent.js';
import type {Conversation} from '../client/types.js';
import type {HostUnderTest} from '../host-under-test.js';
import {keysOf} from './log.js';

/** The answer shows in a query made after it, and in the log up to the answer's cursor. */
async function expectShown(
  agent: Agent,
  what: string,
  before: string,
  answered: {conversation: Conversation; syncCursor: string | null},
): Promise<void> {
  const {conversation, syncCursor} = answered;
  const fresh = await agent.conversation(conversation.id);
  expect(
    fresh && fresh.version >= conversation.version,
    `${what}: a query after the answer shows an older state`,
  );
  expect(syncCursor, `${what}: syncCursor is null`);
  const all = await agent.eventsAfter(before);
  const later = await agent.eventsAfter(syncCursor);
  const upTo = all.slice(0, all.length - later.length);
  expect(
    upTo.some((event) => event.conversation?.id === conversation.id),
    `${what}: the log up to syncCursor does not show the change`,
  );
}

async function unreadThread(host: HostUnderTest): Promise<{id: string; position: number}> {
  const {conversation, message} = await host.receive({
    from: (await host.recipient()).address,
    body: 'Unread',
  });
  return {id: conversation.id, position: message.position};
}

export const mutationChecks: Check[] = [
  {
    rule: 'R12',
    title: 'Opening, closing and sending answer with the state after them and the cursor at which it shows',
    offers: ['START_CONVERSATION'],
    async run(host) {
      const {agent} = host;
      let before = await agent.head();
      const opened = await agent.open({address: (await host.recipient()).address});
      const {id} = opened.conversation;
      expectEqual(opened.conversation.state, 'OPEN', 'state in the answer of smsOpenConversation');
      await expectShown(agent, 'smsOpenConversation', before, opened);

      before = await agent.head();
      const sent = await agent.send(id, 'Shown at once');
      expectEqual(sent.message.body, 'Shown at once', 'body in the answer of smsSendMessage');
      const shown = (await agent.messages(id)).find((message) => message.id === sent.message.id);
      expect(
        shown && shown.version >= sent.message.version,
        'smsSendMessage: a query after the answer does not show it',
      );
      const conversation = (await agent.conversation(id))!;
      expectEqual(conversation.lastMessage?.id, sent.message.id, 'lastMessage after smsSendMessage');
      await expectShown(agent, 'smsSendMessage', before, {
        ...sent,
        conversation: {...conversation, version: 0},
      });

      before = await agent.settled();
      const closed = await agent.close(id);
      expectEqual(closed.conversation.state, 'CLOSED', 'state in the answer of smsCloseConversation');
      await expectShown(agent, 'smsCloseConversation', before, closed);
    },
  },
  {
    rule: 'R12',
    title: 'Marking as read answers with the state after it and the cursor at which it shows',
    needs: ['inbound'],
    async run(host) {
      const {agent} = host;
      const {id, position} = await unreadThread(host);
      const before = await agent.head();
      const read = await agent.markRead(id, position);
      expectEqual(read.conversation.unreadCount, 0, 'unreadCount in the answer of smsMarkRead');
      expectEqual(read.conversation.readPosition, position, 'readPosition in the answer of smsMarkRead');
      expectEqual(read.counters, await agent.counters(), 'counters in the answer of smsMarkRead');
      await expectShown(agent, 'smsMarkRead', before, read);
    },
  },
  {
    rule: 'R13',
    title: 'Opening, closing and saving a contact can be repeated',
    offers: ['START_CONVERSATION'],
    async run(host) {
      const {agent} = host;
      const {address} = await host.recipient();
      const first = await agent.open({address});
      const again = await agent.open({address});
      expectEqual(
        again.conversation.id,
        first.conversation.id,
        'the conversation of a repeated smsOpenConversation',
      );
      expectEqual(again.created, false, 'created of a repeated smsOpenConversation');
      const {id} = first.conversation;
      await agent.close(id);
      const head = await agent.settled();
      expectEqual((await agent.close(id)).conversation.state, 'CLOSED', 'state after closing twice');
      expectEqual(keysOf(await agent.eventsAfter(head)), [], 'events of a close that changed nothing');
      if (!host.offers('CREATE_CONTACT')) return;
      const contact = {address, firstName: 'Twice'};
      const saved = await agent.createContact(contact);
      const savedAgain = await agent.createContact(contact);
      expectEqual(savedAgain.contact?.id, saved.contact?.id, 'the contact of a repeated smsCreateContact');
      expectEqual(
        [saved.created, savedAgain.created],
        [true, false],
        'created of smsCreateContact and its repeat',
      );
    },
  },
  {
    rule: 'R13',
    title: 'Concurrent requests for one new recipient make one thread',
    offers: ['START_CONVERSATION'],
    async run(host) {
      const {address} = await host.recipient();
      const answers = await Promise.all(Array.from({length: 6}, () => host.agent.open({address})));
      expectEqual(
        new Set(answers.map(({conversation}) => conversation.id)).size,
        1,
        'threads of one recipient',
      );
    },
  },
  {
    rule: 'R13',
    title: 'Read markers only move forward',
    needs: ['inbound'],
    async run(host) {
      const {agent} = host;
      const {id, position} = await unreadThread(host);
      const {address} = (await agent.conversation(id))!;
      const second = await host.receive({from: address, body: 'Unread too'});
      await agent.markRead(id, second.message.position);
      const {conversation} = await agent.markRead(id, position);
      expectEqual(conversation.readPosition, second.message.position, 'readPosition after an older marker');
      expectEqual(conversation.unreadCount, 0, 'unreadCount after an older marker');
      const far = await agent.markRead(id, 2_000_000_000);
      const third = await host.receive({from: address, body: 'Not read'});
      expectEqual(
        third.conversation.unreadCount,
        1,
        'unreadCount of what arrives after a marker from beyond the end',
      );
      expectEqual(far.conversation.unreadCount, 0, 'unreadCount after a marker from beyond the end');
    },
  },
  {
    rule: 'R13',
    title: 'Marking all as read goes up to the cursor that the caller has seen, and can be repeated',
    needs: ['inbound'],
    async run(host) {
      const {agent} = host;
      const seen = await unreadThread(host);
      const cursor = await agent.settled();
      const unseen = await unreadThread(host);
      for (const time of ['once', 'twice']) {
        await agent.markAllRead(cursor);
        const [read, unread] = [await agent.conversation(seen.id), await agent.conversation(unseen.id)];
        expectEqual(read?.unreadCount, 0, `unreadCount of what was seen, marked ${time}`);
        expectEqual(unread?.unreadCount, 1, `unreadCount of what came after the cursor, marked ${time}`);
      }
    },
  },
  {
    rule: 'R13',
    title: 'A request that the network doubles does its work once',
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const start = await agent.settled();
      const undo = host.proxy.rule({
        match: ({operation}) => operation === 'SendMessage',
        act: {kind: 'dup-request'},
        times: 1,
      });
      await agent.send(id, 'Doubled on the way').finally(undo);
      await agent.settled();
      const added = keysOf(await agent.eventsAfter(start)).filter((key) => key.startsWith('SmsMessageAdded'));
      expectEqual(added.length, 1, 'messages after a request that came twice');
    },
  },
  {
    rule: 'R13',
    title: 'A send whose answer is lost and that is repeated is sent once',
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const start = await agent.settled();
      const clientMessageId = crypto.randomUUID();
      const undo = host.proxy.rule({
        match: ({operation}) => operation === 'SendMessage',
        act: {kind: 'drop-response'},
        times: 1,
      });
      const lost = await agent.send(id, 'Answer lost', {clientMessageId}).then(
        () => false,
        () => true,
      );
      undo();
      expect(lost, 'the fault proxy did not cut the answer off');
      const {message} = await agent.send(id, 'Answer lost', {clientMessageId});
      const added = (await agent.eventsAfter(start)).filter(
        ({__typename}) => __typename === 'SmsMessageAdded',
      );
      expectEqual(
        added.map((event) => event.message?.id),
        [message.id],
        'messages after a lost answer and a repeat',
      );
    },
  },
];

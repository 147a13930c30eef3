import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {applyBatch, applyConversationPage, applyEntities} from '../../src/state/event-batch.js';
import {emptyThread} from '../../src/state/message-log.js';
import {
  initialState,
  type ChatEvent,
  type ChatState,
  type Conversation,
  type Message,
  type OutboxMessage,
} from '../../src/state/model.js';
import {contactWith, conversationWith, senderWith} from '../helpers/data.js';
import {messageWith} from '../helpers/messages.js';

const ID = 'conversation-1';

function stateWith(...conversations: Conversation[]): ChatState {
  return applyEntities({...initialState, cursor: 'c0'}, {conversations});
}

function after(state: ChatState, ...events: ChatEvent[]): ChatState {
  const next = applyBatch(state, {
    after: state.cursor ?? '',
    cursor: `${state.cursor}+`,
    events,
    caughtUp: true,
    resync: null,
    serverTime: '2026-11-23T10:00:00.000Z',
  });
  return next ?? assert.fail('the batch was refused');
}

const changed = (conversation: Conversation): ChatEvent => ({
  __typename: 'SmsConversationChanged',
  conversation,
});
const allRead = (...stillUnread: Conversation[]): ChatEvent => ({
  __typename: 'SmsAllRead',
  stillUnread,
});
const added = (message: Message, parts: Partial<Conversation> = {}): ChatEvent => ({
  __typename: 'SmsMessageAdded',
  message,
  conversation: conversationWith(parts),
});
const heldIn = (state: ChatState) => state.conversations.get(ID);

describe('a batch of events', () => {
  it('is refused where it does not follow on the cursor', () => {
    const state = stateWith();
    const batch = {after: 'c9', cursor: 'c10', events: [], caughtUp: true, resync: null, serverTime: ''};
    assert.equal(applyBatch(state, batch), null);
    assert.equal(applyBatch(initialState, {...batch, after: 'c0'}), null);
  });

  it('changes nothing where it is an empty one without a step of the cursor', () => {
    const state = stateWith(conversationWith());
    const batch = {after: 'c0', cursor: 'c0', events: [], caughtUp: true, resync: null, serverTime: ''};
    assert.equal(applyBatch(state, batch), state);
  });

  it('moves the cursor on past events that this version does not know', () => {
    const event = {__typename: 'SmsSomethingNew'} as unknown as ChatEvent;
    const state = after(stateWith(conversationWith()), event);
    assert.equal(state.cursor, 'c0+');
    assert.equal(state.conversations.size, 1);
  });

  it('leaves what it does not touch as it is, also for ===', () => {
    const state = stateWith(conversationWith(), conversationWith({id: 'other', address: '+61491570157'}));
    const next = after(state, changed(conversationWith({version: 2, unreadCount: 1})));
    assert.equal(next.conversations.get('other'), state.conversations.get('other'));
    assert.equal(next.threads, state.threads);
    assert.equal(next.outbox, state.outbox);
  });

  it('leaves the parts of a conversation that come with it unchanged as they are, also for ===', () => {
    const withSender = (parts: Partial<Conversation>) =>
      conversationWith({lastSender: {id: 'sender-1'}, ...parts});
    const state = stateWith(withSender({}));
    const before = heldIn(state)!;

    const same = heldIn(after(state, changed(withSender({version: 2, unreadCount: 1}))))!;
    const sending = {allowed: false, reason: 'OPTED_OUT' as const};
    const [contact, lastSender] = [contactWith({version: 2}), {id: 'sender-2'}];
    const other = heldIn(after(state, changed(withSender({version: 2, contact, lastSender, sending}))))!;

    assert.equal(same.unreadCount, 1);
    for (const part of ['contact', 'lastSender', 'sending'] as const)
      assert.equal(same[part], before[part], part);
    assert.deepEqual([other.contact, other.lastSender, other.sending], [contact, lastSender, sending]);
  });
});

describe('versions', () => {
  it('let the newer state of a conversation win, whichever comes last', () => {
    const older = conversationWith({version: 2, unreadCount: 1});
    const newer = conversationWith({version: 3, unreadCount: 2});
    assert.equal(heldIn(after(stateWith(), changed(older), changed(newer)))?.unreadCount, 2);
    assert.equal(heldIn(after(stateWith(), changed(newer), changed(older)))?.unreadCount, 2);
  });

  it('make applying an event twice the same as once', () => {
    const event = added(messageWith(), {version: 2});
    const once = after(stateWith(conversationWith()), event);
    const twice = after(once, event);
    assert.deepEqual({...twice, cursor: ''}, {...once, cursor: ''});
  });

  it('hold for counters', () => {
    const counters = (version: number, unreadMessages: number): ChatEvent => ({
      __typename: 'SmsCountersChanged',
      counters: {version, unreadMessages, unreadConversations: 1},
    });
    assert.equal(after(stateWith(), counters(2, 5), counters(1, 4)).counters?.unreadMessages, 5);
    assert.equal(after(stateWith(), counters(1, 4), counters(2, 5)).counters?.unreadMessages, 5);
  });

  it('hold for each sender ID, of which the newest list says which there are', () => {
    const senders = (...labels: [string, number, string][]): ChatEvent => ({
      __typename: 'SmsSendersChanged',
      senders: labels.map(([id, version, label]) => senderWith({id, version, label})),
    });
    const state = after(
      stateWith(),
      senders(['a', 2, 'new'], ['b', 1, 'gone']),
      senders(['c', 1, 'added'], ['a', 1, 'old']),
    );
    assert.deepEqual(
      state.senders.map(({label}) => label),
      ['added', 'new'],
    );
  });

  it('count whatever changed in the templates', () => {
    const state = after(
      stateWith(),
      {__typename: 'SmsTemplatesChanged'},
      {__typename: 'SmsTemplatesChanged'},
    );
    assert.equal(state.templatesVersion, 2);
  });
});

describe('the last message', () => {
  it('shows the state of its delivery, which has a version of its own', () => {
    const state = stateWith(conversationWith({lastMessage: messageWith()}));
    const message = messageWith({version: 2, body: 'changed'});
    const next = after(state, {__typename: 'SmsMessageChanged', message});
    assert.equal(heldIn(next)?.lastMessage?.body, 'changed');
  });

  it('keeps its newer state where a newer conversation carries an older copy of it', () => {
    const state = stateWith(conversationWith({lastMessage: messageWith({version: 3, body: 'newest'})}));
    const next = after(
      state,
      changed(conversationWith({version: 2, unreadCount: 7, lastMessage: messageWith()})),
    );
    assert.equal(heldIn(next)?.lastMessage?.body, 'newest');
    assert.equal(heldIn(next)?.unreadCount, 7);
  });

  it('is the newest that was added, of a conversation as it was then or as it is now', () => {
    const messages = [2, 3, 4].map((position) => messageWith({position}));
    for (const versions of [
      [2, 3, 4],
      [4, 4, 4],
    ]) {
      const events = messages.map((message, i) => added(message, {version: versions[i]!, unreadCount: i}));
      const state = stateWith(conversationWith({lastMessage: messageWith({position: 1})}));
      const [together, apart] = [
        after(state, ...events),
        events.reduce((at, event) => after(at, event), state),
      ];
      for (const next of [together, apart]) assert.equal(heldIn(next)?.lastMessage?.position, 4);
      assert.deepEqual([heldIn(together)!.version, heldIn(apart)!.version], [4, 4]);
    }
  });

  it('is not replaced by one that is told late, with the conversation as it is now', () => {
    const state = stateWith(conversationWith({lastMessage: messageWith({position: 5})}));
    const next = after(state, added(messageWith({position: 4}), {version: 2, unreadCount: 3}));
    assert.equal(heldIn(next)?.lastMessage?.position, 5);
    assert.equal(heldIn(next)?.unreadCount, 3);
  });

  it('is not replaced by one that is told late in the same batch, nor the conversation by an older one', () => {
    const state = stateWith(conversationWith({lastMessage: messageWith({position: 1})}));
    const [newer, older] = [messageWith({position: 3}), messageWith({position: 2})];
    const told = after(state, added(newer, {version: 3, unreadCount: 2}), added(older, {version: 3}));
    assert.equal(heldIn(told)?.lastMessage?.position, 3);
    const again = after(state, added(older, {version: 3, unreadCount: 2}), added(newer, {version: 2}));
    assert.deepEqual([heldIn(again)?.version, heldIn(again)?.unreadCount], [3, 2]);
  });

  it('brings a conversation to the list of one number, also with others after it', () => {
    const [wanted, other] = ['wanted', 'other'].map((id) => ({id, label: id}));
    const {list} = initialState;
    const filtered = {...stateWith(), list: {...list, filter: {...list.filter, senderId: 'wanted'}}};
    const next = after(
      filtered,
      added(messageWith({position: 1, sender: wanted!}), {version: 1}),
      added(messageWith({position: 2, sender: other!}), {version: 2}),
    );
    assert.deepEqual(next.list.ids, [ID]);
  });

  it('is not replaced by one before it', () => {
    const state = stateWith(conversationWith({lastMessage: messageWith({position: 5})}));
    const next = after(state, {
      __typename: 'SmsMessageChanged',
      message: messageWith({position: 4, version: 9}),
    });
    assert.equal(heldIn(next)?.lastMessage?.position, 5);
  });
});

describe('a removed conversation', () => {
  const removed: ChatEvent = {__typename: 'SmsConversationRemoved', conversationId: ID, version: 5};

  it('is gone from the list, with its thread', () => {
    const state = {
      ...stateWith(conversationWith()),
      threads: new Map([[ID, emptyThread(ID, {openedAtReadPosition: 0, openedAtPosition: 0, target: null})]]),
    };
    const next = after(state, removed);
    assert.deepEqual([next.conversations.size, next.threads.size, next.list.ids.length], [0, 0, 0]);
  });

  it('is not brought back by anything late', () => {
    const late = conversationWith({version: 5});
    const next = after(stateWith(conversationWith()), removed, changed(late));
    assert.equal(heldIn(next), undefined);
    const page = {conversations: [late], hasMore: false, endCursor: null};
    assert.deepEqual(applyConversationPage(next, page).list.ids, []);
  });

  it('comes back with a newer version, and an older removal does not touch that', () => {
    const next = after(stateWith(), removed, changed(conversationWith({version: 6})), removed);
    assert.equal(heldIn(next)?.version, 6);
  });

  it('does not take a contact along that has the same id', () => {
    const contact = contactWith({id: ID, version: 1});
    const other = conversationWith({id: 'other', version: 1, contact});
    assert.equal(after(stateWith(), removed, changed(other)).conversations.get('other')?.contact?.id, ID);
    const gone: ChatEvent = {__typename: 'SmsContactRemoved', contactId: ID, version: 9};
    assert.equal(heldIn(after(stateWith(), gone, changed(conversationWith())))?.id, ID);
  });
});

describe('mark all as read', () => {
  const unread = (version: number, parts: Partial<Conversation> = {}) =>
    conversationWith({version, unreadCount: 2, lastMessage: messageWith({position: 8}), ...parts});

  it('clears what is not named, and keeps the counts of what is', () => {
    const other = unread(4, {id: 'other', address: '+61491570157', unreadCount: 3});
    const state = after(stateWith(unread(4), other), allRead({...other, version: 5, unreadCount: 1}));
    assert.equal(heldIn(state)?.unreadCount, 0);
    assert.equal(heldIn(state)?.readPosition, 8);
    assert.equal(state.conversations.get('other')?.unreadCount, 1);
  });

  it('is not undone by what is older', () => {
    const state = after(stateWith(unread(4)), allRead(), changed(unread(3)));
    assert.equal(heldIn(state)?.unreadCount, 0);
  });

  it('gives way to the event of the version that is held, which follows in the log', () => {
    const state = after(stateWith(unread(4)), allRead(), changed(unread(4)));
    assert.equal(heldIn(state)?.unreadCount, 2);
  });
});

describe('contacts', () => {
  const saved = (parts: Partial<ReturnType<typeof contactWith>> = {}): ChatEvent => ({
    __typename: 'SmsContactChanged',
    contact: contactWith({version: 2, displayName: 'Renamed', ...parts}),
  });
  const gone: ChatEvent = {__typename: 'SmsContactRemoved', contactId: 'contact-1', version: 3};

  it('are found by their id', () => {
    assert.equal(heldIn(after(stateWith(conversationWith()), saved()))?.contact?.displayName, 'Renamed');
  });

  it('are found by their number where the recipient was not saved before', () => {
    const state = stateWith(conversationWith({contact: null}));
    assert.equal(heldIn(after(state, saved()))?.contact?.displayName, 'Renamed');
  });

  it('do not change what belongs to another contact of the same number', () => {
    const state = stateWith(conversationWith());
    assert.equal(heldIn(after(state, saved({id: 'another'})))?.contact?.displayName, 'Jane Citizen');
  });

  it('are not replaced by older copies of them', () => {
    const state = after(stateWith(conversationWith()), saved(), changed(conversationWith({version: 2})));
    assert.equal(heldIn(state)?.contact?.displayName, 'Renamed');
  });

  it('leave a number behind when they are removed, and do not come back with a late conversation', () => {
    const state = after(stateWith(conversationWith()), gone);
    assert.equal(heldIn(state)?.contact, null);
    const late = after(state, changed(conversationWith({version: 2})), saved());
    assert.equal(heldIn(late)?.contact, null);
  });
});

describe('an unconfirmed message', () => {
  const entry = {clientMessageId: 'mine', conversationId: ID, body: 'Hi', state: 'sending'} as OutboxMessage;
  const other = {...entry, clientMessageId: 'next'};
  const message = messageWith({direction: 'OUTBOUND', clientMessageId: 'mine'});
  const state = {...stateWith(conversationWith()), outbox: new Map([[ID, [entry, other]]])};
  const sent = added(message, {version: 2});

  it('gives way to the message that it became, by event or by answer', () => {
    for (const next of [after(state, sent), applyEntities(state, {messages: [message]})]) {
      assert.deepEqual(next.outbox.get(ID), [other]);
    }
  });

  it('gives way once where both come, in either order', () => {
    const byEventFirst = applyEntities(after(state, sent), {messages: [message]});
    const byAnswerFirst = after(applyEntities(state, {messages: [message]}), sent);
    assert.deepEqual(byEventFirst, byAnswerFirst);
  });

  it('stays where the message of somebody else arrives', () => {
    const next = applyEntities(state, {messages: [{...message, clientMessageId: 'theirs'}]});
    assert.equal(next.outbox, state.outbox);
  });
});

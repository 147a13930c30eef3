import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ChatError} from '../../src/state/api/chat-error.js';
import {matchesFilter} from '../../src/state/conversation-list.js';
import {applyConversationPage, applyEntities} from '../../src/state/event-batch.js';
import {initialState, type ChatState, type Conversation} from '../../src/state/model.js';
import {contactWith, conversationWith} from '../helpers/data.js';
import {messageWith} from '../helpers/messages.js';
import {settled} from '../helpers/manual-environment.js';
import {liveFixture} from '../helpers/store-fixture.js';

/** A conversation whose last activity was in this minute. */
function at(minute: number, parts: Partial<Conversation> = {}): Conversation {
  return conversationWith({
    id: `c${minute}`,
    address: `+614915701${String(minute).padStart(2, '0')}`,
    contact: null,
    lastActivityAt: `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`,
    ...parts,
  });
}

function listed(minutes: readonly number[], hasMore = false, state: ChatState = initialState): ChatState {
  const conversations = minutes.map((minute) => at(minute));
  return applyConversationPage(state, {conversations, hasMore, endCursor: 'end'});
}

const put = (state: ChatState, conversation: Conversation) =>
  applyEntities(state, {conversations: [conversation]}).list.ids;

describe('the list of conversations', () => {
  it('is in the order of activity, newest first', () => {
    assert.deepEqual(put(listed([50, 30, 10]), at(40)), ['c50', 'c40', 'c30', 'c10']);
    assert.deepEqual(put(listed([50, 30, 10]), at(55, {id: 'c10', version: 2})), ['c10', 'c50', 'c30']);
  });

  it('stays the same object where nothing moves', () => {
    const state = listed([50, 30]);
    const next = applyEntities(state, {conversations: [at(30, {version: 2, unreadCount: 1})]});
    assert.equal(next.list, state.list);
  });

  it('leaves out what is closed, and takes it back when it is open again', () => {
    const state = applyEntities(listed([50, 30]), {conversations: [at(30, {version: 2, state: 'CLOSED'})]});
    assert.deepEqual(state.list.ids, ['c50']);
    assert.deepEqual(put(state, at(30, {version: 3})), ['c50', 'c30']);
  });

  it('does not show what lies below the loaded rows: it comes with its page', () => {
    const state = listed([50, 30], true);
    assert.deepEqual(put(state, at(10)), ['c50', 'c30']);
    assert.deepEqual(put(state, at(40)), ['c50', 'c40', 'c30']);
    assert.deepEqual(listed([20, 10], false, state).list.ids, ['c50', 'c30', 'c20', 'c10']);
  });

  it('does not keep what came while a page was on its way and lies below its end', () => {
    const state = applyEntities(initialState, {conversations: [at(5), at(45)]});
    assert.deepEqual(listed([50, 30], true, state).list.ids, ['c50', 'c45', 'c30']);
  });

  it('holds each conversation once where pages overlap', () => {
    assert.deepEqual(listed([30, 20], false, listed([50, 30], true)).list.ids, ['c50', 'c30', 'c20']);
  });
});

describe('what of the list could not be loaded without a connection', () => {
  async function outage() {
    const fixture = await liveFixture((host) => {
      for (let i = 100; i < 140; i++) host.receive(`+61491570${i}`);
    });
    const {api, environment, store} = fixture;
    const heal = api.fail('*', new ChatError('NETWORK', 'No network.', {retryable: true}));
    api.stream?.close(1006);
    const comesBack = async () => {
      heal();
      await environment.advance(5000);
    };
    return {store, comesBack};
  }

  it('is loaded by itself once it is back: a search', async () => {
    const {store, comesBack} = await outage();
    await store.conversations.setFilter({search: '+6149157012'});
    assert.equal(store.get().list.status, 'failed');
    await comesBack();
    assert.deepEqual([store.get().list.status, store.get().list.ids.length], ['ready', 10]);
  });

  it('is loaded by itself once it is back: the next page', async () => {
    const {store, comesBack} = await outage();
    await store.conversations.loadMore();
    assert.equal(store.get().list.more, 'failed');
    await comesBack();
    assert.deepEqual([store.get().list.more, store.get().list.ids.length], ['idle', 41]);
  });
});

describe('the list after a search', () => {
  async function searching() {
    const fixture = await liveFixture((host) => {
      for (let i = 100; i < 140; i++) host.receive(`+61491570${i}`);
    });
    const {host, store} = fixture;
    await store.conversations.loadMore();
    await store.conversations.setFilter({search: '+6149157012'});
    /** What is shown before the answer to Clear is there. */
    const clear = () => {
      fixture.api.hold('ConversationsPage');
      const cleared = store.conversations.setFilter({search: ''});
      return {cleared, ids: store.get().list.ids};
    };
    return {...fixture, clear, hosts: () => host.list().map(({id}) => id)};
  }

  it('is there at once, as it is by now, and is brought up to date', async () => {
    const {api, host, store, clear, hosts} = await searching();
    host.receive('+61491570100');
    host.close(hosts()[5]!, 1);
    host.receive('+61491579999');
    await settled();
    assert.equal(store.get().list.ids.length, 10);

    const {cleared, ids} = clear();

    assert.deepEqual([ids.length, ids], [40, hosts().slice(1)]);
    api.heal();
    await cleared;
    assert.deepEqual([store.get().list.status, store.get().list.ids], ['ready', hosts().slice(0, 30)]);
  });

  it('holds nothing from below its end', async () => {
    const {store, clear, hosts} = await searching();
    // The first page alone.
    await store.conversations.setFilter({search: ''});
    await store.conversations.setFilter({search: '+6149157010'});
    assert.equal(store.get().list.ids.length, 10);
    assert.deepEqual(clear().ids, hosts().slice(0, 30));
  });

  it('shows nothing that may be gone, where the log was lost meanwhile', async () => {
    const {environment, host, store, clear} = await searching();
    const {ids} = store.get().list;
    host.startNewLog();
    host.receive('+61491579999');
    await environment.advance(5000);
    assert.deepEqual(clear().ids, ids);
  });
});

describe('a filter', () => {
  const jane = conversationWith({contact: contactWith({displayName: 'Zoë Müller'})});
  const matches = (search: string) => matchesFilter(jane, {search, senderId: null});

  it('finds names in any case and any form of Unicode, with and without accents', () => {
    assert.ok(matches('zoë'));
    assert.ok(matches('zoe mull'));
    assert.ok(matches('MÜLLER'));
    assert.ok(matches('Mu\u0308ller'));
    assert.ok(!matches('Smith'));
  });

  it('finds numbers however they are written', () => {
    for (const search of [
      '0491570156',
      '+61 491 570',
      '+61 (0) 491 570 156',
      '(0491) 570-156',
      '156',
      '０４９１',
      '٠٤٩١ ٥٧٠',
      '+٦١ (٠) ٤٩١',
      '۰۴۹۱',
    ])
      assert.ok(matches(search), search);
    assert.ok(!matches('0491 999'));
  });

  it('does not take digits in a word for a number', () => {
    assert.ok(!matches('Room 156'));
  });

  it('finds by sender ID what was last used with the recipient', () => {
    const filter = {search: '', senderId: 'desk'};
    assert.ok(matchesFilter(conversationWith({lastSender: {id: 'desk'}}), filter));
    assert.ok(!matchesFilter(conversationWith({lastSender: {id: 'other'}}), filter));
    const sender = {id: 'desk', kind: 'VIRTUAL', label: 'Desk', address: null} as const;
    assert.ok(matchesFilter(conversationWith({lastMessage: messageWith({sender})}), filter));
  });

  it('keeps out of the list what does not match, and keeps in it what the host listed', () => {
    const filtered = {...initialState, list: {...initialState.list, filter: {search: 'zoë', senderId: null}}};
    assert.deepEqual(put(listed([50], false, filtered), at(55)), ['c50']);
    assert.deepEqual(put(listed([50], false, filtered), jane), ['c50', 'conversation-1']);
  });
});

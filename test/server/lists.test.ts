import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {removeContact, renameContact} from '../../server/domain/contacts.js';
import {removeConversation} from '../../server/domain/conversations.js';
import {freshNumber, inDigits, startHost} from './helpers/host.js';
import type {TestAccount} from './helpers/host.js';

const test = await startHost();

async function saveContact(account: TestAccount, address: string, firstName: string, lastName?: string) {
  const data = await account.kim.query(
    `mutation ($input: SmsCreateContactInput!) {smsCreateContact(input: $input) {contact {id}}}`,
    {input: {address, firstName, lastName}},
  );
  return data.smsCreateContact.contact.id as string;
}

function conversations(account: TestAccount, args = '') {
  return account.kim
    .query(
      `{smsConversations${args} {edges {cursor node {id address}} pageInfo {hasNextPage hasPreviousPage endCursor}}}`,
    )
    .then((data) => data.smsConversations);
}

async function addresses(account: TestAccount, filter: string): Promise<string[]> {
  const {edges} = await conversations(account, `(filter: {${filter}})`);
  return edges.map((edge: {node: {address: string}}) => edge.node.address);
}

describe('the list of conversations', () => {
  it('is paged, newest activity first', async () => {
    const account = await test.account();
    const threads: string[] = [];
    for (let index = 0; index < 5; index++) threads.unshift((await account.inbound(`Message ${index}`)).id);
    const seen: string[] = [];
    for (let after = '', pages = 0; ; pages++) {
      const {edges, pageInfo} = await conversations(account, `(first: 2${after})`);
      seen.push(...edges.map((edge: {node: {id: string}}) => edge.node.id));
      assert.equal(pageInfo.hasPreviousPage, pages > 0);
      if (!pageInfo.hasNextPage) break;
      after = `, after: "${pageInfo.endCursor}"`;
    }
    assert.deepEqual(seen, threads);
  });

  it('is searched by names, without case and accents, and by numbers however they are written', async () => {
    const account = await test.account();
    const {from} = await account.inbound('Hello');
    await account.inbound('Somebody else');
    await saveContact(account, from, 'Zoë', 'Müller');
    const national = `0${from.slice(3)}`;
    const searches = [
      'zoe',
      'MULLER',
      'oë mü',
      from,
      national,
      from.slice(6),
      `(${national.slice(0, 4)}) ${national.slice(4, 7)}`,
      inDigits(national.slice(0, 7), '٠'),
      inDigits(national, '０'),
    ];
    for (const search of searches) {
      assert.deepEqual([search, await addresses(account, `search: "${search}"`)], [search, [from]]);
    }
    for (const search of ['nobody', '%', '_', '\\\\']) {
      assert.deepEqual([search, await addresses(account, `search: "${search}"`)], [search, []]);
    }
    assert.equal((await addresses(account, 'search: " "')).length, 2);
  });

  it('is filtered by sender, unread and state', async () => {
    const account = await test.account();
    const second = freshNumber();
    const senderId = await account.addSender('VIRTUAL', second);
    const one = await account.inbound('To the first');
    const two = await account.inbound('To the second', freshNumber(), second);
    assert.deepEqual(await addresses(account, `senderId: "${senderId}"`), [two.from]);
    await account.kim.query(
      `mutation {smsMarkRead(input: {conversationId: "${two.id}", upToPosition: 1}) {syncCursor}}`,
    );
    assert.deepEqual(await addresses(account, 'unreadOnly: true'), [one.from]);
    await account.kim.query(
      `mutation {smsCloseConversation(input: {conversationId: "${one.id}", seenPosition: 1}) {syncCursor}}`,
    );
    assert.deepEqual(await addresses(account, ''), [two.from]);
    assert.deepEqual(await addresses(account, 'state: CLOSED'), [one.from]);
  });
});

describe('the messages of a thread', () => {
  const thread = (async () => {
    const account = await test.account();
    const {id, from} = await account.inbound('1');
    for (let index = 2; index <= 60; index++) await account.inbound(String(index), from);
    return {account, id};
  })();

  const cases: [args: string, first: number, last: number, previous: boolean, next: boolean][] = [
    ['', 11, 60, true, false],
    ['(last: 10)', 51, 60, true, false],
    ['(last: 10, before: "51")', 41, 50, true, true],
    ['(last: 10, before: "6")', 1, 5, false, true],
    ['(first: 10)', 1, 10, false, true],
    ['(first: 10, after: "55")', 56, 60, true, false],
    ['(after: "5")', 6, 55, true, true],
    ['(around: 30, first: 10)', 25, 34, true, true],
    ['(around: 2, first: 10)', 1, 10, false, true],
    ['(around: 60, first: 10)', 51, 60, true, false],
    ['(around: 0, first: 10)', 1, 10, false, true],
    ['(around: 999, first: 10)', 51, 60, true, false],
    ['(first: 1000)', 1, 60, false, false],
  ];
  for (const [args, first, last, previous, next] of cases) {
    it(`${args || 'with no arguments'}: ${first} to ${last}`, async () => {
      const {account, id} = await thread;
      const data = await account.kim.query(
        `{smsConversation(id: "${id}") {messages${args} {
          edges {cursor node {position}} pageInfo {hasPreviousPage hasNextPage startCursor endCursor}}}}`,
      );
      const {edges, pageInfo} = data.smsConversation.messages;
      assert.deepEqual(
        edges.map((edge: {node: {position: number}}) => edge.node.position),
        Array.from({length: last - first + 1}, (_, index) => first + index),
      );
      assert.deepEqual(pageInfo, {
        hasPreviousPage: previous,
        hasNextPage: next,
        startCursor: edges[0].cursor,
        endCursor: edges.at(-1).cursor,
      });
    });
  }
});

describe('recipients for a new chat', () => {
  const find = (account: TestAccount, search: string, first = 10) =>
    account.kim
      .query(
        `query ($search: String!, $first: Int) {smsRecipients(search: $search, first: $first) {
          address formattedAddress contact {displayName} conversation {id state}}}`,
        {search, first},
      )
      .then((data) => data.smsRecipients);

  it('are contacts by name, the beginning of a name first', async () => {
    const account = await test.account();
    await saveContact(account, freshNumber(), 'Joanna', 'Li');
    await saveContact(account, freshNumber(), 'Ann', 'Reed');
    await saveContact(account, freshNumber(), 'Bob', 'Annan');
    const found = await find(account, 'ann');
    assert.deepEqual(
      found.map(({contact}: {contact: {displayName: string}}) => contact.displayName),
      ['Ann Reed', 'Bob Annan', 'Joanna Li'],
    );
    assert.equal((await find(account, 'ann', 2)).length, 2);
  });

  it('are people with a thread, open or closed, by a piece of their number', async () => {
    const account = await test.account();
    const {id, from} = await account.inbound('Hello');
    await account.kim.query(
      `mutation {smsCloseConversation(input: {conversationId: "${id}", seenPosition: 1}) {syncCursor}}`,
    );
    const [found] = await find(account, from.slice(4, 10));
    assert.deepEqual(found.conversation, {id, state: 'CLOSED'});
  });

  it('are found under the name that they have now, while there is a contact or a thread', async () => {
    const account = await test.account();
    const {core} = test.host;
    const {id: threadId, from} = await account.inbound('Hello');
    const found = async (search: string) =>
      (await find(account, search)).map(({address}: {address: string}) => address);
    const contactId = await saveContact(account, from, 'Zoë', 'Müller');
    assert.deepEqual(await found('zo'), [from]);
    await renameContact(core.env, account.id, contactId, {firstName: 'Ξένια', lastName: null});
    assert.deepEqual([await found('zoe'), await found('ξέ'), await found('ένια')], [[], [from], [from]]);
    await removeContact(core.env, account.id, contactId);
    assert.deepEqual([await found('ξένια'), await found(from.slice(1))], [[], [from]]);
    await removeConversation(core.env, account.id, threadId);
    // Not as somebody who is known: as a number that can be written to.
    assert.deepEqual([await found(from.slice(1, 10)), await found(from)], [[], [from]]);
  });

  it('are a number as it is typed, once', async () => {
    const account = await test.account();
    const address = '+14155550132';
    assert.deepEqual(await find(account, '+1 (415) 555-0132'), [
      {address, formattedAddress: '+1 (415) 555-0132', contact: null, conversation: null},
    ]);
    await saveContact(account, address, 'Ada');
    const found = await find(account, address);
    assert.deepEqual(
      found.map(({contact}: {contact: {displayName: string}}) => contact.displayName),
      ['Ada'],
    );
    assert.deepEqual(await find(account, 'nobody at all'), []);
  });
});

it('templates are paged and searched by name and text', async () => {
  const account = await test.account();
  const templates = ['Reminder', 'arrival', 'Thanks'].map((name) => ({
    account_id: account.id,
    id: crypto.randomUUID(),
    name,
    body: `${name}: 100 % of it`,
  }));
  await test.db.insertInto('template').values(templates).execute();
  const list = (args: string) =>
    account.kim
      .query(`{smsTemplates${args} {edges {node {name}} pageInfo {endCursor hasNextPage}}}`)
      .then((data) => data.smsTemplates);
  const names = (page: {edges: {node: {name: string}}[]}) => page.edges.map(({node}) => node.name);
  const first = await list('(first: 2)');
  assert.deepEqual([names(first), first.pageInfo.hasNextPage], [['arrival', 'Reminder'], true]);
  assert.deepEqual(names(await list(`(first: 2, after: "${first.pageInfo.endCursor}")`)), ['Thanks']);
  assert.deepEqual(names(await list('(search: "REMIND")')), ['Reminder']);
  assert.equal(names(await list('(search: "100 %")')).length, 3);
  assert.deepEqual(names(await list('(search: "%%")')), []);
});

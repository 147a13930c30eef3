import {after, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import * as path from 'node:path';
import {
  buildSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql';
import {sql} from 'kysely';
import type {GraphQLArgument, GraphQLField, GraphQLInputField, GraphQLNamedType} from 'graphql';
import {randomTag} from '../../server/log/cursor.js';
import {AccountFence} from './helpers/account-fence.js';
import {startHost, waitFor} from './helpers/host.js';
import type {TestAccount} from './helpers/host.js';
import type {Stream} from './helpers/stream.js';

/*
 * R28, from the schema itself: every argument and input field that takes an id or a cursor is found, and is given
 * every id and cursor of another account, and the same with its random part changed, which exists nowhere. The whole
 * answers must be the same. What is added to the schema is walked as well, or the test says what it does not know.
 */
const schema = buildSchema(
  readFileSync(path.resolve(import.meta.dirname, '../../schema/sms-chat.graphql'), 'utf8'),
);
const test = await startHost();
const fence = new AccountFence();
test.env.db = test.env.db.withPlugin(fence);
// What a viewer sets off works for all accounts.
const {wakeSender} = test.env;
test.env.wakeSender = () => fence.outside(wakeSender);

/** Where an id or a cursor can be put: the way from a root field, such as Query smsConversation messages(after). */
interface Slot {
  operation: 'query' | 'mutation' | 'subscription';
  /** Root field, then fields below it; the argument is the last one's. */
  fields: GraphQLField<unknown, unknown>[];
  argument: GraphQLArgument;
  /** Of an input object; null where the argument is the slot itself. */
  inputField: string | null;
}

const name = ({operation, fields, argument, inputField}: Slot) =>
  `${operation} ${fields.map((field) => field.name).join('.')}(${[argument.name, inputField].filter(Boolean).join('.')})`;

/** Ids and sync cursors by their type; cursors of pages, which are plain strings, by their name. */
function takesIdOrCursor({name: called, type}: GraphQLArgument | GraphQLInputField): boolean {
  const named = getNamedType(type).name;
  return named === 'ID' || named === 'SmsCursor' || (named === 'String' && /^(after|before)$/.test(called));
}

function findSlots(): Slot[] {
  const slots: Slot[] = [];
  const roots = {
    query: schema.getQueryType()!,
    mutation: schema.getMutationType()!,
    subscription: schema.getSubscriptionType()!,
  };
  for (const [operation, type] of Object.entries(roots)) {
    const visit = (fields: GraphQLField<unknown, unknown>[], seen: string[]) => {
      const field = fields.at(-1)!;
      for (const argument of field.args) {
        const slot = {operation: operation as Slot['operation'], fields, argument};
        if (takesIdOrCursor(argument)) slots.push({...slot, inputField: null});
        const input = getNamedType(argument.type);
        if (!isInputObjectType(input)) continue;
        for (const one of Object.values(input.getFields()))
          if (takesIdOrCursor(one)) slots.push({...slot, inputField: one.name});
      }
      const below = getNamedType(field.type);
      if (!isObjectType(below) || seen.includes(below.name)) return;
      for (const one of Object.values(below.getFields())) visit([...fields, one], [...seen, below.name]);
    };
    for (const field of Object.values(type.getFields())) visit([field], []);
  }
  // A field with arguments that is reached in several ways is the same code; each root's shortest way will do.
  const shortest = new Map<string, Slot>();
  for (const slot of slots.sort((a, b) => a.fields.length - b.fields.length)) {
    const key = `${slot.operation} ${slot.fields.length > 1 ? '' : slot.fields[0]!.name} ${slot.fields.at(-1)!.name} ${slot.argument.name} ${slot.inputField}`;
    if (!shortest.has(key)) shortest.set(key, slot);
  }
  return [...shortest.values()];
}

/** Everything that an answer can hold, a few levels down. */
function selection(type: GraphQLNamedType, depth: number): string {
  if (isInterfaceType(type)) {
    const of = schema.getPossibleTypes(type).map((one) => `... on ${one.name} ${selection(one, depth)}`);
    return `{__typename ${of.join(' ')}}`;
  }
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    if (isLeafType(below)) return [field.name];
    return depth > 0 ? [`${field.name} ${selection(below, depth - 1)}`] : [];
  });
  return fields.length > 0 ? `{${fields.join(' ')}}` : '{__typename}';
}

interface Inhabited {
  account: TestAccount;
  conversationId: string;
  contactId: string;
}

/** An account in which there is one of everything. */
async function inhabit(word: string, messages: number): Promise<Inhabited> {
  const account = await test.account();
  const {id: conversationId, from} = await account.inbound(`${word} writes`);
  for (let i = 1; i < messages; i++) await account.inbound(`${word} again`, from);
  const {smsCreateContact} = await account.kim.query(
    `mutation {smsCreateContact(input: {address: "${from}", firstName: "${word}"}) {contact {id}}}`,
  );
  await test.db
    .insertInto('template')
    .values(
      ['a', 'b'].map((id) => ({account_id: account.id, id: `${id}-${randomTag(8)}`, name: word, body: word})),
    )
    .execute();
  return {account, conversationId, contactId: smsCreateContact.contact.id};
}

/** What a caller from this account would put there in earnest. */
async function ownValue(at: string, {account, conversationId, contactId}: Inhabited): Promise<unknown> {
  switch (at) {
    case 'id':
    case 'conversationId':
      return conversationId;
    case 'contactId':
      return contactId;
    case 'clientMessageId':
      return crypto.randomUUID();
    case 'upToPosition':
    case 'seenPosition':
      return 1;
    case 'body':
    case 'search':
      return 'Hi';
    case 'after':
    case 'upTo':
      return account.head();
  }
  throw new Error(`${at} is new in the schema: say what a caller would put there`);
}

const isRequired = ({type, defaultValue}: GraphQLArgument | GraphQLInputField) =>
  type.toString().endsWith('!') && defaultValue === undefined;

/** The operation with the value in its slot and everything else that is required as a caller would have it. */
async function operationFor(slot: Slot, value: unknown, caller: Inhabited) {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const write = async ([field, ...rest]: GraphQLField<unknown, unknown>[]): Promise<string> => {
    const given: string[] = [];
    for (const argument of field!.args) {
      const isSlots = argument === slot.argument && rest.length === 0;
      if (!isSlots && !isRequired(argument)) continue;
      const variable = `v${declared.length}`;
      declared.push(`$${variable}: ${argument.type.toString()}`);
      given.push(`${argument.name}: $${variable}`);
      const type = getNamedType(argument.type);
      if (isInputObjectType(type)) {
        const input: Record<string, unknown> = {};
        for (const one of Object.values(type.getFields())) {
          if (isSlots && one.name === slot.inputField) input[one.name] = value;
          else if (isRequired(one)) input[one.name] = await ownValue(one.name, caller);
        }
        variables[variable] = input;
      } else variables[variable] = isSlots ? value : await ownValue(argument.name, caller);
    }
    const below = rest.length > 0 ? `{${await write(rest)}}` : selection(getNamedType(field!.type), 3);
    return `${field!.name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${below}`;
  };
  const body = await write(slot.fields);
  const head = declared.length > 0 ? `(${declared.join(', ')})` : '';
  return {query: `${slot.operation} ${head} {${body}}`, variables};
}

/** Every id and cursor that this account's agents can see. */
async function idsOf({account, conversationId, contactId}: Inhabited): Promise<Record<string, string>> {
  const clientMessageId = crypto.randomUUID();
  const {message} = await account.kim.send(conversationId, 'Theirs', {clientMessageId});
  // What is still under way would change this account while others are asked about it.
  const isDelivered = ({id, delivery}: {id: string; delivery: {status: string} | null}) =>
    id === message.id && delivery?.status === 'DELIVERED';
  await waitFor('delivery', async () => (await account.kim.messages(conversationId)).some(isDelivered));
  const lists = await account.kim.query(
    '{smsConversations {pageInfo {startCursor}} smsTemplates {pageInfo {startCursor} edges {node {id}}}}',
  );
  return {
    'an account': account.id,
    'an agent': account.kim.viewer.agentId,
    'a conversation': conversationId,
    'a contact': contactId,
    'a message': message.id,
    'a client message id': clientMessageId,
    'a sender': account.senderId,
    'a template': lists.smsTemplates.edges[0].node.id,
    'a sync cursor': await account.head(),
    'a cursor of the list': lists.smsConversations.pageInfo.startCursor,
    'a cursor of the templates': lists.smsTemplates.pageInfo.startCursor,
    'a cursor of a thread': String(message.position),
  };
}

/** The same kind of thing, with other random parts: it exists nowhere. */
function likeIt(value: string): string {
  if (/^\d+$/.test(value)) return String(Number(value) + 1_000);
  return value
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, () => crypto.randomUUID())
    .replace(/(account|a|b)-[0-9a-z]{8}/g, (_all, kind: string) => `${kind}-${randomTag(8)}`)
    .replace(/^([0-9a-z]{12})\.([0-9a-z]+)\./, (_all, _tag, seq: string) => `${randomTag(12)}.${seq}.`);
}

/** An answer without what differs from one account, or one moment, to the next. */
function plain(answer: unknown, given: string): string {
  return JSON.stringify(answer)
    .replaceAll(JSON.stringify(given), '"‹given›"')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '‹uuid›')
    .replace(/account-[0-9a-z]{8}/g, '‹account›')
    .replace(/"[ab]-[0-9a-z]{8}"/g, '‹template›')
    .replace(/[0-9a-z]{12}\.[0-9a-z]+\.[0-9a-z]*/g, '‹cursor›')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '‹time›')
    .replace(/"[0-9a-z]{8,9}\.‹uuid›"/g, '‹list cursor›')
    .replace(/(\+61|0)4[\d ]{8,11}/g, '‹number›');
}

describe('R28 the whole schema with the ids and cursors of another account', async () => {
  const slots = findSlots();
  const theirs = await inhabit('Zoltan', 12);
  const ids = await idsOf(theirs);
  const secrets = [...Object.values(ids).filter((id) => !/^\d+$/.test(id)), 'Zoltan', theirs.account.number];
  let ours = await inhabit('Ada', 2);
  const streams: Stream[] = [];
  after(() => Promise.all(streams.map((stream) => stream.close())));

  async function answerTo(slot: Slot, value: string): Promise<string> {
    const operation = await operationFor(slot, value, ours);
    if (slot.operation === 'subscription') {
      const stream = await ours.account.kim.subscribe(value);
      streams.push(stream);
      await stream.until('a batch', ({batches}) => batches.length > 0);
      return JSON.stringify(stream.batches);
    }
    const head = await ours.account.head();
    const {kim} = ours.account;
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${await kim.token()}`,
    };
    const request = {method: 'POST', headers, body: JSON.stringify(operation)};
    const answer = await fence.during(ours.account.id, async () => {
      const response = await test.host.core.graphql.fetch('http://host/graphql', request, {peer: 'test'});
      return {status: response.status, ...((await response.json()) as object)};
    });
    // What one answer has changed, the next shall not meet.
    if ((await ours.account.head()) !== head) ours = await inhabit('Ada', 2);
    return JSON.stringify(answer);
  }

  it('finds what there is to walk', () => {
    const names = slots.map(name);
    for (const one of [
      'query smsConversation(id)',
      'query smsConversations(filter.senderId)',
      'query smsConversations(after)',
      'query smsConversation.messages(before)',
      'query smsEventLog(after)',
      'mutation smsSendMessage(input.clientMessageId)',
      'mutation smsOpenConversation(input.contactId)',
      'mutation smsMarkAllRead(input.upTo)',
      'subscription smsEvents(after)',
    ])
      assert.ok(names.includes(one), `${one} is not among ${names.join(', ')}`);
  });

  for (const slot of slots) {
    it(name(slot), async () => {
      const before = await theirs.account.head();
      for (const [kind, value] of Object.entries(ids)) {
        const unknown = likeIt(value);
        const answer = await answerTo(slot, value);
        assert.equal(
          plain(JSON.parse(answer), value),
          plain(JSON.parse(await answerTo(slot, unknown)), unknown),
          `${kind} of another account answers otherwise than one that does not exist`,
        );
        const told = secrets.find(
          (secret) => secret !== value && answer.includes(secret) && !value.includes(secret),
        );
        assert.equal(told, undefined, `${kind} of another account tells of it`);
      }
      assert.equal(await theirs.account.head(), before, 'the other account has changed');
    });
  }

  it('every query that ran for it names the account', () => {
    assert.ok(fence.watched > 100);
    assert.deepEqual([...new Set(fence.unbound)], []);
  });

  it('which is found out where one does not', async () => {
    const watcher = new AccountFence();
    const db = test.host.db.withPlugin(watcher);
    const {id} = ours.account;
    await watcher.during(id, async () => {
      const messages = db.selectFrom('message').select('message.id');
      await messages.where('message.account_id', '=', theirs.account.id).execute();
      await messages.where((eb) => eb.or([eb('account_id', '=', id), eb('body', '=', 'x')])).execute();
      await messages
        .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
        .where('message.account_id', '=', id)
        .execute();
      await db.updateTable('agent').set({revoked_at: null}).where('id', '=', 'nobody').execute();
      await sql`SELECT id FROM message`.execute(db);
      assert.equal(watcher.unbound.length, 5);
      await messages.where('account_id', '=', id).execute();
      assert.equal(watcher.unbound.length, 5);
    });
  });
});

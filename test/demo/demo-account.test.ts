import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parsePhoneNumberFromString} from 'libphonenumber-js/mobile';
import {generateDemoAccount} from '../../demo/seed/generate.js';
import type {DemoAccount} from '../../demo/seed/types.js';
import {isDoomed, isFictional} from '../../demo/seed/numbers.js';
import {countSms, resolveMergeFields} from '../../src/sms/index.js';

const now = new Date('2026-04-14T03:20:00.000Z');
const account = generateDemoAccount({now});
const messages = account.conversations.flatMap((conversation) => conversation.messages);
const lastAt = ({messages: thread}: (typeof account.conversations)[number]) => thread.at(-1)!.at.getTime();
const HOUR = 60 * 60_000;

function within(actual: number, low: number, high: number, what: string) {
  assert.ok(actual >= low && actual <= high, `${what}: ${actual} is not from ${low} to ${high}`);
}

describe('the demo account', () => {
  it('is the same each time', () => {
    assert.deepEqual(generateDemoAccount({now}), account);
  });

  it('has the same people with as much to say at any other moment', () => {
    const later = generateDemoAccount({now: new Date(now.getTime() + 31.7 * 24 * HOUR)});
    const people = ({contacts}: DemoAccount) =>
      contacts.map(({firstName, lastName, address}) => [firstName, lastName, address]);
    assert.deepEqual(people(later), people(account));
    // Who stops says no more from that moment on, so only theirs may differ.
    const sizes = ({conversations}: DemoAccount) =>
      conversations
        .filter((_, i) => !account.conversations[i]!.optedOutAt && !later.conversations[i]!.optedOutAt)
        .map(({address, messages: thread}) => [address, thread.length]);
    const before = new Map(sizes(account) as [string, number][]);
    const same = sizes(later).filter(([address, length]) => before.get(address as string) === length);
    assert.ok(same.length > before.size * 0.95, `${same.length} of ${before.size}`);
  });

  it('is another one from another seed', () => {
    const other = generateDemoAccount({now, seed: 7});
    assert.notDeepEqual(other.conversations[9]!.messages, account.conversations[9]!.messages);
  });

  it('is as large as the inbox of a busy practice', () => {
    within(account.conversations.length, 290, 340, 'conversations');
    within(messages.length, 18_500, 21_500, 'messages');
    within(
      account.conversations.filter(({messages: {length}}) => length >= 1_000).length,
      3,
      6,
      'long threads',
    );
    assert.ok(account.templates.length >= 12);
    assert.equal(account.lists.length, 4);
  });

  it('has something of everything that an inbox shows', () => {
    const count = (test: (conversation: (typeof account.conversations)[number]) => boolean) =>
      account.conversations.filter(test).length;
    within(
      count(({unread}) => unread > 0),
      20,
      30,
      'unread conversations',
    );
    within(
      count(({closed}) => closed),
      15,
      25,
      'closed conversations',
    );
    within(
      count(({optedOutAt}) => optedOutAt !== null),
      6,
      10,
      'opted out',
    );
    within(count(({contactId}) => contactId !== null) / account.conversations.length, 0.6, 0.8, 'saved');
    const statuses = new Set(messages.map(({delivery}) => delivery?.status));
    assert.deepEqual(statuses, new Set([undefined, 'DELIVERED', 'SENT', 'FAILED', 'UNKNOWN']));
    const kinds = new Set(account.senders.map(({kind}) => kind));
    assert.deepEqual(kinds, new Set(['VIRTUAL', 'SHARED', 'ALPHANUMERIC', 'PERSONAL', 'SHORT_CODE']));
    assert.deepEqual(new Set(messages.map(({body}) => countSms(body).encoding)), new Set(['GSM_7', 'UCS_2']));
    assert.ok(messages.some(({body}) => countSms(body).parts >= 4));
  });

  it('speaks many scripts', () => {
    const scripts = [
      'Arabic',
      'Hebrew',
      'Devanagari',
      'Han',
      'Hiragana',
      'Hangul',
      'Thai',
      'Greek',
      'Cyrillic',
    ];
    for (const script of scripts) {
      const pattern = new RegExp(`\\p{Script=${script}}`, 'u');
      assert.ok(messages.filter(({body}) => pattern.test(body)).length >= 20, script);
    }
  });

  it('leaves no slot or choice of a scene unfilled', () => {
    const plain = messages.filter(({body}) => !body.includes('<script>'));
    for (const {body} of plain) assert.doesNotMatch(body, /\$[a-z]|\{|\}|\|/, body);
    for (const {body} of messages) assert.notEqual(body, '');
  });

  it('leads up to now, and is busiest lately', () => {
    for (const {at, delivery} of messages) {
      assert.ok(at <= now);
      assert.ok(!delivery || (delivery.at >= at && delivery.at <= now));
    }
    const since = (hours: number) =>
      account.conversations.filter((thread) => lastAt(thread) > now.getTime() - hours * HOUR).length;
    within(since(12), 15, 40, 'active today');
    within(since(7 * 24), 70, 140, 'active this week');
    assert.ok(Math.min(...messages.map(({at}) => at.getTime())) > now.getTime() - 1_000 * 24 * HOUR);
  });

  it('keeps every thread in order, with its unread messages at the end', () => {
    for (const {messages: thread, unread, closed} of account.conversations) {
      thread.slice(1).forEach((message, i) => assert.ok(message.at >= thread[i]!.at));
      const newest = unread > 0 ? thread.slice(-unread) : [];
      assert.ok(newest.every(({direction}) => direction === 'INBOUND'));
      assert.ok(!closed || unread === 0);
    }
  });

  it('writes nothing to those who opted out', () => {
    for (const {messages: thread, optedOutAt} of account.conversations) {
      if (!optedOutAt) continue;
      assert.match(thread.at(-1)!.body, /^(stop|unsubscribe)\.?$/i);
      assert.ok(thread.every(({at}) => at <= optedOutAt));
    }
  });

  it('receives only where a sender can receive', () => {
    const oneWay = new Set(
      account.senders.filter(({kind}) => kind === 'ALPHANUMERIC' || kind === 'PERSONAL').map(({id}) => id),
    );
    assert.ok(messages.every(({direction, senderId}) => direction === 'OUTBOUND' || !oneWay.has(senderId)));
    const ready = new Set(account.senders.filter(({status}) => status === 'READY').map(({id}) => id));
    assert.ok(messages.every(({senderId}) => ready.has(senderId)));
  });

  it('has one thread and one contact for each number', () => {
    const threads = account.conversations.map(({address}) => address);
    const contacts = account.contacts.map(({address}) => address);
    assert.equal(new Set(threads).size, threads.length);
    assert.equal(new Set(contacts).size, contacts.length);
    const own = account.senders.map(({address}) => address);
    assert.ok(threads.concat(contacts).every((address) => !own.includes(address)));
  });

  it('uses only numbers that are kept for fiction, and that the host takes as mobile numbers', () => {
    const ours = account.senders.filter(({kind}) => kind === 'VIRTUAL' || kind === 'PERSONAL');
    const all = [
      ...account.conversations.map(({address}) => address),
      ...account.contacts.map(({address}) => address),
      ...account.poolNumbers,
      ...ours.map(({address}) => address!),
    ];
    for (const address of all) {
      assert.ok(isFictional(address), address);
      assert.ok(parsePhoneNumberFromString(address)?.isValid(), address);
    }
  });

  it('fails only for numbers that fail, and now and then', () => {
    const reached = account.conversations.filter(({address}) => !isDoomed(address));
    const sent = reached.flatMap((thread) => thread.messages).filter(({delivery}) => delivery);
    const failures = sent.filter(({delivery}) => delivery!.status === 'FAILED');
    within(failures.length / sent.length, 0.003, 0.03, 'share of failures');
    assert.ok(failures.every(({delivery}) => delivery!.reason && delivery!.code));
  });

  it('has templates whose merge fields the account knows', () => {
    const knownKeys = account.mergeFields.map(({key}) => key);
    const syntax = {open: '{{', close: '}}', fallback: '|'};
    for (const body of [...account.templates, ...account.campaigns].map((item) => item.body)) {
      assert.deepEqual(resolveMergeFields(body, {syntax, knownKeys, values: new Map()}).unknown, []);
    }
  });

  it('counts in each campaign everybody on its list', () => {
    for (const campaign of account.campaigns) {
      const {contactIds} = account.lists.find(({id}) => id === campaign.listId)!;
      const {recipients, skippedOptedOut, skippedMissingValue} = campaign;
      assert.equal(recipients + skippedOptedOut + skippedMissingValue, contactIds.length);
      const added = messages.filter(({campaignId}) => campaignId === campaign.id).length;
      assert.equal(added, recipients);
    }
  });
});

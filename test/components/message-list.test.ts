import {expect, fixture, html, nextFrame, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {SmsChatMessageList} from '../../src/components/message-list/message-list.js';
import {define} from '../../src/define/define.js';
import {ChatError} from '../../src/state/api/chat-error.js';
import type {Message, OutboxMessage, Thread} from '../../src/state/model.js';

define('sms-chat-message-list', SmsChatMessageList);

const NOON = new Date().setHours(12, 0, 0, 0);
const MINUTE = 60_000;
const viewer = {id: 'alex', displayName: 'Alex Kim'};

type Status = NonNullable<Message['delivery']>['status'];

function message(position: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${position}`,
    version: 1,
    conversationId: 'c1',
    position,
    direction: 'INBOUND',
    body: `Message ${position}`,
    sender: {id: 's1', label: 'Practice line'},
    author: null,
    campaignName: null,
    delivery: null,
    clientMessageId: null,
    createdAt: new Date(NOON + position * 10_000).toISOString(),
    ...change,
  };
}

function sent(position: number, status: Status, change: Partial<Message> = {}): Message {
  const delivery = {status, reason: null, retryable: false};
  return message(position, {direction: 'OUTBOUND', author: viewer, delivery, ...change});
}

function range(from: number, to: number, change: Partial<Message> = {}): Message[] {
  return Array.from({length: to - from}, (_, i) => message(from + i, change));
}

function thread(messages: readonly Message[], change: Partial<Thread> = {}): Thread {
  return {
    conversationId: 'c1',
    messages,
    status: 'ready',
    error: null,
    hasOlder: false,
    hasNewer: false,
    startCursor: null,
    endCursor: null,
    older: 'idle',
    newer: 'idle',
    openedAtReadPosition: 59,
    openedAtPosition: messages.at(-1)?.position ?? 0,
    target: null,
    ...change,
  };
}

function pending(id: string, change: Partial<OutboxMessage> = {}): OutboxMessage {
  return {
    clientMessageId: id,
    conversationId: 'c1',
    senderId: null,
    body: 'Hello {{first_name}}',
    preview: 'Hello Jane',
    createdAt: NOON + 20 * MINUTE,
    sequence: 1,
    seenPosition: null,
    state: 'sending',
    heldBecause: null,
    error: null,
    ...change,
  };
}

async function show(properties: Partial<SmsChatMessageList>): Promise<SmsChatMessageList> {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  const list = document.createElement('sms-chat-message-list');
  list.style.blockSize = '400px';
  Object.assign(list, {viewerId: 'alex', recipientName: 'Jane Citizen', ...properties});
  box.append(list);
  await settled(list);
  return list;
}

async function settled(list: SmsChatMessageList) {
  await list.updateComplete;
  for (let i = 0; i < 3; i++) await nextFrame();
}

async function change(list: SmsChatMessageList, properties: Partial<SmsChatMessageList>) {
  Object.assign(list, properties);
  await settled(list);
}

const root = (list: SmsChatMessageList) => list.shadowRoot!;
const log = (list: SmsChatMessageList) => root(list).querySelector<HTMLElement>('[role="log"]')!;
const pill = (list: SmsChatMessageList) =>
  root(list).querySelector<HTMLButtonElement>('[part="new-messages"]')!;
const announced = (list: SmsChatMessageList) => root(list).querySelector('[aria-live="polite"]')!.textContent;
const headings = (list: SmsChatMessageList) =>
  [...root(list).querySelectorAll('h3')].map((heading) => heading.textContent.trim());

const linked = (list: SmsChatMessageList) =>
  [...root(list).querySelectorAll('[aria-current="true"] p')].map((text) => text.textContent);

function row(list: SmsChatMessageList, text: string) {
  return [...root(list).querySelectorAll<HTMLElement>('.message')].find(
    (element) => element.querySelector('p')!.textContent === text,
  );
}

/** How far a message is below the top of the view. */
function placeOf(list: SmsChatMessageList, text: string) {
  return row(list, text)!.getBoundingClientRect().top - log(list).getBoundingClientRect().top;
}

function words(element: Element | undefined) {
  return element?.textContent!.replace(/\s+/g, ' ').trim() ?? '';
}

function button(list: SmsChatMessageList, name: string) {
  return [...root(list).querySelectorAll('button')].find((element) => words(element) === name);
}

function isAtEnd(list: SmsChatMessageList) {
  const {scrollHeight, clientHeight, scrollTop} = log(list);
  return scrollHeight - clientHeight - scrollTop <= 1;
}

function topOf(list: SmsChatMessageList, text: string) {
  return row(list, text)!.getBoundingClientRect().top - log(list).getBoundingClientRect().top;
}

/** Names of the events of a list while `act` runs and settles. */
async function eventsOf(list: SmsChatMessageList, type: string, act: () => unknown) {
  const events: CustomEvent[] = [];
  const note = (event: Event) => events.push(event as CustomEvent);
  list.addEventListener(type, note);
  await act();
  await settled(list);
  list.removeEventListener(type, note);
  return events;
}

describe('sms-chat-message-list', () => {
  describe('what a message says', () => {
    it('shows text, time, sender ID and state of what was sent, and text and time of what was received', async () => {
      const list = await show({
        thread: thread([message(1), sent(2, 'DELIVERED', {body: 'Hi Jane'})]),
        locale: 'en-GB',
      });
      expect(words(row(list, 'Message 1'))).to.equal('Jane Citizen: Message 1 12:00');
      expect(words(row(list, 'Hi Jane'))).to.equal('You: Hi Jane 12:00 Practice line Delivered');
    });

    it('says each state in words', async () => {
      const statuses = ['QUEUED', 'SENT', 'DELIVERED', 'UNKNOWN'] as const;
      const list = await show({
        thread: thread(statuses.map((status, i) => sent(i + 1, status, {body: status}))),
        outbox: [pending('a')],
      });
      expect(words(row(list, 'QUEUED'))).to.contain('Queued');
      expect(words(row(list, 'SENT'))).to.contain('Sent');
      expect(words(row(list, 'DELIVERED'))).to.contain('Delivered');
      expect(words(row(list, 'UNKNOWN'))).to.match(/Unknown .*may have arrived or not/);
      expect(words(row(list, 'Hello Jane'))).to.contain('Sending');
    });

    it('names the campaign, and another agent who wrote', async () => {
      const list = await show({
        thread: thread([
          sent(1, 'SENT', {body: 'Sale', author: null, campaignName: 'Spring recall'}),
          sent(2, 'SENT', {body: 'Hello', author: {id: 'ben', displayName: 'Ben Ito'}}),
        ]),
      });
      expect(words(row(list, 'Sale'))).to.contain('Campaign: Spring recall');
      expect(words(row(list, 'Hello'))).to.match(/^Ben Ito: Hello .*Ben Ito/);
    });

    it('shows text as text: markup inert, line breaks kept, direction controls gone', async () => {
      const body = '<img src=x onerror="alert(1)">\n\u202egnp.exe';
      const list = await show({thread: thread([message(1, {body})])});
      const paragraph = root(list).querySelector('p')!;
      expect(paragraph.textContent).to.equal('<img src=x onerror="alert(1)">\ngnp.exe');
      expect(paragraph.dir).to.equal('auto');
      expect(getComputedStyle(paragraph).whiteSpace).to.equal('pre-wrap');
    });

    it('puts received messages on one side and sent ones on the other', async () => {
      const list = await show({thread: thread([message(1), sent(2, 'SENT', {body: 'Hi'})])});
      const middle = log(list).getBoundingClientRect().width / 2;
      const bubble = (text: string) => row(list, text)!.querySelector('.bubble')!.getBoundingClientRect();
      expect(bubble('Message 1').right).to.be.lessThan(middle);
      expect(bubble('Hi').left).to.be.greaterThan(middle);
    });

    it('separates the days', async () => {
      const day = 24 * 60 * MINUTE;
      const at = (time: number) => ({createdAt: new Date(time).toISOString()});
      const list = await show({
        thread: thread([
          message(1, at(Date.UTC(2021, 4, 3, 12))),
          message(2, at(NOON - day)),
          message(3),
          message(4),
        ]),
        locale: 'en-GB',
      });
      const [first, ...others] = headings(list);
      expect(first).to.match(/^Monday,? 3 May 2021$/);
      expect(others).to.deep.equal(['Yesterday', 'Today']);
    });
  });

  it('looks as it is meant to where the page centres, indents or capitalises its text', async () => {
    const list = await show({thread: thread([message(1)])});
    const textStyle = () => {
      const style = getComputedStyle(row(list, 'Message 1')!.querySelector('p')!);
      return [style.textAlign, style.textIndent, style.textTransform];
    };
    const meant = textStyle();
    list.parentElement!.style.cssText = 'text-align: center; text-indent: 2em; text-transform: uppercase';
    expect(textStyle()).to.deep.equal(meant);
  });

  describe('what can be done', () => {
    it('sends a failed message again, once, where that can succeed', async () => {
      const delivery = {
        status: 'FAILED',
        reason: 'Switched off',
        retryable: true,
      } as const;
      const failed = sent(1, 'FAILED', {body: 'Hi', delivery});
      const list = await show({thread: thread([failed])});
      expect(words(row(list, 'Hi'))).to.contain('Failed Switched off');
      const asked = oneEvent(list, 'sms-chat-resend-request');
      button(list, 'Retry')!.click();
      expect((await asked).detail).to.deep.equal({message: failed});

      await change(list, {retried: new Set(['m1'])});
      expect(button(list, 'Retry')).to.equal(undefined);
      expect(words(row(list, 'Hi'))).to.contain('Sent again');
    });

    it('offers no Retry where it cannot succeed', async () => {
      const list = await show({thread: thread([sent(1, 'FAILED')])});
      expect(button(list, 'Retry')).to.equal(undefined);
    });

    it('says why the host refused, and offers to retry, edit or discard', async () => {
      const error = new ChatError('OPTED_OUT', 'Jane opted out on 3 May.', {refusal: true});
      const list = await show({
        thread: thread([message(1)]),
        outbox: [pending('a', {state: 'refused', error})],
      });
      expect(words(row(list, 'Hello Jane'))).to.contain('Failed Jane opted out on 3 May.');
      for (const [name, type] of [
        ['Retry', 'retry'],
        ['Edit', 'edit'],
        ['Discard', 'discard'],
      ] as const) {
        const asked = oneEvent(list, `sms-chat-${type}-request`);
        button(list, name)!.click();
        expect((await asked).detail).to.deep.equal({clientMessageId: 'a'});
      }
      await expect(list).to.be.accessible();
    });

    it('asks before a message goes that a colleague’s answer has overtaken', async () => {
      const held = pending('a', {state: 'held', heldBecause: 'conversation-changed'});
      const list = await show({thread: thread([message(1)]), outbox: [held]});
      expect(words(row(list, 'Hello Jane'))).to.match(/Not sent Someone else has answered/);
      const asked = oneEvent(list, 'sms-chat-retry-request');
      button(list, 'Send anyway')!.click();
      expect((await asked).detail).to.deep.equal({clientMessageId: 'a'});
    });

    it('keeps the focus in the thread when the message with the focus goes', async () => {
      const error = new ChatError('OTHER', 'No.', {refusal: true});
      const list = await show({
        thread: thread([message(1)]),
        outbox: [pending('a', {state: 'refused', error})],
      });
      button(list, 'Discard')!.focus();
      await change(list, {outbox: []});
      expect(root(list).activeElement).to.equal(log(list));
    });

    it('keeps the focus in the thread when Try again makes room for what loads', async () => {
      const list = await show({thread: thread([], {status: 'failed', error: new ChatError('NETWORK', '')})});
      button(list, 'Try again')!.focus();
      await change(list, {thread: thread([], {status: 'loading'})});
      expect(root(list).activeElement).to.equal(log(list));
    });

    it('is scrolled by the keyboard, and then stays where the reader went', async () => {
      const list = await show({thread: thread(range(1, 60))});
      log(list).focus();
      const end = log(list).scrollTop;
      await sendKeys({press: 'PageUp'});
      await waitUntil(() => log(list).scrollTop < end - 300, 'a page up');
      await settled(list);
      const before = log(list).scrollTop;
      await change(list, {thread: thread(range(1, 61))});
      expect(log(list).scrollTop).to.be.at.most(before);
      expect(pill(list).hidden).to.be.false;
    });
  });

  describe('where it opens', () => {
    it('opens at the end when all is read', async () => {
      const list = await show({thread: thread(range(1, 60))});
      expect(isAtEnd(list)).to.be.true;
      expect(row(list, 'Message 59')).to.exist;
      expect(headings(list)).to.not.include('1 new message');
    });

    it('opens at the first unread message, and marks it', async () => {
      const list = await show({thread: thread(range(1, 60), {openedAtReadPosition: 29})});
      expect(headings(list)).to.include('30 new messages');
      expect(topOf(list, 'Message 30')).to.be.within(0, 60);
    });

    it('leaves the mark alone when more come', async () => {
      const messages = range(1, 60);
      const list = await show({thread: thread(messages, {openedAtReadPosition: 57})});
      await change(list, {
        thread: thread([...messages, message(60)], {openedAtReadPosition: 57}),
      });
      expect(headings(list)).to.include('2 new messages');
    });

    it('opens at a linked message, when it is there', async () => {
      const list = await show({thread: thread([], {status: 'loading', target: {position: 20}})});
      await change(list, {thread: thread(range(1, 60), {target: {position: 20}})});
      expect(topOf(list, 'Message 20')).to.be.within(100, 300);
      expect(linked(list)).to.deep.equal(['Message 20']);
    });

    it('goes to a linked message each time that a link leads there, and leaves the reader alone otherwise', async () => {
      const list = await show({thread: thread(range(1, 60))});
      const target = {position: 20};
      await change(list, {thread: thread(range(1, 60), {target})});
      expect(topOf(list, 'Message 20')).to.be.within(100, 300);
      log(list).scrollTop = 0;
      await settled(list);
      await change(list, {thread: thread(range(1, 61), {target}), outbox: []});
      expect(log(list).scrollTop).to.equal(0);
      await change(list, {thread: thread(range(1, 61), {target: {...target}})});
      expect(topOf(list, 'Message 20')).to.be.within(100, 300);
      await change(list, {thread: thread(range(1, 61), {target: {position: 40}})});
      expect(linked(list)).to.deep.equal(['Message 40']);
    });

    it('shows what is around a linked message that is gone', async () => {
      const others = [...range(1, 20), ...range(22, 60)];
      const list = await show({thread: thread(others, {target: {position: 20}})});
      expect(topOf(list, 'Message 22')).to.be.within(100, 300);
      expect(linked(list)).to.deep.equal([]);
    });

    it('opens where it should when it was hidden at first', async () => {
      const list = await show({hidden: true, thread: thread(range(1, 60))});
      expect(row(list, 'Message 59')).to.equal(undefined);
      list.hidden = false;
      await settled(list);
      expect(isAtEnd(list)).to.be.true;
      expect(row(list, 'Message 59')).to.exist;
    });

    it('opens the next thread at its own end', async () => {
      const list = await show({thread: thread(range(1, 60))});
      log(list).scrollTop = 0;
      await settled(list);
      const other = range(1, 60, {conversationId: 'c2', body: 'Other'}).map((m) => ({
        ...m,
        id: `c2 ${m.id}`,
      }));
      await change(list, {thread: thread(other, {conversationId: 'c2'})});
      expect(isAtEnd(list)).to.be.true;
      expect(row(list, 'Message 1')).to.equal(undefined);
    });
  });

  describe('new messages', () => {
    it('follows the end while the reader is there', async () => {
      const list = await show({thread: thread(range(1, 60))});
      await change(list, {thread: thread(range(1, 75))});
      expect(isAtEnd(list)).to.be.true;
      expect(pill(list).hidden).to.be.true;
    });

    it('holds what is read further up, and offers New messages', async () => {
      const list = await show({thread: thread(range(1, 60))});
      log(list).scrollTop = 800;
      await settled(list);
      expect(pill(list).hidden).to.be.true;
      const before = placeOf(list, 'Message 20');
      await change(list, {thread: thread(range(1, 62))});
      expect(placeOf(list, 'Message 20')).to.equal(before);
      expect(pill(list).hidden).to.be.false;
      expect(words(pill(list))).to.equal('New messages');
      await expect(list).to.be.accessible();

      pill(list).focus();
      pill(list).click();
      await settled(list);
      expect(isAtEnd(list)).to.be.true;
      expect(pill(list).hidden).to.be.true;
      expect(root(list).activeElement).to.equal(log(list));
    });

    it('asks for the newest messages where they are not loaded, and goes to their end', async () => {
      const list = await show({thread: thread(range(1, 60), {hasNewer: true, openedAtReadPosition: 20})});
      const asked = oneEvent(list, 'sms-chat-jump-request');
      pill(list).click();
      await asked;
      // The host is asked anew, and what was seen meanwhile is read.
      await change(list, {thread: thread([], {status: 'loading', openedAtReadPosition: 30})});
      await change(list, {thread: thread(range(500, 550), {openedAtReadPosition: 30})});
      expect(isAtEnd(list)).to.be.true;
      expect(row(list, 'Message 549')).to.exist;
    });

    it('shows what the reader sends, wherever the reader is', async () => {
      const list = await show({thread: thread(range(1, 60))});
      log(list).scrollTop = 300;
      await settled(list);
      await change(list, {outbox: [pending('a')]});
      expect(isAtEnd(list)).to.be.true;
      expect(row(list, 'Hello Jane')).to.exist;
    });

    it('shows what waits to be sent in a thread that could not be loaded, and how to load it', async () => {
      const error = new ChatError('NETWORK', 'The endpoint could not be reached.', {retryable: true});
      const list = await show({
        thread: thread([], {status: 'failed', error}),
        outbox: [pending('a')],
      });
      expect(row(list, 'Hello Jane')).to.exist;
      const asked = oneEvent(list, 'sms-chat-load-older-request');
      button(list, 'Try again')!.click();
      await asked;
      await change(list, {thread: thread(range(1, 60))});
      expect(row(list, 'Hello Jane')).to.exist;
      expect(isAtEnd(list)).to.be.true;
    });

    it('keeps one bubble from sending to delivery', async () => {
      const list = await show({thread: thread([message(1)]), outbox: [pending('a')]});
      const host = row(list, 'Hello Jane')!.parentElement;
      const confirmed = sent(2, 'QUEUED', {body: 'Hello Jane', clientMessageId: 'a'});
      await change(list, {thread: thread([message(1), confirmed])});
      expect(root(list).querySelectorAll('.message').length).to.equal(2);
      await change(list, {outbox: []});
      expect(row(list, 'Hello Jane')!.parentElement).to.equal(host);
      expect(words(row(list, 'Hello Jane'))).to.contain('Queued');
    });

    it('reads new inbound messages out, and neither history nor what was sent', async () => {
      const list = await show({thread: thread(range(50, 60), {hasOlder: true})});
      const older = thread(range(1, 60));
      await change(list, {thread: older});
      await change(list, {
        thread: thread([...older.messages, sent(60, 'SENT', {body: 'Mine'}), message(61)]),
      });
      await waitUntil(() => announced(list) !== '', 'an announcement');
      expect(announced(list)).to.equal('Jane Citizen: Message 61');
      await change(list, {thread: thread([...list.thread!.messages, message(62), message(63)])});
      await waitUntil(() => announced(list)?.includes('2 new'), 'the next announcement');
      expect(announced(list)).to.equal('Jane Citizen: 2 new messages');
      expect(log(list).getAttribute('aria-live')).to.equal('off');
    });

    it('reads out what has just failed, once and together, and not what had failed before', async () => {
      const error = new ChatError('INSUFFICIENT_CREDIT', 'No credit');
      const old = sent(1, 'FAILED', {id: 'old'});
      const list = await show({thread: thread([old, sent(2, 'SENT')], {hasOlder: true})});
      await change(list, {thread: thread([sent(0, 'FAILED', {id: 'older'}), old, sent(2, 'SENT')])});
      await change(list, {thread: thread([...list.thread!.messages.slice(0, 2), sent(2, 'FAILED')])});
      await waitUntil(() => announced(list) !== '', 'an announcement');
      expect(announced(list)).to.equal('1 message failed. It could not be delivered.');

      const outbox = ['a', 'b', 'c'].map((id) => pending(id));
      await change(list, {outbox});
      await change(list, {outbox: outbox.map((each) => ({...each, state: 'refused' as const, error}))});
      await change(list, {thread: thread([...list.thread!.messages, message(3)])});
      await waitUntil(() => announced(list)?.startsWith('3'), 'the next announcement');
      expect(announced(list)).to.match(/^3 messages failed\. .+ Jane Citizen: Message 3$/);
    });
  });

  describe('history', () => {
    it('asks once for older messages near the start, and puts them above without moving anything', async () => {
      const list = await show({thread: thread(range(20, 60), {hasOlder: true})});
      const asked = await eventsOf(list, 'sms-chat-load-older-request', async () => {
        for (const y of [600, 400, 200]) {
          log(list).scrollTop = y;
          await nextFrame();
        }
      });
      expect(asked.length).to.equal(1);
      await change(list, {thread: {...list.thread!, older: 'loading'}});
      const text = [...root(list).querySelectorAll('.message')]
        .map((element) => element.querySelector('p')!.textContent)
        .find((each) => topOf(list, each) > 0)!;
      const before = topOf(list, text);
      await change(list, {thread: thread(range(10, 60), {hasOlder: true})});
      expect(topOf(list, text)).to.equal(before);
      log(list).scrollTop = 0;
      await settled(list);
      const first = topOf(list, 'Message 10');
      await change(list, {thread: thread(range(1, 60))});
      expect(topOf(list, 'Message 10')).to.equal(first);
    });

    it('offers Try again where older messages could not be loaded', async () => {
      const list = await show({thread: thread(range(1, 60), {hasOlder: true, older: 'failed'})});
      log(list).scrollTop = 0;
      await settled(list);
      const asked = oneEvent(list, 'sms-chat-load-older-request');
      button(list, 'Try again')!.click();
      await asked;
    });

    it('loads newer messages at the end of what is loaded, and stays where it is', async () => {
      const list = await show({
        thread: thread(range(1, 60), {hasNewer: true, openedAtReadPosition: 20}),
      });
      const asked = await eventsOf(list, 'sms-chat-load-newer-request', () => {
        log(list).scrollTop = log(list).scrollHeight;
      });
      expect(asked.length).to.equal(1);
      const before = topOf(list, 'Message 59');
      await change(list, {thread: thread(range(1, 110), {hasNewer: true, openedAtReadPosition: 20})});
      expect(topOf(list, 'Message 59')).to.equal(before);
    });
  });

  describe('what was seen', () => {
    it('tells the newest position that was in view, and no more than that', async () => {
      const list = await show({thread: null});
      const seen = oneEvent(list, 'sms-chat-seen-request');
      await change(list, {thread: thread(range(1, 60), {openedAtReadPosition: 9})});
      const {position} = (await seen).detail;
      expect(position).to.be.within(12, 25);
      expect(topOf(list, `Message ${position}`)).to.be.lessThan(400);

      const next = oneEvent(list, 'sms-chat-seen-request');
      log(list).scrollTop = log(list).scrollHeight;
      expect((await next).detail).to.deep.equal({position: 59});
    });

    it('is what a thread opens with, and of what others write later, what stays in view for a moment', async () => {
      const opened = {openedAtPosition: 59};
      const list = await show({thread: thread(range(1, 60), opened), viewerId: 'kim'});
      expect(list.seenPosition).to.equal(59);
      await change(list, {thread: thread(range(1, 61), opened)});
      expect(list.seenPosition).to.equal(59);
      await waitUntil(() => list.seenPosition === 60);

      log(list).scrollTop = 0;
      await settled(list);
      const lee = {direction: 'OUTBOUND', author: {id: 'lee', displayName: 'Lee'}} as const;
      const talk = [...range(1, 61), ...range(61, 62, lee)];
      await change(list, {thread: thread(talk, opened)});
      expect(list.seenPosition).to.equal(60);
      log(list).scrollTop = log(list).scrollHeight;
      await waitUntil(() => list.seenPosition === 61);
    });

    it('passes over what one wrote oneself', async () => {
      const opened = {openedAtPosition: 59};
      const list = await show({thread: thread(range(1, 60), opened), viewerId: 'kim'});
      const kim = {direction: 'OUTBOUND', author: {id: 'kim', displayName: 'Kim'}} as const;
      await change(list, {thread: thread([...range(1, 60), ...range(60, 61, kim)], opened)});
      expect(list.seenPosition).to.equal(60);
    });

    it('tells nothing while it is hidden', async () => {
      const list = await show({hidden: true, thread: null});
      let told = 0;
      list.addEventListener('sms-chat-seen-request', () => told++);
      await change(list, {thread: thread(range(1, 60), {openedAtReadPosition: 9})});
      const seen = oneEvent(list, 'sms-chat-seen-request');
      expect(told).to.equal(0);
      list.hidden = false;
      await seen;
    });
  });

  describe('states', () => {
    it('says that it loads', async () => {
      const list = await show({thread: thread([], {status: 'loading'})});
      expect(log(list).getAttribute('aria-busy')).to.equal('true');
      expect(root(list).textContent).to.contain('Loading messages');
      await expect(list).to.be.accessible();
    });

    it('says that there is nothing yet', async () => {
      const list = await show({thread: thread([])});
      expect(root(list).textContent).to.contain('No messages yet');
      await expect(list).to.be.accessible();
    });

    it('says what went wrong, and offers Try again', async () => {
      const error = new ChatError('NETWORK', 'Failed to fetch');
      const list = await show({thread: thread([], {status: 'failed', error})});
      expect(root(list).textContent).to.contain('The server cannot be reached.');
      const asked = oneEvent(list, 'sms-chat-reload-thread-request');
      button(list, 'Try again')!.click();
      await asked;
      await expect(list).to.be.accessible();
    });

    it('is a log named Messages, accessible with all kinds of rows, in light and dark', async () => {
      const list = await show({
        thread: thread(
          [message(1), sent(2, 'DELIVERED'), sent(3, 'FAILED'), sent(4, 'UNKNOWN'), message(5)],
          {
            openedAtReadPosition: 4,
            hasOlder: true,
            older: 'failed',
          },
        ),
        outbox: [pending('a')],
      });
      expect(log(list).getAttribute('aria-label')).to.equal('Messages');
      for (const scheme of ['light', 'dark']) {
        list.parentElement!.style.colorScheme = scheme;
        list.parentElement!.style.background = scheme === 'dark' ? '#000' : '#fff';
        await expect(list).to.be.accessible();
      }
    });

    it('keeps its place when it is moved in the document', async () => {
      const list = await show({thread: thread(range(1, 60))});
      log(list).scrollTop = 800;
      await settled(list);
      const before = placeOf(list, 'Message 20');
      list.parentElement!.append(list);
      await settled(list);
      expect(placeOf(list, 'Message 20')).to.equal(before);
      expect(log(list).scrollTop).to.be.greaterThan(500);
    });

    it('keeps a selection that is scrolled out of view, with all rows in between', async () => {
      const list = await show({thread: thread(range(0, 300), {openedAtReadPosition: 299})});
      const [first, last] = [row(list, 'Message 297')!, row(list, 'Message 299')!];
      const selection = document.getSelection()!;
      selection.setBaseAndExtent(
        first.querySelector('p')!.firstChild!,
        0,
        last.querySelector('p')!.firstChild!,
        11,
      );
      for (const y of [4000, 0]) {
        log(list).scrollTop = y;
        await settled(list);
      }
      expect(row(list, 'Message 0'), 'the start is shown').to.exist;
      for (const text of ['Message 297', 'Message 298', 'Message 299'])
        expect(row(list, text), text).to.exist;
      expect(first.isConnected && last.isConnected).to.be.true;
      selection.removeAllRanges();
      log(list).scrollTop = 1;
      await settled(list);
      expect(row(list, 'Message 298'), 'goes with the selection').not.to.exist;
    });

    it('prints all that is loaded, in order, and is a window again afterwards', async () => {
      const list = await show({thread: thread(range(0, 300), {openedAtReadPosition: 299})});
      dispatchEvent(new Event('beforeprint'));
      const texts = [...root(list).querySelectorAll('.message p')].map((text) => text.textContent);
      expect(texts).to.deep.equal(range(0, 300).map(({body}) => body));
      dispatchEvent(new Event('afterprint'));
      await settled(list);
      expect(root(list).querySelectorAll('.message').length).to.be.lessThan(60);
      expect(isAtEnd(list)).to.be.true;
    });

    it('keeps to a few hundred nodes in a thread of 10,000, and renders one row for one message', async () => {
      const messages = range(1, 10_001);
      const list = await show({thread: thread(messages, {openedAtReadPosition: 10_000})});
      const count = () => root(list).querySelectorAll('*').length;
      expect(count()).to.be.lessThan(600);
      log(list).scrollTop = 200_000;
      await settled(list);
      expect(count()).to.be.lessThan(600);
      list.scrollToEnd();
      await settled(list);

      const changed = new Set<Node>();
      const observer = new MutationObserver((records) => records.forEach(({target}) => changed.add(target)));
      const texts = {subtree: true, characterData: true};
      observer.observe(log(list), texts);
      const delivered = messages.slice();
      delivered[9_998] = {...messages[9_998]!, body: 'Changed'};
      await change(list, {thread: thread(delivered, {openedAtReadPosition: 10_000})});
      observer.disconnect();
      expect(changed.size).to.equal(1);
    });
  });
});

import {expect, fixture, html, nextFrame, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {SmsChatConversationList} from '../../src/components/conversation-list/conversation-list.js';
import {ChatError} from '../../src/state/api/chat-error.js';
import {english} from '../../src/localization/language.js';
import type {Conversation} from '../../src/state/model.js';
import '../../src/define/leaves.js';
import {contactWith, conversationWith} from '../helpers/data.js';

function conversation(number: number, parts: Partial<Conversation> = {}): Conversation {
  const formattedAddress = `0491 5${number}`;
  const lastActivityAt = new Date().toISOString();
  return conversationWith({id: `c${number}`, contact: null, formattedAddress, lastActivityAt, ...parts});
}

function inbound(body: string): Conversation['lastMessage'] {
  return {
    id: 'm1',
    version: 1,
    position: 1,
    direction: 'INBOUND',
    body,
    sender: null,
    author: null,
    campaignName: null,
    delivery: null,
  };
}

const jane = conversation(1, {
  contact: contactWith({displayName: 'Jane Citizen'}),
  lastMessage: inbound('See you\nthen'),
  unreadCount: 3,
});
const many = Array.from({length: 1000}, (_, index) => conversation(index));

async function listFixture(properties: Partial<SmsChatConversationList>) {
  const list = await fixture<SmsChatConversationList>(
    html`<sms-chat-conversation-list></sms-chat-conversation-list>`,
  );
  list.style.height = '400px';
  list.style.width = '320px';
  await set(list, {status: 'ready', ...properties});
  return list;
}

async function set(list: SmsChatConversationList, properties: Partial<SmsChatConversationList>) {
  Object.assign(list, properties);
  await list.updateComplete;
}

const rows = (list: SmsChatConversationList) => [
  ...list.shadowRoot!.querySelectorAll<HTMLButtonElement>('[role=listitem] > button'),
];
const row = (list: SmsChatConversationList, id: string) => rows(list).find(({value}) => value === id);
const scroller = (list: SmsChatConversationList) => list.shadowRoot!.querySelector('.scroller')!;
const focusedId = (list: SmsChatConversationList) =>
  (list.shadowRoot!.activeElement as HTMLButtonElement | null)?.value;
/** Where a character of the text stands. */
function left(element: Element, index: number): number {
  const node = [...element.childNodes].find(({nodeName}) => nodeName === '#text')!;
  const range = document.createRange();
  range.setStart(node, index);
  range.setEnd(node, index + 1);
  return range.getBoundingClientRect().left;
}
const button = (list: SmsChatConversationList, name: string) =>
  [...list.shadowRoot!.querySelectorAll('button')].find(({textContent}) => textContent?.trim() === name)!;

/** The text of a row without what is hidden from screen readers: its accessible name. */
function nameOf(element: Element) {
  const copy = element.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
  return copy.textContent.replace(/\s+/g, ' ').trim();
}

/** Rows that can be seen, by what they say and where. */
function seen(list: SmsChatConversationList) {
  const pane = scroller(list).getBoundingClientRect();
  return rows(list)
    .map((element) => ({id: element.value, top: element.getBoundingClientRect().top - pane.top}))
    .filter(({top}) => top >= 0 && top < pane.height - 40)
    .sort((a, b) => a.top - b.top);
}

async function scrollTo(list: SmsChatConversationList, top: number) {
  scroller(list).scrollTop = top;
  await oneEvent(scroller(list), 'scroll');
}

describe('sms-chat-conversation-list', () => {
  describe('rows', () => {
    it('say name, unread messages, beginning of the last message and time', async () => {
      const list = await listFixture({conversations: [jane, conversation(2)], selectedId: 'c2'});
      expect(nameOf(row(list, 'c1')!)).to.match(/^Jane Citizen, 3 unread messages, See you then, \d+:\d\d/);
      expect(nameOf(row(list, 'c2')!)).to.match(/^0491 52, No messages yet, \d+:\d\d/);
      expect(row(list, 'c2')!.ariaCurrent).to.equal('true');
      expect(row(list, 'c1')!.ariaCurrent).to.equal(null);
      await expect(list).to.be.accessible();
    });

    it('say 99+ past 99, and in languages from right to left with the plus at the left, as the badge does', async () => {
      const list = await listFixture({conversations: [{...jane, unreadCount: 120}]});
      const text = row(list, 'c1')!.querySelector('[part=unread-count]')!;
      expect(text).to.have.trimmed.text('99+');
      for (const dir of ['ltr', 'rtl']) {
        list.dir = dir;
        expect(left(text, 2) < left(text, 0)).to.equal(dir === 'rtl');
      }
    });

    it('show what is unsent before what was said', async () => {
      const unsent = {
        clientMessageId: 'x',
        conversationId: 'c1',
        senderId: null,
        body: 'Hello {{first_name}}',
        preview: 'Hello Jane',
        createdAt: 0,
        sequence: 1,
        seenPosition: null,
        heldBecause: null,
        error: null,
      } as const;
      const list = await listFixture({
        conversations: [jane],
        drafts: new Map([['c1', {body: 'Half a', senderId: null}]]),
      });
      expect(nameOf(row(list, 'c1')!)).to.contain('Draft: Half a');
      await set(list, {outbox: new Map([['c1', [{...unsent, state: 'refused'}]]])});
      expect(nameOf(row(list, 'c1')!)).to.contain('Not sent: Hello Jane');
      await set(list, {drafts: new Map(), outbox: new Map([['c1', [{...unsent, state: 'queued'}]]])});
      expect(nameOf(row(list, 'c1')!)).to.contain('You: Hello Jane');
    });

    it('say it in other words once the page has some, though nothing else changed', async () => {
      const list = await listFixture({
        conversations: [jane],
        drafts: new Map([['c1', {body: 'Half a', senderId: null}]]),
      });
      expect(nameOf(row(list, 'c1')!)).to.contain('Draft: Half a');
      const language = {...english, translate: () => 'Unsent'};
      Object.assign(list, {language});
      await list.updateComplete;
      expect(nameOf(row(list, 'c1')!)).to.contain('Unsent');
    });

    it('show drafts, except the one that is being typed in the open thread', async () => {
      const draft = (body: string) => ({body, senderId: null});
      const list = await listFixture({conversations: [jane, conversation(2)], selectedId: 'c1'});
      await set(list, {drafts: new Map([['c1', draft('Dear')]])});
      await set(list, {
        drafts: new Map([
          ['c1', draft('Dear Jane')],
          ['c2', draft('Half a')],
        ]),
      });
      expect(nameOf(row(list, 'c1')!)).to.contain('See you then');
      expect(nameOf(row(list, 'c2')!)).to.contain('Draft: Half a');
      await set(list, {selectedId: 'c2'});
      expect(nameOf(row(list, 'c1')!)).to.contain('Draft: Dear Jane');
      await set(list, {drafts: new Map()});
      expect(nameOf(row(list, 'c1')!)).to.contain('See you then');
    });

    it('take names and texts as text, and do not let them turn direction', async () => {
      const contact = contactWith({displayName: 'Bank\u202e<b>knaB</b>'});
      const list = await listFixture({
        conversations: [{...jane, contact, lastMessage: inbound('<img src=x>\u202eevil')}],
      });
      expect(row(list, 'c1')!.textContent).to.contain('Bank\ufffd<b>knaB</b>').and.contain('<img src=x>evil');
      expect(row(list, 'c1')!.querySelector('img')).to.equal(null);
    });

    it('ask to select by click', async () => {
      const list = await listFixture({conversations: [jane]});
      setTimeout(() => row(list, 'c1')!.click());
      const {detail} = await oneEvent(list, 'sms-chat-select-request');
      expect(detail).to.deep.equal({conversationId: 'c1'});
    });
  });

  describe('keyboard', () => {
    it('moves through a long list by arrow keys, Home and End, and selects by Enter', async () => {
      const list = await listFixture({conversations: many});
      await sendKeys({press: 'Tab'});
      expect(focusedId(list)).to.equal('c0');
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'ArrowDown'});
      expect(focusedId(list)).to.equal('c2');
      await sendKeys({press: 'ArrowUp'});
      expect(focusedId(list)).to.equal('c1');
      await sendKeys({press: 'End'});
      expect(focusedId(list)).to.equal('c999');
      expect(seen(list).pop()!.id).to.equal('c999');
      await sendKeys({press: 'Home'});
      expect(focusedId(list)).to.equal('c0');
      const selected = oneEvent(list, 'sms-chat-select-request');
      await sendKeys({press: 'Enter'});
      expect((await selected).detail).to.deep.equal({conversationId: 'c0'});
    });

    it('is one stop for Tab: the selected row', async () => {
      const list = await listFixture({conversations: many, selectedId: 'c500'});
      await sendKeys({press: 'Tab'});
      expect(focusedId(list)).to.equal('c500');
      expect(rows(list).filter(({tabIndex}) => tabIndex === 0)).to.have.length(1);
    });

    it('shows the selected row, also where the list comes after the selection', async () => {
      const list = await listFixture({selectedId: 'c500'});
      await set(list, {conversations: many});
      expect(seen(list).map(({id}) => id)).to.include('c500');
    });

    it('keeps the focus on a row that scrolls out of view, and on one that moves to the top', async () => {
      const list = await listFixture({conversations: many});
      row(list, 'c3')!.focus();
      await scrollTo(list, 20_000);
      expect(focusedId(list)).to.equal('c3');
      await set(list, {conversations: [many[3]!, ...many.slice(0, 3), ...many.slice(4)]});
      expect(focusedId(list)).to.equal('c3');
      const ids = rows(list).map(({value}) => value);
      expect(ids[0], 'the document is in the order of the list').to.equal('c3');
    });

    it('hands the focus to the next row when the conversation leaves the list', async () => {
      const list = await listFixture({conversations: many});
      row(list, 'c3')!.focus();
      await set(list, {conversations: many.filter(({id}) => id !== 'c3')});
      expect(focusedId(list)).to.equal('c4');
    });
  });

  describe('window', () => {
    it('mounts only what is in view, and says where each row stands', async () => {
      const list = await listFixture({conversations: many});
      expect(rows(list).length).to.be.below(40);
      await scrollTo(list, 30_000);
      expect(seen(list).length).to.be.at.least(5);
      const item = rows(list)[10]!.parentElement!;
      expect(item.getAttribute('aria-setsize')).to.equal('1000');
      expect(item.getAttribute('aria-posinset')).to.equal(`${Number(rows(list)[10]!.value.slice(1)) + 1}`);
    });

    it('puts the rows that come into view in their place, and leaves the others where they are', async () => {
      const list = await listFixture({conversations: many});
      const ids = () => rows(list).map(({value}) => value);
      // Until its first sizes are told.
      await nextFrame();
      await nextFrame();
      await scrollTo(list, 10_000);
      const before = ids();
      const moved: string[] = [];
      const observer = new MutationObserver((changes) => {
        for (const {addedNodes} of changes)
          moved.push(...[...addedNodes].map((node) => node.textContent!.trim()));
      });
      observer.observe(list.shadowRoot!.querySelector('[role=list]')!, {childList: true});
      await scrollTo(list, 10_128);
      await nextFrame();
      observer.disconnect();
      // The row of the tab stop stays first.
      expect(ids()).to.deep.equal(['c0', ...before.slice(3), 'c169', 'c170']);
      expect(moved).to.have.length(2);
    });

    it('does not move what is read when another conversation comes to the top', async () => {
      const list = await listFixture({conversations: many});
      await scrollTo(list, 10_000);
      const before = seen(list);
      await set(list, {conversations: [many[900]!, ...many.filter(({id}) => id !== 'c900')]});
      await nextFrame();
      expect(seen(list)).to.deep.equal(before);
    });

    it('shows a new conversation at the top to a reader who is there', async () => {
      const list = await listFixture({conversations: many});
      await set(list, {conversations: [jane, ...many.filter(({id}) => id !== 'c1')]});
      expect(seen(list)[0]!.id).to.equal('c1');
    });

    it('follows the text size', async () => {
      const list = await listFixture({conversations: many});
      const height = () => scroller(list).scrollHeight;
      const before = height();
      list.style.setProperty('--sms-chat-font-size', '28px');
      await waitUntil(() => height() > before * 1.4);
      const [first, second] = seen(list);
      expect(second!.top - first!.top).to.be.closeTo(height() / 1000, 1);
    });

    it('fills itself when it is shown, and comes back to where it was', async () => {
      const list = await listFixture({});
      list.hidden = true;
      await set(list, {conversations: many});
      list.hidden = false;
      await waitUntil(() => rows(list).length > 10);
      await scrollTo(list, 12_000);
      const before = seen(list);
      list.hidden = true;
      await nextFrame();
      await nextFrame();
      list.hidden = false;
      await waitUntil(() => seen(list)[0]?.id === before[0]!.id);
      list.style.width = '0';
      await nextFrame();
      await nextFrame();
      list.style.width = '';
      await waitUntil(() => seen(list)[0]?.id === before[0]!.id);
      const parent = list.parentElement!;
      list.remove();
      parent.append(list);
      await waitUntil(() => seen(list)[0]?.id === before[0]!.id);
    });

    it('stays where it was just scrolled to when its size changes in the same frame', async () => {
      const list = await listFixture({conversations: many});
      // Until its first sizes are told.
      await nextFrame();
      await nextFrame();
      await scrollTo(list, 10_000);
      scroller(list).scrollTop = 12_000;
      list.style.height = '300px';
      await nextFrame();
      await nextFrame();
      expect(scroller(list).scrollTop).to.equal(12_000);
      expect(seen(list).length).to.be.at.least(3);
    });

    it('asks for more near the end, once', async () => {
      const list = await listFixture({});
      let asked = 0;
      list.addEventListener('sms-chat-load-more-request', () => asked++);
      await set(list, {conversations: many, hasMore: true});
      expect(asked).to.equal(0);
      await scrollTo(list, 1e6);
      await scrollTo(list, scroller(list).scrollTop - 10);
      expect(asked).to.equal(1);
      await set(list, {more: 'failed'});
      button(list, 'Try again').click();
      expect(asked).to.equal(2);
    });
  });

  describe('in place of rows', () => {
    it('says that it loads', async () => {
      const list = await listFixture({status: 'loading'});
      expect(list.shadowRoot!.querySelector('[role=status]')!.textContent).to.contain(
        'Loading conversations',
      );
      await expect(list).to.be.accessible();
    });

    it('says that there are none yet, in words that the page may replace', async () => {
      const list = await listFixture({canStart: true});
      const slot = list.shadowRoot!.querySelector<HTMLSlotElement>('slot[name=empty]')!;
      const words = () => slot.parentElement!.textContent.trim();
      expect(words()).to.contain('No conversations yet.');
      expect(slot.parentElement!.checkVisibility()).to.equal(true);
      await expect(list).to.be.accessible();
      const own = Object.assign(document.createElement('p'), {slot: 'empty', textContent: 'Ours'});
      list.append(own);
      await waitUntil(() => !words().includes('No conversations yet.'), 'the words give way');
      expect(own.checkVisibility()).to.equal(true);
      await set(list, {conversations: [jane]});
      expect(slot.parentElement!.hidden).to.equal(true);
    });

    it('offers to start a chat with what was not found', async () => {
      const list = await listFixture({search: '0491 570', canStart: true});
      expect(list.shadowRoot!.textContent).to.contain('No conversations match “0491 570”.');
      await expect(list).to.be.accessible();
      setTimeout(() => button(list, 'Start a chat').click());
      expect((await oneEvent(list, 'sms-chat-new-chat-request')).detail).to.deep.equal({search: '0491 570'});
      setTimeout(() => button(list, 'Show all conversations').click());
      expect((await oneEvent(list, 'sms-chat-search-request')).detail).to.deep.equal({search: ''});
    });

    it('says why it could not load, and tries again', async () => {
      const list = await listFixture({status: 'failed', error: new ChatError('NETWORK', 'ECONNREFUSED')});
      expect(list.shadowRoot!.textContent).to.contain('The server cannot be reached.');
      await expect(list).to.be.accessible();
      setTimeout(() => button(list, 'Try again').click());
      await oneEvent(list, 'sms-chat-reload-request');
    });
  });
});

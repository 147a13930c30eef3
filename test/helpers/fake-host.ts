/**
 * A small but honest host in memory: one account, its log, and what the contract says of them (schema/rules.md).
 * Everything it gives out is a copy of how things stand, as an answer over the network would be.
 */
import type {
  ChatEvent,
  Contact,
  Conversation,
  Counters,
  EventBatch,
  Message,
  Sender,
  Service,
  Template,
} from '../../src/state/model.js';
import type {SmsDeliveryStatus, SmsErrorCode, SmsEventTopic} from '../../src/state/api/operations.gen.js';
import {senderWith, service} from './data.js';

interface ConversationRow {
  readonly id: string;
  readonly address: string;
  version: number;
  state: 'OPEN' | 'CLOSED';
  readPosition: number;
  lastActivityAt: string;
  lastSenderId: string | null;
  readonly messages: Message[];
}

/** Refused in words meant for the user. */
export class Refusal extends Error {
  readonly code: SmsErrorCode;
  readonly retryAfterMs: number | null;

  constructor(code: SmsErrorCode, retryAfterMs: number | null = null) {
    super(`Refused: ${code}.`);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

const TOPICS: Readonly<Record<ChatEvent['__typename'], SmsEventTopic>> = {
  SmsMessageAdded: 'MESSAGES',
  SmsMessageChanged: 'MESSAGES',
  SmsConversationChanged: 'CONVERSATIONS',
  SmsConversationRemoved: 'CONVERSATIONS',
  SmsAllRead: 'CONVERSATIONS',
  SmsCountersChanged: 'COUNTERS',
  SmsContactChanged: 'CONTACTS',
  SmsContactRemoved: 'CONTACTS',
  SmsSendersChanged: 'SENDERS',
  SmsTemplatesChanged: 'TEMPLATES',
};
export const VIEWER = {id: 'agent-1', displayName: 'Agent'};
export const COLLEAGUE = {id: 'agent-2', displayName: 'Colleague'};
const DELIVERY_ORDER: readonly SmsDeliveryStatus[] = ['QUEUED', 'SENT', 'DELIVERED'];

export class FakeHost {
  account = {id: 'account-1'};
  viewer = VIEWER;
  service: Service = service;
  /** Whether mark-all-read raises the versions of those that are all read; the event does not name them. */
  allReadRaisesVersions = true;
  counters: Counters = {version: 1, unreadMessages: 0, unreadConversations: 0};
  senders: readonly Sender[] = [senderWith()];
  templates: readonly Template[] = [];
  readonly log: ChatEvent[] = [];
  /** Told whenever the log has grown. */
  onAppend: () => void = () => undefined;
  readonly #conversations = new Map<string, ConversationRow>();
  readonly #contacts = new Map<string, Contact>();
  /** For ever, also when the conversation is gone (R14). */
  readonly #sent = new Map<string, Message>();
  #now: () => number;
  #lastTime = 0;
  #ids = 0;
  #epoch = 1;
  #floor = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  // --- what can be read

  get cursor(): string {
    return this.#cursorAt(this.log.length);
  }

  get serverTime(): string {
    return new Date(this.#now()).toISOString();
  }

  /** Ids of all conversations, in the order in which they were started. */
  get ids(): readonly string[] {
    return [...this.#conversations.keys()];
  }

  get contacts(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  conversation(id: string): Conversation | null {
    const row = this.#conversations.get(id);
    return row ? {...this.#bareConversation(row), lastMessage: row.messages.at(-1) ?? null} : null;
  }

  #bareConversation(row: ConversationRow): Omit<Conversation, 'lastMessage'> {
    const {id, version, state, address, readPosition, lastActivityAt, lastSenderId} = row;
    return {
      id,
      version,
      state,
      address,
      readPosition,
      lastActivityAt,
      formattedAddress: address.replace(/^\+61/, '0'),
      contact: this.contacts.find((contact) => contact.address === address) ?? null,
      lastSender: lastSenderId === null ? null : {id: lastSenderId},
      unreadCount: unreadOf(row),
      sending: {allowed: true, reason: null},
    };
  }

  messages(id: string): readonly Message[] {
    return [...(this.#conversations.get(id)?.messages ?? [])];
  }

  /** Open conversations, newest activity first. */
  list(): readonly Conversation[] {
    return this.ids
      .map((id) => this.conversation(id))
      .filter((it): it is Conversation => it?.state === 'OPEN')
      .sort((a, b) => compare(b.lastActivityAt, a.lastActivityAt) || compare(b.id, a.id));
  }

  findMessage(clientMessageId: string): Message | null {
    return this.#sent.get(clientMessageId) ?? null;
  }

  /** What the log has after the cursor; `first` bounds the batch. */
  batch(after: string, topics: readonly SmsEventTopic[] | null = null, first = 200): EventBatch {
    const [epoch, position] = after.split('.').map(Number);
    const from = position ?? -1;
    const isKnown = epoch === this.#epoch && from >= 0 && from <= this.log.length;
    const resync = !isKnown ? 'CURSOR_UNKNOWN' : from < this.#floor ? 'CURSOR_TOO_OLD' : null;
    const events = resync ? [] : this.log.slice(from, from + first);
    const to = from + events.length;
    return {
      after,
      cursor: resync ? after : this.#cursorAt(to),
      events: events.filter(({__typename}) => !topics || topics.includes(TOPICS[__typename])),
      caughtUp: resync !== null || to === this.log.length,
      resync,
      serverTime: this.serverTime,
    };
  }

  // --- what happens out there

  /** Somebody writes to the account. */
  receive(address: string, body = 'Good morning', senderId = 'sender-1'): Message {
    const row = this.#rowFor(address);
    return this.#add(row, {direction: 'INBOUND', body, senderId});
  }

  /** A colleague, or with an author of null a campaign, writes. */
  write(
    conversationId: string,
    body = 'From a colleague',
    author: typeof COLLEAGUE | null = COLLEAGUE,
  ): Message {
    return this.#add(this.#row(conversationId), {direction: 'OUTBOUND', body, senderId: 'sender-1', author});
  }

  /** A delivery receipt, late or not. */
  deliver(message: Message, status: SmsDeliveryStatus): void {
    const row = this.#row(message.conversationId);
    const at = row.messages.findIndex(({id}) => id === message.id);
    const held = row.messages[at];
    if (!held?.delivery) return;
    if (DELIVERY_ORDER.indexOf(status) <= DELIVERY_ORDER.indexOf(held.delivery.status)) return;
    const changed = {...held, version: held.version + 1, delivery: {...held.delivery, status}};
    row.messages[at] = changed;
    if (held.clientMessageId !== null) this.#sent.set(held.clientMessageId, changed);
    this.#append({__typename: 'SmsMessageChanged', message: changed});
  }

  removeConversation(id: string): void {
    const row = this.#row(id);
    this.#conversations.delete(id);
    const version = row.version + 1;
    this.#append({__typename: 'SmsConversationRemoved', conversationId: id, version});
    this.#recount();
  }

  saveContact(address: string, firstName: string): Contact {
    const held = this.contacts.find((contact) => contact.address === address);
    const contact: Contact = {
      id: held?.id ?? `contact-${++this.#ids}`,
      version: (held?.version ?? 0) + 1,
      displayName: firstName,
      address,
      fields: [],
    };
    this.#contacts.set(contact.id, contact);
    this.#append({__typename: 'SmsContactChanged', contact});
    return contact;
  }

  removeContact(id: string): void {
    const contact = this.#contacts.get(id);
    if (!contact) return;
    this.#contacts.delete(id);
    this.#append({__typename: 'SmsContactRemoved', contactId: id, version: contact.version + 1});
  }

  changeSenders(senders: readonly Sender[]): void {
    this.senders = senders;
    this.#append({__typename: 'SmsSendersChanged', senders});
  }

  changeTemplates(templates: readonly Template[]): void {
    this.templates = templates;
    this.#append({__typename: 'SmsTemplatesChanged'});
  }

  /** Cursors from before are not known any more, and the last events never happened: a backup was restored. */
  startNewLog(): void {
    this.#epoch++;
  }

  /** Forgets the log so far: older cursors cannot be replayed. */
  trimLog(): void {
    this.#floor = this.log.length;
  }

  // --- what agents ask for

  /** @throws {Refusal} */
  send(input: {
    clientMessageId: string;
    conversationId: string;
    body: string;
    senderId?: string | null;
    seenPosition?: number | null;
    notAfter?: string | null;
  }): Message {
    const known = this.findMessage(input.clientMessageId);
    if (known?.body === input.body) return known;
    if (known) throw new Refusal('IDEMPOTENCY_MISMATCH');
    const row = this.#row(input.conversationId);
    if (input.notAfter && input.notAfter < this.serverTime) throw new Refusal('EXPIRED');
    const seen = input.seenPosition ?? Infinity;
    const isChanged = row.messages.some(
      ({position, author}) => position > seen && author !== null && author.id !== this.viewer.id,
    );
    if (isChanged) throw new Refusal('CONVERSATION_CHANGED');
    return this.#add(row, {
      direction: 'OUTBOUND',
      body: input.body,
      senderId: input.senderId ?? 'sender-1',
      author: this.viewer,
      clientMessageId: input.clientMessageId,
    });
  }

  markRead(id: string, upToPosition: number): void {
    const row = this.#row(id);
    const to = Math.min(upToPosition, row.messages.at(-1)?.position ?? 0);
    if (to <= row.readPosition) return;
    row.readPosition = to;
    this.#changed(row);
    this.#recount();
  }

  markAllRead(upTo: string): void {
    const end = Number(upTo.split('.')[1]);
    const read = new Set<ConversationRow>();
    for (const event of this.log.slice(0, end)) {
      if (event.__typename !== 'SmsMessageAdded') continue;
      const row = this.#conversations.get(event.message.conversationId);
      if (!row || row.readPosition >= event.message.position) continue;
      row.readPosition = event.message.position;
      read.add(row);
    }
    for (const row of read) if (this.allReadRaisesVersions || unreadOf(row) > 0) row.version++;
    const stillUnread = this.ids
      .map((id) => this.conversation(id))
      .filter((it): it is Conversation => (it?.unreadCount ?? 0) > 0);
    this.#append({__typename: 'SmsAllRead', stillUnread});
    this.#recount();
  }

  close(id: string, seenPosition: number): Conversation | null {
    const row = this.#row(id);
    if ((row.messages.at(-1)?.position ?? 0) > seenPosition) throw new Refusal('CONVERSATION_CHANGED');
    this.#setState(row, 'CLOSED');
    return this.conversation(id);
  }

  open(target: {conversationId?: string | null; contactId?: string | null; address?: string | null}): string {
    const {conversationId, contactId, address = this.#contacts.get(contactId ?? '')?.address} = target;
    const row = conversationId ? this.#row(conversationId) : address ? this.#rowFor(address) : null;
    if (!row) throw new Refusal('NOT_FOUND');
    this.#setState(row, 'OPEN');
    return row.id;
  }

  #setState(row: ConversationRow, state: 'OPEN' | 'CLOSED'): void {
    if (row.state === state) return;
    row.state = state;
    this.#changed(row);
  }

  #add(
    row: ConversationRow,
    parts: {
      direction: 'INBOUND' | 'OUTBOUND';
      body: string;
      senderId: string;
      author?: typeof VIEWER | null;
      clientMessageId?: string;
    },
  ): Message {
    const {senderId, author = null, clientMessageId = null, direction, body} = parts;
    const position = (row.messages.at(-1)?.position ?? 0) + 1;
    const sender = this.senders.find(({id}) => id === senderId) ?? senderWith({id: senderId});
    const message: Message = {
      id: `message-${++this.#ids}`,
      version: 1,
      conversationId: row.id,
      position,
      direction,
      body,
      campaignName: null,
      clientMessageId,
      createdAt: this.#nextTime(),
      sender: {id: sender.id, label: sender.label},
      author,
      delivery: direction === 'INBOUND' ? null : {status: 'QUEUED', reason: null, retryable: false},
    };
    row.messages.push(message);
    if (clientMessageId !== null) this.#sent.set(clientMessageId, message);
    row.version++;
    row.state = 'OPEN';
    row.lastActivityAt = message.createdAt;
    row.lastSenderId = senderId;
    this.#append({__typename: 'SmsMessageAdded', message, conversation: this.#bareConversation(row)});
    this.#recount();
    return message;
  }

  #rowFor(address: string): ConversationRow {
    const held = [...this.#conversations.values()].find((row) => row.address === address);
    if (held) return held;
    const row: ConversationRow = {
      id: `conversation-${++this.#ids}`,
      address,
      version: 1,
      state: 'OPEN',
      readPosition: 0,
      lastActivityAt: this.#nextTime(),
      lastSenderId: null,
      messages: [],
    };
    this.#conversations.set(row.id, row);
    this.#changed(row);
    return row;
  }

  #row(id: string): ConversationRow {
    const row = this.#conversations.get(id);
    if (!row) throw new Refusal('NOT_FOUND');
    return row;
  }

  #changed(row: ConversationRow): void {
    row.version++;
    const conversation = this.conversation(row.id) as Conversation;
    this.#append({__typename: 'SmsConversationChanged', conversation});
  }

  #recount(): void {
    const counts = [...this.#conversations.values()].map(unreadOf).filter((count) => count > 0);
    const unreadMessages = counts.reduce((sum, count) => sum + count, 0);
    const {version, ...before} = this.counters;
    if (before.unreadMessages === unreadMessages && before.unreadConversations === counts.length) return;
    this.counters = {version: version + 1, unreadMessages, unreadConversations: counts.length};
    this.#append({__typename: 'SmsCountersChanged', counters: this.counters});
  }

  #append(event: ChatEvent): void {
    this.log.push(event);
    this.onAppend();
  }

  /** No two are the same, so that the order of the list is certain. */
  #nextTime(): string {
    this.#lastTime = Math.max(this.#lastTime + 1, this.#now());
    return new Date(this.#lastTime).toISOString();
  }

  #cursorAt(position: number): string {
    return `${this.#epoch}.${position}`;
  }
}

function unreadOf({messages, readPosition}: ConversationRow): number {
  return messages.filter(({direction, position}) => direction === 'INBOUND' && position > readPosition)
    .length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The pure reducer: state and a batch of the host's event log in, state out. Events carry state with a version, so
 * what is held already, or newer, stays (contract rules R9, R10); only the chain of cursors says what was missed (R4).
 */
import {placeInList, removeFromList, mergeIds} from './conversation-list.js';
import {applyMessage} from './message-log.js';
import type {
  ChatEvent,
  ChatState,
  Contact,
  Conversation,
  Counters,
  EventBatch,
  Message,
  Sender,
} from './model.js';
import {StateDraft} from './state-draft.js';

/** The state after the batch; null where the batch does not follow on what the state shows. */
export function applyBatch(state: ChatState, batch: EventBatch): ChatState | null {
  if (batch.after !== state.cursor) return null;
  const draft = new StateDraft(state);
  applyEvents(draft, batch.events);
  draft.next.cursor = batch.cursor;
  return draft.finish();
}

/**
 * Events that came while an answer was under way, once more after it (journal.ts). Templates are not held, so that they
 * changed is told once.
 */
export function replayEvents(state: ChatState, events: readonly ChatEvent[]): ChatState {
  const draft = new StateDraft(state);
  applyEvents(draft, events);
  draft.next.templatesVersion = state.templatesVersion;
  return draft.finish();
}

/** For answers of the host, which carry the same entities as events do. */
export interface Entities {
  readonly conversations?: readonly (Conversation | null | undefined)[];
  readonly messages?: readonly (Message | null | undefined)[];
  readonly contact?: Contact | null;
  readonly counters?: Counters | null;
  readonly senders?: readonly Sender[];
}

export function applyEntities(state: ChatState, entities: Entities): ChatState {
  const draft = new StateDraft(state);
  for (const conversation of entities.conversations ?? [])
    if (conversation) putConversation(draft, conversation);
  for (const message of entities.messages ?? []) if (message) putMessage(draft, message);
  if (entities.contact) putContact(draft, entities.contact);
  if (entities.counters) putCounters(draft, entities.counters);
  if (entities.senders) putSenders(draft, entities.senders);
  return draft.finish();
}

/** A page of the list: its conversations, and its place in the list. */
export function applyConversationPage(
  state: ChatState,
  page: {conversations: readonly Conversation[]; hasMore: boolean; endCursor: string | null},
): ChatState {
  const draft = new StateDraft(state);
  for (const conversation of page.conversations) putConversation(draft, conversation);
  draft.next.list = {
    ...draft.next.list,
    ids: mergeIds(draft.next.list.ids, page, draft.next.conversations),
    hasMore: page.hasMore,
    endCursor: page.endCursor,
    status: 'ready',
    error: null,
    more: 'idle',
  };
  return draft.finish();
}

function applyEvents(draft: StateDraft, events: readonly ChatEvent[]): void {
  events.forEach((event, i) => applyEvent(draft, event, events[i + 1]));
}

/** @param next The event that follows in the same batch. */
function applyEvent(draft: StateDraft, event: ChatEvent, next?: ChatEvent): void {
  switch (event.__typename) {
    case 'SmsMessageAdded': {
      const {conversation, message} = event;
      // Many come one after the other in one conversation, which each brings as it is then: the last is enough. But a
      // list of one number looks at that of each message.
      const isOvertaken =
        next?.__typename === 'SmsMessageAdded' &&
        next.conversation.id === conversation.id &&
        next.conversation.version >= conversation.version &&
        next.message.position > message.position;
      if (!isOvertaken || draft.next.list.filter.senderId)
        putConversation(draft, {...conversation, lastMessage: message}, message);
      putMessage(draft, message);
      break;
    }
    case 'SmsMessageChanged':
      putMessage(draft, event.message);
      break;
    case 'SmsConversationChanged':
      putConversation(draft, event.conversation);
      break;
    case 'SmsConversationRemoved':
      removeConversation(draft, event.conversationId, event.version);
      break;
    case 'SmsAllRead':
      putAllRead(draft, event.stillUnread);
      break;
    case 'SmsCountersChanged':
      putCounters(draft, event.counters);
      break;
    case 'SmsContactChanged':
      putContact(draft, event.contact);
      break;
    case 'SmsContactRemoved':
      removeContact(draft, event.contactId, event.version);
      break;
    case 'SmsSendersChanged':
      putSenders(draft, event.senders);
      break;
    case 'SmsTemplatesChanged':
      draft.next.templatesVersion++;
      break;
    default:
      // A host may know events that this version does not (R29).
      event satisfies never;
  }
}

function putConversation(draft: StateDraft, incoming: Conversation, message?: Message): void {
  if (isRemoved(draft.next.removedConversations, incoming)) return;
  const held = draft.next.conversations.get(incoming.id);
  const newest = held && held.version >= incoming.version ? held : withHeldParts(incoming, held);
  const other = newest === held ? incoming : held;
  const conversation = withNewestParts(draft, newest, other);
  if (conversation !== held) setConversation(draft, conversation);
  draft.next.list = placeInList(draft.next.list, draft.next.conversations, conversation, message);
}

function setConversation(draft: StateDraft, conversation: Conversation): void {
  draft.map('conversations').set(conversation.id, conversation);
}

/** What is the same as before stays the same object, so that nothing is rendered for it. */
function withHeldParts(incoming: Conversation, held: Conversation | undefined): Conversation {
  if (!held) return incoming;
  const {contact, lastSender, sending} = incoming;
  return {
    ...incoming,
    contact:
      contact?.id === held.contact?.id && contact?.version === held.contact?.version ? held.contact : contact,
    lastSender: lastSender?.id === held.lastSender?.id ? held.lastSender : lastSender,
    sending:
      sending.allowed === held.sending.allowed && sending.reason === held.sending.reason
        ? held.sending
        : sending,
  };
}

/**
 * Contact and last message have versions of their own: either copy of the conversation may hold the newer one. And which
 * message is the last, its position tells: an event that is read late may bring a newer conversation with an older one.
 */
function withNewestParts(draft: StateDraft, newest: Conversation, other?: Conversation): Conversation {
  let {contact, lastMessage} = newest;
  if (contact && other?.contact?.id === contact.id && other.contact.version > contact.version) {
    contact = other.contact;
  }
  if (contact && isRemoved(draft.next.removedContacts, contact)) contact = null;
  const last = other?.lastMessage;
  if (
    last &&
    (!lastMessage || (last.position - lastMessage.position || last.version - lastMessage.version) > 0)
  )
    lastMessage = last;
  return contact === newest.contact && lastMessage === newest.lastMessage
    ? newest
    : {...newest, contact, lastMessage};
}

function putMessage(draft: StateDraft, message: Message): void {
  const thread = draft.next.threads.get(message.conversationId);
  if (thread) {
    const changed = applyMessage(thread, message, draft.ownMessages);
    if (changed !== thread) draft.map('threads').set(message.conversationId, changed);
  }
  const conversation = draft.next.conversations.get(message.conversationId);
  const last = conversation?.lastMessage;
  if (conversation && last?.id === message.id && message.version > last.version) {
    setConversation(draft, {...conversation, lastMessage: message});
  }
  settleOutbox(draft, message);
}

/** The host has it: the bubble that stood for it gives way in the same step, whichever way the news came. */
function settleOutbox(draft: StateDraft, message: Message): void {
  const pending = draft.next.outbox.get(message.conversationId);
  if (message.clientMessageId === null || !pending) return;
  const rest = pending.filter((entry) => entry.clientMessageId !== message.clientMessageId);
  if (rest.length === pending.length) return;
  if (rest.length) draft.map('outbox').set(message.conversationId, rest);
  else draft.map('outbox').delete(message.conversationId);
}

function removeConversation(draft: StateDraft, id: string, version: number): void {
  if ((draft.next.conversations.get(id)?.version ?? -1) > version) return;
  draft.map('removedConversations').set(id, version);
  draft.map('conversations').delete(id);
  draft.map('threads').delete(id);
  draft.next.list = removeFromList(draft.next.list, id);
}

/**
 * The event names no versions, and what is held may be newer than the place in the log that it speaks of. Half a
 * version less keeps it ahead of everything older, and lets the event of the very same version, which follows in the
 * log if there is one, put its count back.
 */
function putAllRead(draft: StateDraft, stillUnread: readonly Conversation[]): void {
  const unread = new Set(stillUnread.map(({id}) => id));
  for (const conversation of draft.next.conversations.values()) {
    if (conversation.unreadCount === 0 || unread.has(conversation.id)) continue;
    setConversation(draft, {
      ...conversation,
      version: conversation.version - 0.5,
      unreadCount: 0,
      readPosition: Math.max(conversation.readPosition, conversation.lastMessage?.position ?? 0),
    });
  }
  for (const conversation of stillUnread) putConversation(draft, conversation);
}

function putCounters(draft: StateDraft, counters: Counters): void {
  if ((draft.next.counters?.version ?? -1) < counters.version) draft.next.counters = counters;
}

/** Matched by address too: a recipient who has just been saved had no contact before. */
function putContact(draft: StateDraft, contact: Contact): void {
  if (isRemoved(draft.next.removedContacts, contact)) return;
  for (const conversation of draft.next.conversations.values()) {
    const held = conversation.contact;
    const isTheirs = held ? held.id === contact.id : conversation.address === contact.address;
    if (!isTheirs || (held && held.version >= contact.version)) continue;
    setConversation(draft, {...conversation, contact});
  }
}

function removeContact(draft: StateDraft, id: string, version: number): void {
  draft.map('removedContacts').set(id, version);
  for (const conversation of draft.next.conversations.values()) {
    if (conversation.contact?.id === id && conversation.contact.version <= version) {
      setConversation(draft, {...conversation, contact: null});
    }
  }
}

function isRemoved(removed: ReadonlyMap<string, number>, {id, version}: Contact | Conversation): boolean {
  return (removed.get(id) ?? -1) >= version;
}

function putSenders(draft: StateDraft, senders: readonly Sender[]): void {
  const held = new Map(draft.next.senders.map((sender) => [sender.id, sender]));
  draft.next.senders = senders.map((sender) => {
    const known = held.get(sender.id);
    return known && known.version >= sender.version ? known : sender;
  });
}

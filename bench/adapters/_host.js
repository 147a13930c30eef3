/**
 * A host for the built inbox, in a worker, as one is never in the thread that renders. It answers GraphQL requests and
 * feeds event streams, paged as schema/rules.md says. What it is sent, see the end of this file; what it sends: answers
 * to requests, frames of sockets, and when it is done with what it was told before.
 */

const SENDER = {id: 'sender-1', version: 1, kind: 'VIRTUAL', label: '+61 491 570 006'};
const VIEWER = {id: 'agent-1', displayName: 'Robin Hale'};
const BATCH_EVENTS = 200;
const BATCH_BYTES = 256_000;
const HEARTBEAT_SECONDS = 20;

/** Conversations by id, newest activity first in `order`. */
let conversations = new Map();
let order = [];
let epoch = 0;
const log = [];
const subscriptions = new Map();
/** Requests for older pages than the host has yet: answered when it has them, as by a slow network. */
let waiting = [];

const iso = (ms) => new Date(ms).toISOString();
const cursor = () => `${epoch}.${log.length}`;

function service() {
  return {
    protocol: 1,
    capabilities: [
      'SUBSCRIPTIONS',
      'TEMPLATES',
      'MERGE_FIELDS',
      'CREATE_CONTACT',
      'START_CONVERSATION',
      'FILTER_BY_SENDER',
    ],
    limits: {maxBodyLength: 4000, heartbeatSeconds: HEARTBEAT_SECONDS},
    counting: {maxParts: 12, referenceBits: 8},
    mergeSyntax: {open: '{{', close: '}}', fallback: '|'},
    serverTime: iso(Date.now()),
  };
}

function toMessage({id, dir, text, at}, conversationId) {
  const isOut = dir === 'out';
  return {
    id: `message-${id}`,
    version: 1,
    conversationId,
    position: id + 1,
    direction: isOut ? 'OUTBOUND' : 'INBOUND',
    body: text,
    sender: SENDER,
    author: isOut ? VIEWER : null,
    campaignName: null,
    delivery: isOut ? {status: 'DELIVERED', reason: null, retryable: false} : null,
    clientMessageId: isOut ? `00000000-0000-4000-8000-${String(id).padStart(12, '0')}` : null,
    createdAt: iso(at),
  };
}

function toConversation({data, version, messages, last, unread, readPosition, at}) {
  const [firstName, lastName] = data.name.split(' ');
  const address = data.number;
  return {
    id: data.id,
    version,
    state: 'OPEN',
    address,
    formattedAddress: address,
    contact: {
      id: `contact-${data.id}`,
      version: 1,
      displayName: data.name,
      address,
      fields: [
        {key: 'first_name', value: firstName},
        {key: 'last_name', value: lastName},
      ],
    },
    lastSender: SENDER,
    lastMessage: last,
    lastActivityAt: iso(at),
    unreadCount: unread,
    readPosition,
    sending: {allowed: true, reason: null},
    messages: (variables) => page(messages, variables, data.id),
  };
}

/** `generation` shows in the milliseconds of the last activity: an account that was replaced looks like it else. */
function toConversations(list, generation) {
  return new Map(
    list.map((data) => {
      const at = data.at + generation;
      const last = toMessage({id: 0, dir: 'in', text: data.preview, at}, data.id);
      const version = generation * 1_000_000;
      return [data.id, {data, version, messages: [], last, unread: data.unread, readPosition: 0, at}];
    }),
  );
}

function replaceConversations(replacements) {
  for (const [id, {messages, readPosition, last}] of conversations) {
    const other = replacements.get(id);
    if (!other || messages.length === 0) continue;
    Object.assign(other, {messages, readPosition, unread: 0});
    other.last = {...other.last, id: last.id, position: readPosition + 1};
  }
  conversations = replacements;
  order = [...conversations.keys()];
}

/** The thread of a conversation, all of it read. */
function setThread(id, messages) {
  const conversation = conversations.get(id);
  conversation.messages = messages;
  conversation.unread = 0;
  conversation.readPosition = messages.at(-1).id + 1;
  conversation.version++;
  return conversation;
}

// --- answers

function page(messages, {first, last, after, before}, conversationId) {
  const at = (cursor) => indexOf(messages, Number(cursor));
  const start =
    before != null ? at(before) - last : after != null ? at(after) + 1 : messages.length - (last ?? 50);
  const end = before != null ? at(before) : after != null ? start + first : messages.length;
  const edges = messages.slice(Math.max(0, start), end).map((data) => {
    const node = toMessage(data, conversationId);
    return {cursor: String(node.position), node};
  });
  return {
    edges,
    pageInfo: {
      // What is older comes when the harness hands it over.
      hasPreviousPage: messages.length >= 50,
      hasNextPage: end < messages.length,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Ids are consecutive. */
const indexOf = (messages, position) => position - 1 - messages[0].id;

function isTooEarly({id, before}) {
  if (before == null) return false;
  return indexOf(conversations.get(id).messages, Number(before)) <= 0;
}

function conversationPage({filter, first, after}) {
  const search = filter?.search?.toLowerCase();
  const matches = ({data}) => data.name.toLowerCase().includes(search) || data.number.includes(search);
  const ids = search ? order.filter((id) => matches(conversations.get(id))) : order;
  const start = after == null ? 0 : Number(after);
  const nodes = ids.slice(start, start + first).map((id) => toConversation(conversations.get(id)));
  const end = start + nodes.length;
  return {
    edges: nodes.map((node, i) => ({cursor: String(start + i + 1), node})),
    pageInfo: {
      hasNextPage: end < ids.length,
      hasPreviousPage: start > 0,
      startCursor: String(start),
      endCursor: String(end),
    },
  };
}

function recipients({search, first}) {
  return conversationPage({filter: {search}, first, after: null}).edges.map(({node}) => ({
    address: node.address,
    formattedAddress: node.formattedAddress,
    contact: node.contact,
    conversation: node,
  }));
}

const root = {
  smsService: service,
  smsSyncCursor: cursor,
  smsAccount: () => ({id: 'account-1'}),
  smsViewer: () => VIEWER,
  smsCounters: counters,
  smsConversations: conversationPage,
  smsConversation: ({id}) => toConversation(conversations.get(id)),
  smsRecipients: recipients,
  smsSenders: () => [
    {...SENDER, canReceiveReplies: true, status: 'READY', statusReason: null, isDefault: true},
  ],
  smsMergeFields: () => [{key: 'first_name', label: 'First name'}],
  smsTemplates: () => ({edges: []}),
  smsMessageByClientId: () => null,
  smsEventLog: ({after}) => batch(after),
  smsMarkRead({input: {conversationId, upToPosition}}) {
    const conversation = conversations.get(conversationId);
    conversation.readPosition = Math.max(conversation.readPosition, upToPosition);
    conversation.unread = 0;
    conversation.version++;
    append([changed(conversation), {__typename: 'SmsCountersChanged', counters: counters()}]);
    return {conversation: toConversation(conversation), counters: counters()};
  },
};

function counters() {
  return {version: log.length + 1, unreadMessages: 0, unreadConversations: 0};
}

// --- GraphQL: just enough to answer with what was asked for

const documents = new Map();

function eventSelection(selection, fragments) {
  for (const {name, fragment, selection: inner} of selection) {
    if (name === 'events') return inner;
    const found = fragment ? fragments.get(fragment) : inner;
    if (found) return eventSelection(found, fragments);
  }
}

function parse(document) {
  let parsed = documents.get(document);
  if (parsed) return parsed;
  // Arguments are left out: all are variables of the same name.
  const tokens = document.replace(/\([^)]*\)/g, '').match(/\.\.\.|[{}]|\w+/g);
  parsed = {fragments: new Map(), selection: []};
  while (tokens.length > 0) {
    const kind = tokens.shift();
    const name = tokens.shift();
    if (kind === 'fragment') tokens.splice(0, 2);
    const selection = selectionOf(tokens);
    if (kind === 'fragment') parsed.fragments.set(name, selection);
    else parsed.selection = selection;
  }
  documents.set(document, parsed);
  return parsed;
}

function selectionOf(tokens) {
  const selection = [];
  tokens.shift();
  while (tokens[0] !== '}') {
    const name = tokens.shift();
    if (name !== '...') selection.push({name, selection: tokens[0] === '{' ? selectionOf(tokens) : null});
    else if (tokens[0] === 'on')
      selection.push({type: tokens.splice(0, 2)[1], selection: selectionOf(tokens)});
    else selection.push({fragment: tokens.shift()});
  }
  tokens.shift();
  return selection;
}

function select(value, selection, fragments, variables, result = {}) {
  if (value == null) return null;
  if (Array.isArray(value)) return value.map((item) => select(item, selection, fragments, variables));
  for (const {name, type, fragment, selection: inner} of selection) {
    if (fragment) select(value, fragments.get(fragment), fragments, variables, result);
    else if (type && type === value.__typename) select(value, inner, fragments, variables, result);
    else if (name) {
      const field = typeof value[name] === 'function' ? value[name](variables) : value[name];
      result[name] = inner ? select(field, inner, fragments, variables) : field;
    }
  }
  return result;
}

function execute({query, variables}) {
  const {selection, fragments} = parse(query);
  return JSON.stringify({data: select(root, selection, fragments, variables ?? {})});
}

function answer(request) {
  if (isTooEarly(request.body.variables ?? {})) waiting.push(request);
  else postMessage({answer: request.id, text: execute(request.body)});
}

// --- the event log

function changed(conversation) {
  return {__typename: 'SmsConversationChanged', conversation: toConversation(conversation)};
}

function append(events) {
  log.push(...events);
  for (const subscription of subscriptions.values()) feed(subscription);
}

function moved(cursor, by) {
  const [of, position] = cursor.split('.').map(Number);
  return `${of}.${position + by}`;
}

function batch(after) {
  const [of, position] = after.split('.').map(Number);
  const isKnown = of === epoch;
  const events = isKnown ? log.slice(position, position + BATCH_EVENTS) : [];
  return {
    after,
    cursor: isKnown ? moved(after, events.length) : after,
    events,
    caughtUp: isKnown && position + events.length === log.length,
    resync: isKnown ? null : 'CURSOR_UNKNOWN',
    serverTime: iso(Date.now()),
  };
}

function eventJson(event, {selection, fragments}) {
  return JSON.stringify(select(event, eventSelection(selection, fragments), fragments, {}));
}

function feed(subscription) {
  const document = parse(subscription.query);
  for (let isDone = false; !isDone;) {
    const {events, ...rest} = batch(subscription.cursor);
    const texts = [];
    for (let bytes = 0; texts.length < events.length && bytes < BATCH_BYTES;) {
      texts.push(eventJson(events[texts.length], document));
      bytes += texts.at(-1).length;
    }
    if (texts.length < events.length)
      Object.assign(rest, {cursor: moved(rest.after, texts.length), caughtUp: false});
    subscription.cursor = rest.cursor;
    const batchJson = `${JSON.stringify(rest).slice(0, -1)},"events":[${texts.join()}]}`;
    send(
      subscription.socket,
      `{"id":"${subscription.id}","type":"next","payload":{"data":{"smsEvents":${batchJson}}}}`,
    );
    isDone = rest.caughtUp || rest.resync !== null;
    if (rest.resync) end(subscription);
  }
}

function end(subscription) {
  clearInterval(subscription.timer);
  subscriptions.delete(subscription.key);
  send(subscription.socket, JSON.stringify({id: subscription.id, type: 'complete'}));
}

const send = (socket, frame) => postMessage({socket, frame});

function receive(socket, {type, id, payload}) {
  const key = `${socket} ${id}`;
  if (type === 'connection_init') send(socket, '{"type":"connection_ack"}');
  if (type === 'ping') send(socket, '{"type":"pong"}');
  if (type === 'subscribe') {
    const subscription = {key, socket, id, query: payload.query, cursor: payload.variables.after};
    subscription.timer = setInterval(() => feed(subscription), HEARTBEAT_SECONDS * 1000);
    subscriptions.set(key, subscription);
    feed(subscription);
  }
  if (type === 'complete' && subscriptions.has(key)) {
    clearInterval(subscriptions.get(key).timer);
    subscriptions.delete(key);
  }
}

function hangUp(socket) {
  for (const [key, subscription] of subscriptions) {
    if (subscription.socket !== socket) continue;
    clearInterval(subscription.timer);
    subscriptions.delete(key);
  }
}

// --- what happens at the host

let lastActivity = 0;

function arrive(id, message) {
  const conversation = conversations.get(id);
  lastActivity = Math.max(lastActivity + 1000, message.at, conversations.get(order[0]).at + 1000);
  conversation.last = toMessage({...message, at: message.at || lastActivity}, id);
  conversation.at = lastActivity;
  conversation.version++;
  if (message.dir === 'in') conversation.unread++;
  if (order[0] !== id) {
    order.splice(order.indexOf(id), 1);
    order.unshift(id);
  }
  return {
    __typename: 'SmsMessageAdded',
    message: conversation.last,
    conversation: toConversation(conversation),
  };
}

/** What was handed over before it is used, in the order of its numbers. */
const handed = [];

const tasks = {
  request: answer,
  frame: ({socket, frame}) => receive(socket, JSON.parse(frame)),
  hangUp: ({socket}) => hangUp(socket),
  done: ({id}) => postMessage({done: id}),
  handOver: ({data}) => handed.push(data),
  handOverConversations: ({list, generation}) => handed.push(toConversations(list, generation)),

  /** Another set of conversations: what was known of the account holds no more. */
  replaceConversations({number}) {
    replaceConversations(handed[number]);
    epoch++;
    log.length = 0;
    append([]);
  },
  setThread: ({id, number}) => setThread(id, handed[number]),
  /** It was written, and read, before it is opened. */
  writeThread: ({id, number}) => append([changed(setThread(id, handed[number]))]),
  arriveAll({id, number}) {
    const messages = handed[number];
    conversations.get(id).messages.push(...messages);
    append(messages.map((message) => arrive(id, message)));
  },
  /** Older messages than it had of this conversation. */
  findOlder({id, number}) {
    conversations.get(id).messages.unshift(...handed[number]);
    const due = waiting;
    waiting = [];
    due.forEach(answer);
  },
  bump({index, preview}) {
    const id = order[index];
    const position = conversations.get(id).last.position + 1;
    append([arrive(id, {id: position, dir: 'in', text: preview, at: 0})]);
  },
  /** A receipt for the message of this id. */
  receipt({conversationId, id, status}) {
    const {messages} = conversations.get(conversationId);
    const message = toMessage(messages[indexOf(messages, id + 1)], conversationId);
    const delivery = {...message.delivery, status};
    append([{__typename: 'SmsMessageChanged', message: {...message, version: 2, delivery}}]);
  },
};

onmessage = ({data: {task, ...details}}) => tasks[task](details);

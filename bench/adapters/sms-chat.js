/**
 * The inbox as a page embeds it: the built elements, driven through their transport alone. A host in the page answers
 * their GraphQL requests and feeds their event stream, paged as schema/rules.md says; nothing is replaced but the
 * network, at `fetch` and `WebSocket`.
 */
import '../../dist/sms-chat.js';

// --- the host

const SENDER = {
  id: 'sender-1',
  version: 1,
  kind: 'VIRTUAL',
  label: '+61 491 570 006',
  address: '+61491570006',
};
const VIEWER = {id: 'agent-1', displayName: 'Robin Hale'};
const BATCH_EVENTS = 200;
const BATCH_BYTES = 256_000;
const HEARTBEAT_SECONDS = 20;

/** Conversations by id, newest activity first in `order`. Made when asked for: an account may have 100,000. */
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
    limits: {
      maxBodyLength: 4000,
      maxPageSize: 200,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      minReplaySeconds: 86_400,
    },
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
    delivery: isOut
      ? {status: 'DELIVERED', reason: null, providerCode: null, retryable: false, at: iso(at)}
      : null,
    clientMessageId: isOut ? `00000000-0000-4000-8000-${String(id).padStart(12, '0')}` : null,
    parts: 1,
    encoding: 'GSM_7',
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
      firstName,
      lastName,
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
function setConversations(list, generation) {
  const before = conversations;
  conversations = new Map();
  for (const data of list) {
    const {messages, readPosition} = before.get(data.id) ?? {messages: [], readPosition: 0};
    const at = data.at + generation;
    const last = toMessage({id: readPosition, dir: 'in', text: data.preview, at}, data.id);
    const unread = messages.length > 0 ? 0 : data.unread;
    conversations.set(data.id, {
      data,
      version: generation * 1_000_000,
      messages,
      last,
      unread,
      readPosition,
      at,
    });
  }
  order = list.map(({id}) => id);
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

const emptyPage = {
  edges: [],
  pageInfo: {hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null},
};

const root = {
  smsService: service,
  smsSyncCursor: cursor,
  smsAccount: () => ({id: 'account-1', name: 'River Dental', country: 'AU'}),
  smsViewer: () => VIEWER,
  smsCounters: counters,
  smsConversations: conversationPage,
  smsConversation: ({id}) => toConversation(conversations.get(id)),
  smsRecipients: recipients,
  smsSenders: () => [
    {...SENDER, canReceiveReplies: true, status: 'READY', statusReason: null, isDefault: true},
  ],
  smsMergeFields: () => [{key: 'first_name', label: 'First name', example: 'Sam'}],
  smsTemplates: () => emptyPage,
  smsMessageByClientId: () => null,
  smsEventLog: ({after}) => batch(after),
  smsMarkRead({input: {conversationId, upToPosition}}) {
    const conversation = conversations.get(conversationId);
    conversation.readPosition = Math.max(conversation.readPosition, upToPosition);
    conversation.unread = 0;
    conversation.version++;
    append([changed(conversation), {__typename: 'SmsCountersChanged', counters: counters()}]);
    return {
      conversation: toConversation(conversation),
      counters: counters(),
      syncCursor: cursor(),
      error: null,
    };
  },
};

function counters() {
  return {version: log.length + 1, unreadMessages: 0, unreadConversations: 0};
}

// --- GraphQL: just enough to answer with what was asked for

const documents = new Map();
const written = new WeakMap();
/** The document by which events are asked for. */
let feedDocument = null;

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
  else request.respond(execute(request.body));
}

// --- the event log

function changed(conversation) {
  return {__typename: 'SmsConversationChanged', conversation: toConversation(conversation), by: VIEWER};
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

/** Events are written down once, the larger part of what a host does for a batch; the rest is in the page's time. */
function eventJson(event, {selection, fragments}) {
  written.set(
    event,
    written.get(event) ?? JSON.stringify(select(event, eventSelection(selection, fragments), fragments, {})),
  );
  return written.get(event);
}

function feed(subscription) {
  const document = (feedDocument = parse(subscription.query));
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

const send = (socket, data) => setTimeout(() => socket.onmessage?.(new MessageEvent('message', {data})));

function receive(socket, {type, id, payload}) {
  const key = `${socket.index} ${id}`;
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

/** What the harness hands over before its clock starts is written down then, too. */
function arriveAll(id, messages) {
  const events = messages.map((message) => arrive(id, message));
  if (feedDocument && events.length > 1) for (const event of events) eventJson(event, feedDocument);
  return events;
}

/** Another set of conversations: what was known of the account holds no more. */
function replaceConversations(list, generation) {
  setConversations(list, generation);
  epoch++;
  log.length = 0;
  append([]);
}

// --- the network of the page

const ENDPOINT = new URL('/sms-chat-bench/graphql', location.href).href;
/** What went over the network, for tests that count it. */
const network = {requests: [], sockets: [], mostInFlight: 0};
const realFetch = globalThis.fetch;
const RealWebSocket = globalThis.WebSocket;

globalThis.fetch = (input, init) => {
  if (String(input?.url ?? input) !== ENDPOINT) return realFetch(input, init);
  const body = JSON.parse(init.body);
  const [, operation] = /(?:query|mutation) (\w+)/.exec(body.query);
  const request = {operation, variables: body.variables, at: performance.now(), answer: null, isOver: false};
  network.requests.push(request);
  const inFlight = network.requests.filter((other) => other.operation === operation && !other.isOver);
  network.mostInFlight = Math.max(network.mostInFlight, inFlight.length);
  return new Promise((resolve, reject) => {
    const respond = (text) => {
      if (request.isOver) return;
      Object.assign(request, {answer: text, isOver: true});
      resolve(new Response(text, {headers: {'content-type': 'application/graphql-response+json'}}));
    };
    init.signal?.addEventListener('abort', () => {
      request.isOver = true;
      reject(init.signal.reason);
    });
    setTimeout(() => request.isOver || answer({body, respond}), adapter.latency);
  });
};

class HostSocket {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;
  readyState = HostSocket.CONNECTING;
  protocol = 'graphql-transport-ws';
  index = network.sockets.push({at: performance.now(), received: []}) - 1;

  constructor() {
    setTimeout(() => {
      if (this.readyState !== HostSocket.CONNECTING) return;
      this.readyState = HostSocket.OPEN;
      this.onopen?.(new Event('open'));
    });
  }

  send(data) {
    const frame = JSON.parse(data);
    network.sockets[this.index].received.push(frame.type);
    setTimeout(() => receive(this, frame));
  }

  close(code = 1000, reason = '') {
    if (this.readyState === HostSocket.CLOSED) return;
    this.readyState = HostSocket.CLOSED;
    hangUp(this);
    queueMicrotask(() => this.onclose?.(new CloseEvent('close', {code, reason, wasClean: true})));
  }
}

globalThis.WebSocket = new Proxy(RealWebSocket, {
  construct: (Real, [url, protocols]) =>
    url === ENDPOINT.replace(/^http/, 'ws') ? new HostSocket() : new Real(url, protocols),
});

// --- what the harness does

let inbox;
let generation = 0;
/** Number of conversations of each generation. */
const counts = [];
/** Threads opened so far: each is of another conversation than the one before. */
let opened = 0;
/** Ids in the thread that is open, and in the one that was handed over to be opened next. */
let thread = {from: 0, to: 0};
let next;

/** Newer messages than the open thread has are to be appended, older ones to be prepended; others are another thread. */
function prepareMessages(messages) {
  const [from, to] = [messages[0].id, messages.at(-1).id + 1];
  if (!inbox || to === thread.from) {
    thread.from = from;
    thread.to ||= to;
    return messages;
  }
  if (from === thread.to) {
    thread.to = to;
    return {messages, events: messages.length > 1 ? arriveAll(inbox.conversationId, messages) : null};
  }
  next = {from, to, id: `c${++opened % Math.min(20, counts[generation])}`};
  // It was written, and read, before it is opened.
  append([changed(setThread(next.id, messages))]);
}

const inside = (...tags) =>
  tags.reduce((parent, tag) => parent?.shadowRoot?.querySelector(tag), inbox) ?? null;
const logElement = () => inside('sms-chat-thread-pane', 'sms-chat-message-list', '.log');
const LIST = ['sms-chat-list-pane', 'sms-chat-conversation-list'];
const COMPOSER = ['sms-chat-thread-pane', 'sms-chat-composer'];

const adapter = {
  kind: 'widget',
  label: 'sms-chat',
  windows: true,
  prep: {msgs: prepareMessages, convs: (list) => list},
  mount(root, {convs, msgs}) {
    counts[++generation] = convs.length;
    setConversations(convs, generation);
    setThread('c0', msgs);
    inbox = document.createElement('sms-chat');
    inbox.setAttribute('endpoint', ENDPOINT);
    inbox.setAttribute('conversation-id', 'c0');
    Object.assign(inbox.style, {display: 'block', width: '1000px', height: '700px'});
    root.append(inbox);
  },
  openThread() {
    thread = next;
    inbox.conversationId = next.id;
  },
  append({messages, events}) {
    const id = inbox.conversationId;
    conversations.get(id).messages.push(...messages);
    append(events ?? arriveAll(id, messages));
  },
  prepend(messages) {
    conversations.get(inbox.conversationId).messages.unshift(...messages);
    const due = waiting;
    waiting = [];
    due.forEach(answer);
  },
  setConversations(list) {
    counts[++generation] = list.length;
    replaceConversations(list, generation);
  },
  bumpConversation(index, preview) {
    const id = order[index];
    const position = conversations.get(id).last.position + 1;
    append([arrive(id, {id: position, dir: 'in', text: preview, at: 0})]);
  },
  thread: logElement,
  rows: () => logElement()?.firstElementChild?.children ?? [],
  list: () => inside(...LIST, '.scroller'),
  listRows: () => inside(...LIST, '[role=list]')?.children ?? [],
  input: () => inside(...COMPOSER, 'textarea'),

  // Beyond the interface of all adapters.

  /** Of HTTP, in ms. */
  latency: 0,
  network,
  get element() {
    return inbox;
  },
  counter: () => inside(...COMPOSER, '.counter')?.textContent,
  /** Conversations of the account whose list is on screen. */
  convCount: () => counts[Date.parse(adapter.listRows()[0]?.querySelector('time')?.dateTime) % 1000],
  /** A receipt for the message of this id in the open thread. */
  receipt(id, status) {
    const {messages} = conversations.get(inbox.conversationId);
    const message = toMessage(messages[indexOf(messages, id + 1)], inbox.conversationId);
    const delivery = {...message.delivery, status};
    append([{__typename: 'SmsMessageChanged', message: {...message, version: 2, delivery}}]);
  },
};

export default adapter;

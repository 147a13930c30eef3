/**
 * The inbox as a page embeds it: the built elements, driven through their transport alone. A host in a worker (_host.js)
 * answers their GraphQL requests and feeds their event stream; nothing is replaced but the network, at `fetch` and
 * `WebSocket`.
 */
import '../../dist/sms-chat.js';

// --- the network of the page

const ENDPOINT = new URL('/sms-chat-bench/graphql', location.href).href;
const host = new Worker('/build/sms-chat-host.js', {type: 'module'});
const tell = (task, details) => host.postMessage({task, ...details});
/** What went over the network, for tests that count it; with the texts of answers where they ask for it. */
const network = {requests: [], sockets: [], mostInFlight: 0, keepsAnswers: false};
/** How to answer those that are under way. */
const responses = new Map();
const sockets = [];
const waits = [];
const realFetch = globalThis.fetch;
const RealWebSocket = globalThis.WebSocket;

host.onmessage = ({data: {answer, text, socket, frame, done}}) => {
  if (answer !== undefined) responses.get(answer)?.(text);
  else if (socket !== undefined) sockets[socket].onmessage?.(new MessageEvent('message', {data: frame}));
  else waits[done]();
};

globalThis.fetch = (input, init) => {
  if (String(input?.url ?? input) !== ENDPOINT) return realFetch(input, init);
  const body = JSON.parse(init.body);
  const [, operation] = /(?:query|mutation) (\w+)/.exec(body.query);
  const request = {operation, variables: body.variables, at: performance.now(), answer: null, isOver: false};
  const id = network.requests.push(request) - 1;
  const inFlight = network.requests.filter((other) => other.operation === operation && !other.isOver);
  network.mostInFlight = Math.max(network.mostInFlight, inFlight.length);
  return new Promise((resolve, reject) => {
    const end = () => {
      request.isOver = true;
      responses.delete(id);
      init.signal?.removeEventListener('abort', giveUp);
    };
    const giveUp = () => {
      end();
      reject(init.signal.reason);
    };
    init.signal?.addEventListener('abort', giveUp);
    responses.set(id, (text) => {
      end();
      if (network.keepsAnswers) request.answer = text;
      resolve(new Response(text, {headers: {'content-type': 'application/graphql-response+json'}}));
    });
    const send = () => request.isOver || tell('request', {id, body});
    if (adapter.latency > 0) setTimeout(send, adapter.latency);
    else send();
  });
};

class HostSocket {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;
  readyState = HostSocket.CONNECTING;
  protocol = 'graphql-transport-ws';
  index = network.sockets.push({at: performance.now(), sent: []}) - 1;

  constructor() {
    sockets.push(this);
    setTimeout(() => {
      if (this.readyState !== HostSocket.CONNECTING) return;
      this.readyState = HostSocket.OPEN;
      this.onopen?.(new Event('open'));
    });
  }

  send(frame) {
    network.sockets[this.index].sent.push({at: performance.now(), frame});
    tell('frame', {socket: this.index, frame});
  }

  close(code = 1000, reason = '') {
    if (this.readyState === HostSocket.CLOSED) return;
    this.readyState = HostSocket.CLOSED;
    tell('hangUp', {socket: this.index});
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

/** The host has it from then on, by the number that is returned; what is done with it is said later. */
let handedOver = 0;
function handOver(task, details) {
  tell(task, details);
  return handedOver++;
}

/** Newer messages than the open thread has are to be appended, older ones to be prepended; others are another thread. */
function prepareMessages(messages) {
  const [from, to] = [messages[0].id, messages.at(-1).id + 1];
  const number = handOver('handOver', {data: messages});
  if (!inbox || to === thread.from) {
    thread.from = from;
    thread.to ||= to;
  } else if (from === thread.to) {
    thread.to = to;
  } else {
    next = {from, to, id: `c${++opened % Math.min(20, counts[generation])}`};
    tell('writeThread', {id: next.id, number});
  }
  return number;
}

const handOverConversations = (list) => ({
  number: handOver('handOverConversations', {list, generation: generation + 1}),
  count: list.length,
});

/** From then on these are the account's. */
function useConversations({number, count}) {
  counts[++generation] = count;
  tell('replaceConversations', {number});
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
  prep: {
    msgs: prepareMessages,
    convs: handOverConversations,
    /** When the host is done with what was handed over. */
    done: () => new Promise((resolve) => tell('done', {id: waits.push(resolve) - 1})),
  },
  mount(root, {convs, msgs}) {
    useConversations(convs);
    tell('setThread', {id: 'c0', number: msgs});
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
  append: (number) => tell('arriveAll', {id: inbox.conversationId, number}),
  prepend: (number) => tell('findOlder', {id: inbox.conversationId, number}),
  setConversations: useConversations,
  bumpConversation: (index, preview) => tell('bump', {index, preview}),
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
  receipt: (id, status) => tell('receipt', {conversationId: inbox.conversationId, id, status}),
};

export default adapter;

/** What can happen in a history. The two numbers pick from what there is at that moment. */
import {ChatError} from '../../../src/state/api/chat-error.js';
import {senderWith} from '../../helpers/data.js';
import {addressOf, type Session, type Step} from './session.js';

export type StepName = keyof typeof steps;

const OUTAGE = new ChatError('NETWORK', 'The endpoint could not be reached.', {retryable: true});

export const steps = {
  // --- at the host
  receive: ({host}, a) => void host.receive(addressOf(a % 50)),
  receiveAgain: ({host}, a) => withOne(host.ids.slice(0, 3), a, (id) => host.receive(addressFor(host, id))),
  colleagueWrites: ({host}, a) => withOne(host.ids, a, (id) => host.write(id)),
  campaign: ({host}, a) => {
    for (const id of host.ids.slice(a % 40, (a % 40) + 5)) host.write(id, 'Sale', null);
  },
  receipt: ({host}, a, b) =>
    withOne(host.ids, a, (id) =>
      withOne(
        host.messages(id).filter(({delivery}) => delivery && delivery.status !== 'DELIVERED'),
        b,
        (message) => host.deliver(message, b % 2 ? 'SENT' : 'DELIVERED'),
      ),
    ),
  remove: ({host}, a, b) => withOne(b % 3 ? [] : host.ids, a, (id) => host.removeConversation(id)),
  saveContact: ({host}, a, b) => void host.saveContact(addressOf(a % 50), `Name ${b}`),
  removeContact: ({host}, a) => withOne(host.contacts, a, ({id}) => host.removeContact(id)),
  senders: ({host}, a) =>
    host.changeSenders([senderWith({version: host.log.length + 2, label: `Desk ${a}`})]),
  templates: ({host}) => host.changeTemplates([]),
  colleagueReads: ({host}, a, b) => withOne(host.ids, a, (id) => host.markRead(id, b % 200)),
  colleagueReadsAll: ({host}, a) => host.markAllRead(host.cursor.replace(/\d+$/, (n) => pastOf(n, a))),
  colleagueCloses: ({host}, a) => withOne(host.ids, a, (id) => host.close(id, Infinity)),
  colleagueOpens: ({host}, a) => withOne(host.ids, a, (id) => host.open({conversationId: id})),

  // --- in the element
  openThread: ({store, host}, a) => withOne(host.ids, a, (id) => store.threads.open(id)),
  openFirstThread: ({store, host}) => withOne(host.ids, 0, (id) => store.threads.open(id)),
  openedThreadAgain: ({store}, a) => withOne(threadsOf(store), a, (id) => store.threads.reload(id)),
  newest: ({store}, a) => withOne(threadsOf(store), a, (id) => store.threads.reload(id, 'newest')),
  older: ({store}, a) => withOne(threadsOf(store), a, (id) => store.threads.loadOlder(id)),
  newer: ({store}, a) => withOne(threadsOf(store), a, (id) => store.threads.loadNewer(id)),
  more: ({store}) => store.conversations.loadMore(),
  reloadList: ({store}) => store.conversations.reload(),
  read: ({store, host}, a) =>
    withOne(host.ids, a, (id) => store.conversations.markRead(id, host.messages(id).at(-1)?.position ?? 0)),
  readAll: ({store}) => store.conversations.markAllRead(),
  close: ({store}, a) =>
    withOne([...store.get().conversations.keys()], a, (id) =>
      store.conversations.close(id, store.get().threads.get(id)?.messages.at(-1)?.position ?? null),
    ),
  open: ({store, host}, a) => withOne(host.ids, a, (id) => store.conversations.open({conversationId: id})),
  openByNumber: ({store}, a) => store.conversations.open({address: addressOf(a % 60)}),
  addContact: ({store}, a, b) =>
    store.directory.createContact({address: addressOf(a % 50), firstName: `Saved ${b}`, lastName: ''}),
  send: (session, a, b) =>
    withOne([...session.store.get().conversations.keys()], a, (id) => send(session, id, b % 2 === 0)),
  retry: ({store}, a) => withOne(pendingOf(store), a, (it) => store.composing.retry(it.clientMessageId)),
  discard: (session, a) =>
    withOne(pendingOf(session.store), a, ({clientMessageId, body}) => {
      session.store.composing.discard(clientMessageId);
      const isGone = !pendingOf(session.store).some((it) => it.clientMessageId === clientMessageId);
      if (isGone) session.discarded.add(body);
    }),

  // --- in the network
  batch: (session) => session.deliver(200),
  smallBatch: (session, a) => session.deliver(1 + (a % 3)),
  duplicate: ({api, batches}, a) => withOne(batches.slice(-3), a, (batch) => api.stream?.push(batch)),
  lose: ({api}, a) => api.stream?.drop(1 + (a % 5)),
  reorder: ({api, batches, host}) => {
    const {stream} = api;
    if (!stream?.isSubscribed) return;
    const first = host.batch(stream.cursor, null, 1);
    const second = host.batch(first.cursor, null, 1);
    batches.push(first, second);
    stream.push(second);
    stream.push(first);
  },
  cut: ({api}, a) => api.stream?.close([1000, 1006, 1011, 1012, 4403, 4500][a % 6] ?? null),
  block: ({api}, a) => void (api.onConnect = a % 3 ? 'accept' : {code: null}),
  outage: ({api}, a) => void api.fail('*', OUTAGE, {times: a % 4, executed: a % 2 === 0}),
  holdAnswers: ({api}, a) => void (a % 2 ? api.hold('*') : api.heal()),
  release: ({api}) => api.release('oldest'),
  releaseNewest: ({api}) => api.release('newest'),
  trim: ({host}, a) => (a % 4 ? undefined : host.trimLog()),
  otherLog: ({host}, a) => (a % 4 ? undefined : host.startNewLog()),
  reconnect: ({store}, a) => (a % 4 ? store.account.tryNow() : store.account.reconnect()),
  wait: ({environment}, a) => environment.advance(a * 20),
} satisfies Record<string, Step>;

function send({store, sent}: Session, conversationId: string, isGuarded: boolean): Promise<unknown> {
  const body = `Sent ${sent.size}`;
  const seenPosition = isGuarded
    ? (store.get().threads.get(conversationId)?.messages.at(-1)?.position ?? null)
    : null;
  sent.set(body, conversationId);
  return store.composing.send({conversationId, body, preview: body, senderId: null, seenPosition});
}

function withOne<T>(all: readonly T[], n: number, act: (one: T) => unknown): unknown {
  const one = all[n % all.length];
  return one === undefined ? undefined : act(one);
}

function threadsOf(store: Session['store']): readonly string[] {
  return [...store.get().threads.keys()];
}

function pendingOf(store: Session['store']) {
  return [...store.get().outbox.values()].flat();
}

function addressFor(host: Session['host'], id: string): string {
  return host.conversation(id)?.address ?? '';
}

function pastOf(position: string, back: number): string {
  return String(Math.max(0, Number(position) - (back % 10)));
}

/**
 * One store, and so one connection, for each endpoint and account on a page, however many elements, bundles or shadow
 * roots use it, and whichever came first.
 */
import type {AuthFunction} from './api/chat-api.js';
import {GraphQLChatApi, type Endpoint} from './api/graphql-chat-api.js';
import {ChatStore} from './chat-store.js';
import {browserEnvironment} from './environment.js';

/** A move within the page is no goodbye: the connection stays for as long as it may take to come back. */
const GRACE_MS = 2_000;

interface Entry {
  readonly store: ChatStore;
  readonly api: GraphQLChatApi;
  users: number;
  cancelStop: (() => void) | null;
}

/** What an element holds while it uses a store. */
export interface StoreHandle {
  readonly store: ChatStore;
  /** Gives the connection an `auth`; null where the element has none, and takes that of the others. */
  setAuth(auth: AuthFunction | null): void;
  release(): void;
}

/** Shared by all bundles of this version on the page; the number rises when `Entry` changes. */
const HUB = Symbol.for('sms-chat.hub.1');

function entries(): Map<string, Entry> {
  const holder = globalThis as {[HUB]?: Map<string, Entry>};
  return (holder[HUB] ??= new Map<string, Entry>());
}

/** The store of this endpoint, connecting if it is the first to be asked for. */
export function acquireStore(endpoint: Endpoint, auth: AuthFunction | null): StoreHandle {
  const all = entries();
  const key = findKey(all, endpoint, auth);
  const entry = all.get(key) ?? create(key, endpoint);
  entry.users++;
  entry.cancelStop?.();
  entry.cancelStop = null;
  const handle: StoreHandle = {
    store: entry.store,
    setAuth: (given) => {
      if (!given || given === entry.api.auth) return;
      const isFirst = entry.api.auth === null && entry.store.get().session === null;
      entry.api.auth = given;
      // What has not begun yet needs no new beginning; what was refused without a token does.
      if (!isFirst || entry.store.get().connection.error) entry.store.reconnect();
    },
    release: () => {
      if (--entry.users > 0) return;
      const timer = setTimeout(() => {
        all.delete(key);
        entry.store.stop();
      }, GRACE_MS);
      entry.cancelStop = () => clearTimeout(timer);
    },
  };
  handle.setAuth(auth);
  return handle;
}

/**
 * Elements of one endpoint share a connection, unless each brings an `auth` of its own: then they may stand for
 * different accounts, and only the very same function proves that they do not.
 */
function findKey(all: Map<string, Entry>, endpoint: Endpoint, auth: AuthFunction | null): string {
  const base = [endpoint.url, endpoint.wsUrl, endpoint.credentials].join(' ');
  for (let i = 0; ; i++) {
    const key = `${base} ${i}`;
    const held = all.get(key)?.api.auth ?? null;
    if (!all.has(key) || !auth || !held || held === auth) return key;
  }
}

function create(key: string, endpoint: Endpoint): Entry {
  const api = new GraphQLChatApi(endpoint);
  const store = new ChatStore({api, environment: browserEnvironment(), endpointName: endpoint.url});
  const entry: Entry = {store, api, users: 0, cancelStop: null};
  entries().set(key, entry);
  // Scripts of the page set `auth` right after the element is defined: the first request waits for them.
  setTimeout(() => entry.users > 0 && store.start());
  return entry;
}

/**
 * One store, and so one connection, for each endpoint and account on a page, however many elements, bundles or shadow
 * roots use it, and whichever came first.
 */
import {AccountStore} from './account-store.js';
import type {AuthFunction} from './api/chat-api.js';
import {GraphQLChatApi, type Endpoint} from './api/graphql-chat-api.js';
import {countersSnapshot} from './api/operations.js';
import {browserEnvironment} from './environment.js';
import {isConnected} from './model.js';

/** A move within the page is no goodbye: the connection stays for as long as it may take to come back. */
const GRACE_MS = 2_000;
const IDENTIFY_AGAIN_MS = 5_000;

interface Entry {
  readonly endpointKey: string;
  readonly store: AccountStore;
  readonly api: GraphQLChatApi;
  users: number;
  cancelStop: (() => void) | null;
}

/** Shared by all bundles of this version on the page; the number rises when `Entry` changes, or what it holds. */
const HUB = Symbol.for('sms-chat.hub.4');

function entries(): Set<Entry> {
  const holder = globalThis as {[HUB]?: Set<Entry>};
  return (holder[HUB] ??= new Set<Entry>());
}

/** What an element holds while it uses a store. */
export class StoreHandle {
  readonly #endpoint: Endpoint;
  readonly #onStore: (store: AccountStore) => void;
  #auth: AuthFunction | null = null;
  #entry: Entry | null = null;
  /** What the host was asked by, and whom it named. */
  #asked: {readonly api: GraphQLChatApi; readonly identity: string} | null = null;
  #asking: AuthFunction | null = null;
  #isReleased = false;

  /** @param onStore Called with the store as soon as it is known, and again should it become another one. */
  constructor(endpoint: Endpoint, auth: AuthFunction | null, onStore: (store: AccountStore) => void) {
    this.#endpoint = endpoint;
    this.#onStore = onStore;
    this.#auth = auth;
    void this.#choose();
  }

  /** Called at every render. Null where the element has no `auth` of its own: it takes that of the others. */
  setAuth(auth: AuthFunction | null): void {
    const before = this.#auth;
    const entry = this.#entry;
    const isAtHome = !this.#isWithOthers();
    if (auth === before && isAtHome) return;
    this.#auth = auth;
    if (entry && (!auth || auth === entry.api.auth)) return;
    if (entry && auth && before && entry.api.auth === before) void replaceAuth(entry, auth);
    else if (auth && this.#asked?.api.auth === before && isAtHome)
      void this.#replaceOwn(this.#asked.api, auth);
    else void this.#choose();
  }

  /** The store that it shares has become somebody else's, by the `auth` of another element. */
  #isWithOthers(): boolean {
    const identity = this.#entry && identityOf(this.#entry.store);
    return identity !== null && identity !== this.#asked?.identity && this.#asking !== this.#auth;
  }

  /** Only another token may be another agent's. */
  async #replaceOwn(api: GraphQLChatApi, auth: AuthFunction): Promise<void> {
    if ((await api.replaceAuth(auth)) && this.#auth === auth) void this.#choose();
  }

  release(): void {
    this.#isReleased = true;
    this.#detach();
  }

  /**
   * Elements of one endpoint share its store. Only where each brings an `auth` of its own they may stand for different
   * accounts: then the host is asked whose token it is.
   */
  async #choose(): Promise<void> {
    const auth = this.#auth;
    const key = endpointKey(this.#endpoint);
    const candidates = [...entries()].filter((entry) => entry.endpointKey === key);
    const sharing = candidates.find(({api}) => !auth || !api.auth || api.auth === auth);
    if (sharing) {
      this.#attach(sharing);
      if (auth && !sharing.api.auth) giveAuth(sharing, auth);
      return;
    }
    const api = new GraphQLChatApi(this.#endpoint);
    api.auth = auth;
    if (candidates.length === 0) return this.#attach(createEntry(key, api));
    const isOutdated = () => this.#isReleased || this.#auth !== auth;
    // Held meanwhile: a store that stops would never say whose it is.
    candidates.forEach(hold);
    this.#asking = auth;
    const identity = await identify(api);
    const others =
      identity === null ? [] : await Promise.all(candidates.map(({store}) => settledIdentity(store)));
    if (identity === null) setTimeout(() => !isOutdated() && void this.#choose(), IDENTIFY_AGAIN_MS);
    else if (!isOutdated()) this.#attach(candidates[others.indexOf(identity)] ?? createEntry(key, api));
    candidates.forEach(letGo);
    if (identity === null || isOutdated()) return;
    this.#asked = {api, identity};
    this.#asking = null;
  }

  #attach(entry: Entry): void {
    if (entry === this.#entry) return;
    hold(entry);
    this.#detach();
    this.#entry = entry;
    this.#onStore(entry.store);
  }

  #detach(): void {
    if (this.#entry) letGo(this.#entry);
    this.#entry = null;
  }
}

function hold(entry: Entry): void {
  entry.users++;
  entry.cancelStop?.();
  entry.cancelStop = null;
}

/** The last one to let go stops the store, unless somebody takes it up again soon. */
function letGo(entry: Entry): void {
  if (--entry.users > 0) return;
  const timer = setTimeout(() => {
    entries().delete(entry);
    entry.store.stop();
  }, GRACE_MS);
  entry.cancelStop = () => clearTimeout(timer);
}

function endpointKey({url, wsUrl, credentials}: Endpoint): string {
  return [url, wsUrl, credentials].join(' ');
}

function createEntry(key: string, api: GraphQLChatApi): Entry {
  const store = new AccountStore({api, environment: browserEnvironment(), endpointName: key});
  api.onOtherAgent = () => store.reconnect();
  const entry: Entry = {endpointKey: key, store, api, users: 0, cancelStop: null};
  entries().add(entry);
  void scriptsOver().then(() => entries().has(entry) && store.start());
  return entry;
}

/** Scripts of the page set `auth` after the element is defined: the first request waits for those in the document. */
export function scriptsOver(): Promise<void> {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return new Promise((resolve) => {
    const run = () => setTimeout(resolve);
    if (document.readyState === 'complete' || (navigation?.domContentLoadedEventStart ?? 0) > 0) return run();
    document.addEventListener('DOMContentLoaded', run, {once: true});
    // In a document without navigation timing, the first of the two may be over unnoticed.
    addEventListener('load', run, {once: true});
  });
}

/** The first `auth` for a connection that had none. */
function giveAuth(entry: Entry, auth: AuthFunction): void {
  const {api, store} = entry;
  api.auth = auth;
  // What has not begun yet needs no new beginning; what was refused, or went by cookie, does.
  const {session, connection} = store.get();
  if (session || connection.error) reconnect(entry);
}

/**
 * Another function for the same connection. Frameworks hand in a new one at every render, so it is no reason to begin
 * anew, unless its token is another one.
 */
async function replaceAuth(entry: Entry, auth: AuthFunction): Promise<void> {
  const {api, store} = entry;
  if (!isConnected(store.get().connection)) api.auth = auth;
  else if (!(await api.replaceAuth(auth))) return;
  reconnect(entry);
}

function reconnect({api, store}: Entry): void {
  api.forgetAgent();
  store.reconnect();
}

function identityOf(store: AccountStore): string | null {
  const {session} = store.get();
  return session && `${session.account.id} ${session.viewer.id}`;
}

/** As soon as it is known, or known not to be. */
function settledIdentity(store: AccountStore): Promise<string | null> {
  const isSettled = () => store.get().session !== null || store.get().connection.error !== null;
  if (isSettled()) return Promise.resolve(identityOf(store));
  return new Promise((resolve) => {
    const unsubscribe = store.subscribe(() => {
      if (!isSettled()) return;
      unsubscribe();
      resolve(identityOf(store));
    });
  });
}

/** Account and agent behind a token; null where the host does not say. */
async function identify(api: GraphQLChatApi): Promise<string | null> {
  try {
    const {smsAccount, smsViewer} = await api.request(countersSnapshot, {});
    return `${smsAccount.id} ${smsViewer.id}`;
  } catch {
    return null;
  }
}

import {expect, waitUntil} from '@open-wc/testing';
import type {AuthFunction} from '../../src/state/api/chat-api.js';
import type {AccountStore} from '../../src/state/account-store.js';
import {StoreHandle} from '../../src/state/store-registry.js';
import {service} from '../helpers/data.js';
import {FakeClock} from '../helpers/fake-clock.js';

const auth =
  (token: string): AuthFunction =>
  () =>
    Promise.resolve({token});

/** A host that knows tokens such as `mary` and `mary-2`, which both are Mary's, and has no WebSocket. */
class Host {
  readonly url = `${location.origin}/host-${Math.random()}`;
  readonly tokens: string[] = [];
  readonly refused = new Set<string>();
  readonly #fetch = globalThis.fetch;

  constructor() {
    globalThis.fetch = (input, init) => {
      if ((input instanceof Request ? input.url : String(input)) !== this.url)
        return this.#fetch(input, init);
      const token = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? '';
      this.tokens.push(token);
      const isGood = token !== '' && !this.refused.has(token);
      return Promise.resolve(isGood ? this.#answer(token) : new Response(null, {status: 401}));
    };
  }

  restore(): void {
    globalThis.fetch = this.#fetch;
  }

  #answer(token: string): Response {
    const [id = ''] = token.split('-');
    const data = {
      smsSyncCursor: 'c',
      smsService: {...service, capabilities: [], serverTime: new Date().toISOString()},
      smsAccount: {id},
      smsViewer: {id},
      smsCounters: {version: 1, unreadMessages: 0, unreadConversations: 0},
      smsEventLog: {after: 'c', cursor: 'c', events: [], caughtUp: true, resync: null, serverTime: ''},
    };
    return Response.json({data});
  }
}

describe('store registry', () => {
  let host: Host;
  let handles: StoreHandle[];

  beforeEach(() => {
    host = new Host();
    handles = [];
  });
  afterEach(() => {
    for (const handle of handles) handle.release();
    host.restore();
  });

  /** What an element does; `store()` is the one that it uses now. */
  function use(authFunction: AuthFunction | null = null, credentials: RequestCredentials = 'same-origin') {
    let current: AccountStore | null = null;
    const endpoint = {url: host.url, wsUrl: host.url.replace('http', 'ws'), credentials};
    const handle = new StoreHandle(endpoint, authFunction, (store) => (current = store));
    handles.push(handle);
    return {handle, store: () => current};
  }

  const accountOf = ({store}: ReturnType<typeof use>) => store()?.get().session?.account.id;
  const signedIn = (user: ReturnType<typeof use>) => waitUntil(() => accountOf(user));

  it('gives elements of one endpoint one store, whichever comes first', async () => {
    for (const [first, second] of [
      [null, auth('mary')],
      [auth('mary'), null],
    ] as const) {
      const [one, two] = [use(first), use(second)];
      await signedIn(one);
      expect(two.store()).to.equal(one.store());
      expect(new Set(host.tokens)).to.deep.equal(new Set(['mary']));
      for (const handle of handles) handle.release();
      host.restore();
      host = new Host();
    }
  });

  it('keeps endpoints apart, and ways to send cookies', () => {
    expect(use().store()).not.to.equal(use(null, 'include').store());
  });

  it('begins with the auth function that comes after the first request was refused', async () => {
    const [badge, chat] = [use(), use()];
    await waitUntil(() => badge.store()?.get().connection.status === 'signed-out');
    chat.handle.setAuth(auth('mary'));
    await signedIn(badge);
    expect(accountOf(badge)).to.equal('mary');
  });

  it('shares one store between auth functions of the same account', async () => {
    const one = use(auth('mary'));
    await signedIn(one);
    const two = use(auth('mary-2'));
    await waitUntil(() => two.store());
    expect(two.store()).to.equal(one.store());
  });

  it('asks once whose store it is, however often an element that has its own auth renders', async () => {
    const one = use(auth('mary'));
    await waitUntil(() => one.store()?.get().connection.status === 'polling');
    const own = auth('mary');
    const two = use(own);
    two.handle.setAuth(own);
    await waitUntil(() => two.store());
    const asked = host.tokens.length;
    two.handle.setAuth(own);
    two.handle.setAuth(auth('mary'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(host.tokens.length).to.equal(asked);
  });

  it('leaves a store that became somebody else’s by the auth of another element', async () => {
    const first = auth('mary');
    const one = use(first);
    await waitUntil(() => one.store()?.get().connection.status === 'polling');
    const own = auth('mary-2');
    const two = use(own);
    await waitUntil(() => two.store());
    one.handle.setAuth(auth('john'));
    await waitUntil(() => accountOf(one) === 'john');
    two.handle.setAuth(own);
    await waitUntil(() => accountOf(two) === 'mary');
    expect(accountOf(one)).to.equal('john');
  });

  it('does not share one between accounts', async () => {
    const [mary, john] = [use(auth('mary')), use(auth('john'))];
    await Promise.all([signedIn(mary), signedIn(john)]);
    expect(john.store()).not.to.equal(mary.store());
    expect([accountOf(mary), accountOf(john)]).to.deep.equal(['mary', 'john']);
  });

  it('gives an element its store also where the one that it might have shared was just released', async () => {
    const one = use(auth('mary'));
    one.handle.release();
    const two = use(auth('john'));
    await signedIn(two);
    expect(accountOf(two)).to.equal('john');
  });

  it('goes on where a framework hands in a new function for the same agent', async () => {
    const one = use(auth('mary'));
    const isLive = () => one.store()?.get().connection.status === 'polling';
    await waitUntil(isLive);
    const store = one.store();
    const session = store?.get().session;
    const asked = host.tokens.length;
    one.handle.setAuth(auth('mary'));
    await new Promise((resolve) => setTimeout(resolve));
    expect([store?.get().session, host.tokens.length]).to.deep.equal([session, asked]);
    one.handle.setAuth(auth('mary-2'));
    await waitUntil(() => host.tokens.includes('mary-2') && isLive());
    expect(one.store()).to.equal(store);
  });

  it('begins anew where the new function stands for somebody else, and shows nothing of the first one', async () => {
    const one = use(auth('mary'));
    await waitUntil(() => one.store()?.get().connection.status === 'polling');
    const shown: (string | undefined)[] = [];
    one.store()?.subscribe(() => shown.push(accountOf(one)));
    one.handle.setAuth(auth('john'));
    await waitUntil(() => accountOf(one) === 'john');
    expect(shown).to.include(undefined);
    expect(shown.slice(shown.indexOf(undefined))).not.to.include('mary');
  });

  it('begins anew where a refused token is followed by one of somebody else', async () => {
    let token = 'mary';
    const one = use(() => Promise.resolve({token}));
    await signedIn(one);
    const mary = token;
    token = 'john';
    host.refused.add(mary);
    one.store()?.tryNow();
    await waitUntil(() => accountOf(one) === 'john');
  });

  describe('after the last element is gone', () => {
    let clock: FakeClock;
    beforeEach(() => (clock = new FakeClock()));
    afterEach(() => clock.restore());

    it('keeps the store for a move within the page', () => {
      const one = use();
      const store = one.store();
      one.handle.release();
      clock.advance(1_000);
      const moved = use();
      expect(moved.store()).to.equal(store);
      clock.advance(10_000);
      expect(use().store()).to.equal(store);
    });

    it('ends it soon after', () => {
      const one = use();
      const store = one.store();
      one.handle.release();
      clock.advance(3_000);
      expect(use().store()).not.to.equal(store);
    });

    it('keeps it for as long as another uses it', () => {
      const [one, two] = [use(), use()];
      one.handle.release();
      clock.advance(10_000);
      expect(use().store()).to.equal(two.store());
    });
  });
});

import {AccountStore} from '../../src/state/account-store.js';
import {ChatStore} from '../../src/state/chat-store.js';
import type {ChatFact} from '../../src/state/chat-fact.js';
import {FakeApi} from './fake-api.js';
import {FakeHost} from './fake-host.js';
import {ManualEnvironment, settled} from './manual-environment.js';

export const ADDRESS = '+61491570156';

type Prepare = (host: FakeHost, api: FakeApi) => void;

/** A store on a host in memory, or on that of `other`; `prepare` sets up the host before anything is asked. */
export function storeFixture(
  prepare: Prepare = () => undefined,
  other?: {host: FakeHost; environment: ManualEnvironment},
) {
  const environment = other?.environment ?? new ManualEnvironment();
  const host = other?.host ?? new FakeHost(() => environment.now());
  const api = new FakeApi(host);
  prepare(host, api);
  const store = new ChatStore(new AccountStore({api, environment, endpointName: 'test'}));
  const facts: ChatFact[] = [];
  store.account.onFact((fact) => facts.push(fact));
  return {
    environment,
    host,
    api,
    store,
    facts,
    status: () => store.get().connection.status,
    /** The outbox of the one conversation there is. */
    pending: () => [...store.get().outbox.values()].flat(),
    send: (conversationId: string, body: string, seenPosition: number | null = null) =>
      store.composing.send({conversationId, body, preview: body, senderId: null, seenPosition}),
  };
}

/** The same, with an inbox that is live, and the id of a conversation in it. */
export async function liveFixture(prepare: Prepare = () => undefined) {
  const fixture = storeFixture((host, api) => {
    host.receive(ADDRESS);
    prepare(host, api);
  });
  fixture.store.needInbox();
  fixture.store.account.start();
  await settled();
  return {...fixture, id: fixture.host.ids[0] ?? ''};
}

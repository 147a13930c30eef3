import {setupWorker} from 'msw/browser';
import type {AuthFunction} from '../../src/state/api/chat-api.js';
import type {AccountName} from './accounts.js';
import {Network} from './network.js';
import type {PageHost} from './page-host.js';

/*
 * The stories of the public elements talk to the reference host over HTTP and WebSocket, as any page would; only that
 * the host is in the page too, and a service worker hands it what is addressed to these endpoints.
 */

let host: Promise<PageHost> | undefined;
// By need: most stories have no host, and a database is much to load for nothing.
const startedHost = () => (host ??= import('./page-host.js').then(({startPageHost}) => startPageHost()));

export const network = new Network('/graphql', startedHost);
/** For stories about what happens when the connection is lost, so that others on the page keep theirs. */
export const unsteadyNetwork = new Network('/unsteady/graphql', startedHost);
const deadEnd = new Network('/unreachable/graphql', startedHost);
deadEnd.cut();

let working: Promise<unknown> | undefined;

/** Storybook loader: starts the host, and the worker that leads to it. */
export async function startHost(): Promise<{conversationId: string}> {
  working ??= setupWorker(...network.handlers, ...unsteadyNetwork.handlers, ...deadEnd.handlers).start({
    quiet: true,
    onUnhandledRequest: 'bypass',
    // Beside the page: the build may be served from any path.
    serviceWorker: {url: './mockServiceWorker.js'},
  });
  const [{conversationId}] = await Promise.all([startedHost(), working]);
  return {conversationId};
}

/** One function for each account: elements with the same one share their connection. */
export const auth: Record<AccountName | 'nobody', AuthFunction> = {
  demo: authFor('demo'),
  empty: authFor('empty'),
  busy: authFor('busy'),
  nobody: () => Promise.resolve({token: 'a token that no host has issued'}),
};

function authFor(account: AccountName): AuthFunction {
  return async () => ({token: await (await startedHost()).issueToken(account)});
}

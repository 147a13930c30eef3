import {openPglite} from '../../server/db/database.js';
import {SimulatedGateway} from '../../server/gateway/simulated.js';
import {secretKey} from '../../server/auth/keys.js';
import {createHost} from '../../server/host.js';
import type {HostCore} from '../../server/host.js';
import {loadAccount} from '../../demo/seed/load.js';
import type {DemoAccount} from '../../demo/seed/types.js';
import sdl from '../../schema/sms-chat.graphql?raw';
import {accountNames, generateAccounts} from './accounts.js';
import type {AccountName} from './accounts.js';

/** The reference host, in this page: the same code as behind `npm start`, on a database in memory. */
export interface PageHost {
  core: HostCore;
  /** A thread of the demo account that is worth looking at. */
  conversationId: string;
  /** A token for the first agent of an account. */
  issueToken(account: AccountName): Promise<string>;
}

/** The longest among the newest with a contact. */
function richestThread({conversations}: DemoAccount): string {
  const newest = conversations.filter(({contactId}) => contactId !== null).slice(0, 8);
  return newest.reduce((a, b) => (b.messages.length > a.messages.length ? b : a)).id;
}

const tokenLifetimeSeconds = 12 * 60 * 60;

export async function startPageHost(): Promise<PageHost> {
  const db = await openPglite();
  const accounts = generateAccounts(new Date());
  for (const name of accountNames) await loadAccount(db, accounts[name]);
  const core = createHost({
    db,
    gateway: new SimulatedGateway(),
    sdl,
    tokenKeys: secretKey(crypto.randomUUID()),
    onError: (error) => console.error('The host in this page:', error),
  });
  await core.start();
  return {
    core,
    conversationId: richestThread(accounts.demo),
    async issueToken(name) {
      const {id: accountId, agents} = accounts[name];
      const {id: agentId, displayName} = agents[0]!;
      const {token} = await core.tokens.issue({accountId, agentId, displayName}, tokenLifetimeSeconds);
      return token;
    },
  };
}

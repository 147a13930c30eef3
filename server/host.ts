import {Limits} from './auth/limits.js';
import {forgetFullBuckets, takeShared} from './auth/shared-rate-limit.js';
import {SocketSessions} from './auth/socket-sessions.js';
import {LocalSocketSlots, SharedSocketSlots} from './auth/socket-slots.js';
import type {TokenKeys} from './auth/keys.js';
import {Tokens} from './auth/tokens.js';
import type {TokenClaims} from './auth/tokens.js';
import type {Database} from './db/database.js';
import {applyReceipt} from './domain/delivery.js';
import {defaultSettings} from './domain/environment.js';
import type {Clock, Environment, Observer, Settings} from './domain/environment.js';
import {UnknownNumber, receiveInbound} from './domain/inbound.js';
import {forgetOldMessages, forgetParkedReceipts} from './domain/retention.js';
import type {Gateway} from './gateway/gateway.js';
import {SendWorker} from './gateway/send-worker.js';
import {createLocalBell} from './log/bell.js';
import type {Bell} from './log/bell.js';
import {LogWatch} from './log/watch.js';
import {pruneLog} from './log/prune.js';
import {createGraphql} from './schema/graphql.js';
import type {Graphql} from './schema/graphql.js';
import {socketOptions} from './schema/socket.js';
import type {TrustedDocuments} from './schema/trusted-documents.js';

export interface HostParts {
  db: Database;
  gateway: Gateway;
  /** The contract: schema/sms-chat.graphql. */
  sdl: string;
  /** What tokens are checked with, and by whom and for whom they must be made. */
  tokenKeys: TokenKeys;
  tokenClaims?: TokenClaims;
  settings?: Partial<Settings>;
  clock?: Clock;
  bell?: Bell;
  /** Other processes may run hosts on the same database. */
  isShared?: boolean;
  /** Beneath the bell: how often followed accounts, and messages that wait to be sent, are looked at. */
  pollMs?: number;
  /** How often open sockets are checked for tokens and access that ended. */
  sessionCheckSeconds?: number;
  allowedOrigins?: readonly string[];
  /** The only documents that are answered; without it any, within limits. */
  trustedDocuments?: TrustedDocuments | null;
  introspection?: boolean;
  observer?: Observer;
  onError?(error: unknown): void;
}

/** A host without a network: it runs in Node behind `start`, and in a page. */
export interface HostCore {
  env: Environment;
  graphql: Graphql;
  /** For `useServer` or `makeServer` of graphql-ws. */
  socketOptions: ReturnType<typeof socketOptions>;
  sessions: SocketSessions;
  tokens: Tokens;
  /** Answers the gateway's provider, where it has anything to ask. */
  webhook: Gateway['webhook'];
  /** Takes up what was left undone, and begins to listen to the gateway. */
  start(): Promise<void>;
  /** Closes the sockets, lets sends that are under way settle; the database stays open. */
  stop(): Promise<void>;
}

/** A process that has not checked its sockets so often is taken for dead. */
const missedChecks = 3;
const pruneEveryMs = 10 * 60_000;
const forgetEveryMs = 60 * 60_000;

export function createHost(parts: HostParts): HostCore {
  const {db, gateway, onError = () => undefined, clock = {now: () => new Date()}} = parts;
  const settings = {...defaultSettings, ...parts.settings};
  const bell = parts.bell ?? createLocalBell();
  const pollMs = parts.pollMs ?? 2_000;
  const watch = new LogWatch(db, bell, pollMs);
  const shared = parts.isShared ? db : null;
  const limits = new Limits(settings, shared);
  const sessionCheckSeconds = parts.sessionCheckSeconds ?? 10;
  const slots = shared
    ? new SharedSocketSlots(shared, settings.socketsPerAgent, sessionCheckSeconds * missedChecks)
    : new LocalSocketSlots(settings.socketsPerAgent);
  const trustedDocuments = parts.trustedDocuments ?? null;
  const env: Environment = {
    db,
    clock,
    settings,
    bell,
    watch,
    takeSend: (db, accountId, agentId) => takeShared(db, `send ${accountId} ${agentId}`, settings.sendRate),
    wakeSender: () => worker.wake(),
    observer: parts.observer,
  };
  const worker = new SendWorker(env, gateway, onError, {isShared: parts.isShared ?? false, pollMs});
  const tokens = new Tokens(parts.tokenKeys, () => clock.now(), parts.tokenClaims);
  const sessions = new SocketSessions(db, clock, slots, sessionCheckSeconds, onError);
  const graphql = createGraphql({
    env,
    tokens,
    limits,
    trustedDocuments,
    sdl: parts.sdl,
    allowedOrigins: parts.allowedOrigins ?? [],
    introspection: parts.introspection ?? false,
    onError,
  });
  const keepHouse = (work: (accountId: string) => Promise<unknown>) => () =>
    void forEachAccount(db, work).catch(onError);
  const pruning = setInterval(
    keepHouse((id) => pruneLog(env, id)),
    pruneEveryMs,
  );
  const forgetting = setInterval(() => {
    keepHouse((id) => forgetOldMessages(env, id))();
    void forgetParkedReceipts(env).catch(onError);
    void forgetFullBuckets(db).catch(onError);
  }, forgetEveryMs);

  return {
    env,
    graphql,
    socketOptions: socketOptions({env, graphql, tokens, limits, slots, trustedDocuments, sessions, onError}),
    sessions,
    tokens,
    webhook: gateway.webhook?.bind(gateway),
    async start() {
      gateway.start({
        onReceipt: (receipt) => applyReceipt(env, receipt),
        async onInbound(inbound) {
          if (await receiveInbound(env, inbound)) return;
          // The gateway is answered all the same: it would bring it again and again.
          env.observer?.unrouted();
          onError(new UnknownNumber(inbound.to));
        },
      });
      await worker.start();
    },
    async stop() {
      clearInterval(pruning);
      clearInterval(forgetting);
      sessions.stop();
      await worker.stop();
      await gateway.stop();
      watch.stop();
      await slots.stop().catch(onError);
    },
  };
}

async function forEachAccount(db: Database, work: (accountId: string) => Promise<unknown>): Promise<void> {
  for (const {id} of await db.selectFrom('account').select('id').execute()) await work(id);
}

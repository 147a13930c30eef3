import type {IncomingMessage, ServerResponse} from 'node:http';
import {sql} from 'kysely';
import {authenticate} from '../auth/sessions.js';
import {listCampaigns, sendCampaign} from '../domain/campaigns.js';
import type {Viewer} from '../domain/environment.js';
import {Refusal} from '../domain/refusal.js';
import type {HostCore} from '../host.js';
import {HttpError, readJson, requireText, sendJson} from './exchange.js';

/** What the demo's dashboard needs of its own host; not part of the contract. */
export interface DashboardOptions {
  tokenLifetimeSeconds: number;
}

/** Serves /api, in a demo: there anyone may be any agent. Errors are thrown as HttpError. */
export async function serveDashboard(
  host: HostCore,
  options: DashboardOptions,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (`${request.method} ${url.pathname}`) {
    case 'POST /api/session':
      return sendJson(response, 200, await logIn(host, options, await readJson(request)));
    case 'GET /api/account':
      return sendJson(response, 200, await readAccount(host, await viewerOf(host, request)));
    case 'GET /api/lists':
      return sendJson(response, 200, await readLists(host, await viewerOf(host, request)));
    case 'GET /api/campaigns': {
      const {accountId} = await viewerOf(host, request);
      return sendJson(response, 200, await listCampaigns(host.env, accountId));
    }
    case 'POST /api/campaigns': {
      const {accountId} = await viewerOf(host, request);
      const body = await readJson(request);
      const text = (field: string) => requireText(body, field);
      const campaign = {
        accountId,
        id: text('id'),
        name: text('name'),
        listId: text('listId'),
        senderId: text('senderId'),
        body: text('body'),
      };
      return sendJson(response, 200, await sendCampaign(host.env, campaign).catch(asHttpError));
    }
  }
  throw new HttpError(404, 'NOT_FOUND', 'There is nothing here.');
}

/** The demo's sign-in: the agent asked for, or the first. */
async function logIn(
  {env, tokens}: HostCore,
  {tokenLifetimeSeconds}: DashboardOptions,
  body: Record<string, unknown>,
) {
  let query = env.db
    .selectFrom('agent')
    .innerJoin('account', 'account.id', 'agent.account_id')
    .select(['agent.id', 'agent.display_name', 'account.id as account_id', 'account.name as account_name'])
    .where('agent.revoked_at', 'is', null)
    .orderBy('account.id')
    .orderBy('agent.id')
    .limit(1);
  if (typeof body.agent === 'string') query = query.where('agent.id', '=', body.agent);
  const agent = await query.executeTakeFirst();
  if (!agent) throw new HttpError(404, 'NOT_FOUND', 'There is no such agent.', 'agent');
  const viewer = {accountId: agent.account_id, agentId: agent.id, displayName: agent.display_name};
  return {
    ...(await tokens.issue(viewer, tokenLifetimeSeconds)),
    agent: {id: agent.id, displayName: agent.display_name},
    account: {id: agent.account_id, name: agent.account_name},
  };
}

async function viewerOf({env, tokens}: HostCore, request: IncomingMessage): Promise<Viewer> {
  const session = await authenticate(env.db, tokens, request.headers.authorization);
  if (!session) throw new HttpError(401, 'UNAUTHENTICATED', 'The token is missing, wrong or no longer good.');
  return session.viewer;
}

function readAccount({env}: HostCore, {accountId}: Viewer) {
  return env.db
    .selectFrom('account')
    .select(['name', 'balance_parts as balanceParts'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
}

function readLists({env}: HostCore, {accountId}: Viewer) {
  return env.db
    .selectFrom('contact_list')
    .select((eb) => [
      'contact_list.id',
      'contact_list.name',
      eb
        .selectFrom('contact_list_member')
        .select(sql<number>`count(*)::integer`.as('size'))
        .where('contact_list_member.account_id', '=', accountId)
        .whereRef('contact_list_member.list_id', '=', 'contact_list.id')
        .as('size'),
    ])
    .where('contact_list.account_id', '=', accountId)
    .orderBy('contact_list.name')
    .execute();
}

function asHttpError(error: unknown): never {
  if (!(error instanceof Refusal)) throw error;
  const {code, message, field} = error.error;
  throw new HttpError(code === 'NOT_FOUND' ? 404 : 422, code, message, field ?? null);
}

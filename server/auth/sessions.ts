import type {Database} from '../db/database.js';
import {bearerToken} from './tokens.js';
import type {Session, Tokens} from './tokens.js';

/** Who an `Authorization` value speaks for; null for nobody, and for an agent whose access has ended. */
export async function authenticate(
  db: Database,
  tokens: Tokens,
  authorization: unknown,
): Promise<Session | null> {
  const token = bearerToken(authorization);
  const session = token && (await tokens.read(token));
  if (!session) return null;
  const {accountId, agentId} = session.viewer;
  const agent = await db
    .selectFrom('agent')
    .select(['display_name', 'revoked_at'])
    .where('account_id', '=', accountId)
    .where('id', '=', agentId)
    .executeTakeFirst();
  if (!agent || agent.revoked_at) return null;
  return {...session, viewer: {...session.viewer, displayName: agent.display_name}};
}

/** Ends an agent's access: requests are refused from now on, open sockets are closed at the next check. */
export async function revokeAgent(db: Database, accountId: string, agentId: string, at: Date): Promise<void> {
  await db
    .updateTable('agent')
    .set({revoked_at: at})
    .where('account_id', '=', accountId)
    .where('id', '=', agentId)
    .execute();
}

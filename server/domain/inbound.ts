import {changeAccount} from '../log/append.js';
import type {Inbound} from '../gateway/gateway.js';
import type {Queryable} from '../db/database.js';
import {countSms, normaliseForSms} from '../../src/sms/index.js';
import {normaliseGatewayAddress} from './addresses.js';
import {lockThreadWith} from './conversations.js';
import type {Environment} from './environment.js';
import {followOptOutCommand} from './opt-out.js';
import {addMessage} from './thread.js';

interface Route {
  accountId: string;
  country: string;
  senderId: string;
}

/** A message came in at a number that is no sender's. Its message tells which, in part. */
export class UnknownNumber extends Error {
  override name = 'UnknownNumber';

  constructor(number: string) {
    super(`It arrived at ${number.slice(0, 3)}…${number.slice(-2)}, which is the number of no sender.`);
  }
}

/**
 * Puts a message from a handset into its thread. Safe to repeat by `gatewayMessageId`: carriers do. Answers null
 * where the number it arrived at belongs to nobody.
 */
export async function receiveInbound(
  env: Environment,
  inbound: Inbound,
): Promise<{messageId: string} | null> {
  const route = await findRoute(env.db, inbound);
  if (!route) return null;
  const {result} = await changeAccount(env, route.accountId, async (work) => {
    const address = normaliseGatewayAddress(inbound.from, route.country);
    const {conversation} = await lockThreadWith(work, address);
    const known = await work.trx
      .selectFrom('message')
      .select('id')
      .where('gateway_message_id', '=', inbound.gatewayMessageId)
      .where('direction', '=', 'INBOUND')
      .executeTakeFirst();
    if (known) return {messageId: known.id};

    const body = normaliseForSms(inbound.body);
    const {parts, encoding} = countSms(body, env.settings.referenceBits);
    const id = crypto.randomUUID();
    await addMessage(work, conversation, {
      id,
      direction: 'INBOUND',
      body,
      sender_id: route.senderId,
      sender_address: inbound.to,
      gateway_message_id: inbound.gatewayMessageId,
      parts,
      encoding,
    });
    await followOptOutCommand(work, address, body);
    return {messageId: id};
  });
  return result;
}

/**
 * Whose message this is: the account of the number that it arrived at; for a number of the shared pool, the
 * account that last wrote to this handset from it, or from any number of the pool.
 */
async function findRoute(db: Queryable, {from, to}: Inbound): Promise<Route | null> {
  const own = await db
    .selectFrom('sender')
    .innerJoin('account', 'account.id', 'sender.account_id')
    .select(['sender.account_id as accountId', 'sender.id as senderId', 'account.country'])
    .where('sender.address', '=', to)
    .where('sender.kind', 'in', ['VIRTUAL', 'SHORT_CODE'])
    .executeTakeFirst();
  if (own) return own;
  const pool = await db
    .selectFrom('pool_number')
    .select('address')
    .where('address', '=', to)
    .executeTakeFirst();
  if (!pool) return null;
  const shared = await db
    .selectFrom('message')
    .innerJoin('conversation', (join) =>
      join
        .onRef('conversation.account_id', '=', 'message.account_id')
        .onRef('conversation.id', '=', 'message.conversation_id'),
    )
    .innerJoin('sender', (join) =>
      join.onRef('sender.account_id', '=', 'message.account_id').onRef('sender.id', '=', 'message.sender_id'),
    )
    .innerJoin('account', 'account.id', 'message.account_id')
    .select(['message.account_id as accountId', 'message.sender_id as senderId', 'account.country'])
    .where('conversation.address', '=', from)
    .where('message.direction', '=', 'OUTBOUND')
    .where('sender.kind', '=', 'SHARED')
    .orderBy((eb) => eb.case().when('message.sender_address', '=', to).then(0).else(1).end())
    .orderBy('message.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return shared ? {...shared, senderId: shared.senderId!} : null;
}

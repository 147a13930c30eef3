import type {Row} from '../db/tables.js';
import {changeAccount} from '../log/append.js';
import type {AccountChange, Committed} from '../log/append.js';
import {canReceive} from './addresses.js';
import {checkBody, checkPrepared, mergeKeys, mergeValues, prepareBody} from './bodies.js';
import {lockConversation} from './conversations.js';
import type {Environment, Viewer} from './environment.js';
import {isOptedOut} from './opt-out.js';
import {BadInput, refuse} from './refusal.js';
import {chooseSender} from './senders.js';
import {addMessage, queueSend} from './thread.js';
import {loadMessages} from './views.js';
import type {MessageView} from './views.js';

export interface SendMessage {
  clientMessageId: string;
  conversationId: string;
  senderId?: string | null;
  body: string;
  notAfter?: string | null;
  seenPosition?: number | null;
}

export interface SentMessage {
  message: MessageView;
  deduplicated: boolean;
}

/**
 * Stores a message and queues it for the gateway, once for each client id for ever (R14). The thread's lock is
 * taken before anything is looked at: of two requests with one id the later one finds the earlier one's message.
 */
export async function sendMessage(
  env: Environment,
  viewer: Viewer,
  input: SendMessage,
): Promise<Committed<SentMessage>> {
  if (!/^[\x21-\x7e]{1,128}$/.test(input.clientMessageId)) throw new BadInput('clientMessageId is not an id');
  const contentHash = await hashContent(input);
  const committed = await changeAccount(env, viewer.accountId, async (work): Promise<SentMessage> => {
    const conversation = await lockConversation(work, input.conversationId);
    const earlier = await findByClientId(work, input.clientMessageId);
    if (earlier) return repeat(work, earlier, contentHash);

    if (!conversation) refuse('NOT_FOUND', 'There is no such conversation.', {field: 'conversationId'});
    await checkMoment(work, viewer, conversation, input);
    const sender = await chooseSender(work, input.senderId ?? null, conversation.last_sender_id);
    const prepared = await prepareFor(env, work, conversation, input.body);
    const retryAfterMs = await env.takeSend(work.trx, viewer.accountId, viewer.agentId);
    if (retryAfterMs > 0) refuse('RATE_LIMITED', 'Too many messages at once. Wait a moment.', {retryAfterMs});

    const id = crypto.randomUUID();
    const added = await addMessage(work, conversation, {
      id,
      direction: 'OUTBOUND',
      body: prepared.text,
      sender_id: sender.id,
      sender_address: sender.address,
      author_id: viewer.agentId,
      client_message_id: input.clientMessageId,
      content_hash: contentHash,
      delivery_status: 'QUEUED',
      delivery_at: work.now,
      parts: prepared.parts,
      encoding: prepared.encoding,
    });
    // The same id in another thread at the same moment: that one was first.
    if (!added) return repeat(work, (await findByClientId(work, input.clientMessageId))!, contentHash);

    await queueSend(work, {id, conversationId: conversation.id}, parseMoment(input.notAfter));
    work.charge(prepared.parts);
    return {message: await viewOf(work, id), deduplicated: false};
  });
  if (!committed.result.deduplicated) env.wakeSender();
  return committed;
}

/** The message that one of the account's clients sent under this id. */
export async function messageByClientId(
  env: Environment,
  accountId: string,
  clientMessageId: string,
): Promise<MessageView | null> {
  const row = await env.db
    .selectFrom('message')
    .select('id')
    .where('account_id', '=', accountId)
    .where('client_message_id', '=', clientMessageId)
    .executeTakeFirst();
  return row ? ((await loadMessages(env.db, accountId, [row.id])).get(row.id) ?? null) : null;
}

type Earlier = Pick<Row<'message'>, 'id' | 'content_hash'>;

function findByClientId(
  {trx, accountId}: AccountChange,
  clientMessageId: string,
): Promise<Earlier | undefined> {
  return trx
    .selectFrom('message')
    .select(['id', 'content_hash'])
    .where('account_id', '=', accountId)
    .where('client_message_id', '=', clientMessageId)
    .executeTakeFirst();
}

async function repeat(work: AccountChange, earlier: Earlier, contentHash: string): Promise<SentMessage> {
  if (earlier.content_hash !== contentHash) {
    refuse('IDEMPOTENCY_MISMATCH', 'Another message was sent under this id.', {field: 'clientMessageId'});
  }
  return {message: await viewOf(work, earlier.id), deduplicated: true};
}

/** Whether this may still be sent to this recipient, seeing what the agent has seen. */
async function checkMoment(
  work: AccountChange,
  viewer: Viewer,
  conversation: Row<'conversation'>,
  {notAfter, seenPosition}: SendMessage,
): Promise<void> {
  const limit = parseMoment(notAfter);
  if (limit && work.now > limit) {
    refuse('EXPIRED', 'It is too late to send this message.', {field: 'notAfter'});
  }
  if (await isOptedOut(work, conversation.address)) {
    refuse('OPTED_OUT', 'The recipient has opted out of messages.', {field: 'conversationId'});
  }
  if (!canReceive(conversation.address)) {
    refuse('INVALID_ADDRESS', 'This sender cannot be answered.', {field: 'conversationId'});
  }
  if (seenPosition != null && (await otherAgentWroteSince(work, viewer, conversation.id, seenPosition))) {
    refuse('CONVERSATION_CHANGED', 'Another agent has written in the meantime.', {field: 'seenPosition'});
  }
}

async function otherAgentWroteSince(
  {trx, accountId}: AccountChange,
  viewer: Viewer,
  conversationId: string,
  seenPosition: number,
): Promise<boolean> {
  const newer = await trx
    .selectFrom('message')
    .select('id')
    .where('account_id', '=', accountId)
    .where('conversation_id', '=', conversationId)
    .where('position', '>', seenPosition)
    .where('author_id', '<>', viewer.agentId)
    .limit(1)
    .executeTakeFirst();
  return newer !== undefined;
}

async function prepareFor(
  env: Environment,
  work: AccountChange,
  conversation: Row<'conversation'>,
  body: string,
) {
  checkBody(env.settings, body);
  const contact = await work.trx
    .selectFrom('contact')
    .select(['first_name', 'last_name', 'fields'])
    .where('account_id', '=', work.accountId)
    .where('id', '=', conversation.contact_id)
    .executeTakeFirst();
  const keys = await mergeKeys(work.trx, work.accountId);
  const prepared = prepareBody(env.settings, body, keys, mergeValues(contact));
  checkPrepared(env.settings, prepared);
  return prepared;
}

/** A moment from outside; throws BadInput for what is none. */
function parseMoment(text: string | null | undefined): Date | null {
  if (text == null) return null;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new BadInput('notAfter is not an RFC 3339 date and time');
  return moment;
}

async function hashContent({conversationId, senderId, body}: SendMessage): Promise<string> {
  const content = JSON.stringify([conversationId, senderId ?? null, body]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function viewOf(work: AccountChange, id: string): Promise<MessageView> {
  return (await loadMessages(work.trx, work.accountId, [id])).get(id)!;
}

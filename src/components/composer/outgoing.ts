/** What would be sent, and what stands against it. No DOM: the words for it are in composer-text.ts. */
import {
  countSms,
  isBlank,
  normaliseForSms,
  prepareSms,
  type PreparedSms,
  type ReferenceBits,
} from '../../sms/index.js';
import type {Conversation, MergeField, Sender, Service} from '../../state/model.js';

/** Why nothing can be sent now. */
export type SendBlock =
  | {readonly kind: 'not-allowed'; readonly reason: Conversation['sending']['reason']}
  | {readonly kind: 'no-sender'}
  | {readonly kind: 'empty'}
  | {readonly kind: 'unknown-field'; readonly names: readonly string[]}
  | {readonly kind: 'missing-value'; readonly keys: readonly string[]}
  | {readonly kind: 'too-long'; readonly most: number}
  | {readonly kind: 'too-many-parts'; readonly parts: number; readonly most: number};

export interface SendContext {
  readonly conversation: Conversation;
  readonly mergeFields: readonly MergeField[];
  readonly service: Service;
}

/** The text as the host will store and charge it. */
export function prepareBody(body: string, {conversation, mergeFields, service}: SendContext): PreparedSms {
  const referenceBits: ReferenceBits = service.counting.referenceBits === 16 ? 16 : 8;
  if (!service.capabilities.includes('MERGE_FIELDS')) {
    // To such a host, braces are ordinary characters.
    const text = normaliseForSms(body);
    return {text, missing: [], unknown: [], ...countSms(text, referenceBits)};
  }
  const merge = {
    syntax: service.mergeSyntax,
    knownKeys: mergeFields.map(({key}) => key),
    values: new Map(conversation.contact?.fields.map(({key, value}) => [key, value])),
  };
  return prepareSms(body, merge, referenceBits);
}

/** The first that can be used: of the preferred ones in their order, then the account's default, then any. */
export function chooseSender(
  senders: readonly Sender[],
  preferredIds: readonly (string | null | undefined)[],
): Sender | null {
  const ready = senders.filter(({status}) => status === 'READY');
  const preferred = preferredIds.map((id) => ready.find((sender) => sender.id === id));
  return preferred.find(Boolean) ?? ready.find(({isDefault}) => isDefault) ?? ready[0] ?? null;
}

/** What concerns the recipient comes before what concerns the text, because no other text would help. */
export function findBlock(
  body: string,
  prepared: PreparedSms,
  sender: Sender | null,
  {conversation, service}: SendContext,
): SendBlock | null {
  const {sending} = conversation;
  const {maxParts} = service.counting;
  const {maxBodyLength} = service.limits;
  if (!sending.allowed) return {kind: 'not-allowed', reason: sending.reason};
  if (!sender) return {kind: 'no-sender'};
  if (isBlank(prepared.text)) return {kind: 'empty'};
  if (prepared.unknown.length) return {kind: 'unknown-field', names: prepared.unknown};
  if (prepared.missing.length) return {kind: 'missing-value', keys: prepared.missing};
  if (prepared.parts > maxParts) return {kind: 'too-many-parts', parts: prepared.parts, most: maxParts};
  if (body.length > maxBodyLength) return {kind: 'too-long', most: maxBodyLength};
  return null;
}

/** The words of the composer for what outgoing.ts finds. */
import {msg, number, plural, str} from '../../localization/language.js';
import {mergeToken} from '../../sms/index.js';
import {displayName} from '../../shared/display-text.js';
import type {Sender} from '../../state/model.js';
import type {SendBlock, SendContext} from './outgoing.js';

/** More of them would push the counter away and tell no more. */
const MOST_CHARACTERS_NAMED = 3;

/** Why nothing can be sent; empty where it is plain to see. */
export function blockText(block: SendBlock, context: SendContext, locale: string): string {
  const {conversation, mergeFields, service} = context;
  const list = (names: readonly string[]) => new Intl.ListFormat(locale).format(names.map(displayName));
  const token = (name: string) => mergeToken(name, service.mergeSyntax);
  switch (block.kind) {
    case 'empty':
      return '';
    case 'no-sender':
      return msg('No sender ID is ready to send from.');
    case 'too-many-parts':
      return msg(str`Too long: ${partsText(block.parts)}, of at most ${number(block.most)}.`);
    case 'too-long':
      return plural(
        msg(
          '{n, plural, one {Too long: a message has at most # character.} other {Too long: a message has at most # characters.}}',
        ),
        block.most,
      );
    case 'unknown-field':
      return msg(str`Unknown merge field: ${list(block.names.map(token))}.`);
    case 'missing-value': {
      const labelOf = (key: string) => mergeFields.find((field) => field.key === key)?.label ?? key;
      const example = token(`${block.keys[0]}${service.mergeSyntax.fallback}…`);
      return msg(
        str`No value for ${list(block.keys.map(labelOf))}. Take it out, or write what to say instead: ${example}`,
      );
    }
    case 'not-allowed': {
      const name = displayName(conversation.contact?.displayName ?? conversation.formattedAddress);
      return notAllowedText(block.reason, name);
    }
  }
}

function notAllowedText(reason: Extract<SendBlock, {kind: 'not-allowed'}>['reason'], name: string): string {
  switch (reason) {
    case 'OPTED_OUT':
      return msg(str`${name} has opted out of your messages. You can write again once they reply START.`);
    case 'NO_SENDER':
      return msg('There is no sender ID to send from.');
    case 'FORBIDDEN':
      return msg('You may read this chat, but not send messages.');
    default:
      return msg(str`Messages cannot be sent to ${name}.`);
  }
}

/** What a sender ID means for the answer; empty where answers come to this inbox. */
export function senderHint(sender: Sender): string {
  switch (sender.kind) {
    case 'ALPHANUMERIC':
      return msg('Recipients cannot reply to a business name.');
    case 'SHARED':
      return msg('The number differs from message to message.');
    case 'PERSONAL':
      return msg('Replies go to that handset, not to this inbox.');
    default:
      return sender.canReceiveReplies ? '' : msg('Recipients cannot reply to this number.');
  }
}

/** A choice of the From field; says why it cannot be used, where it cannot. */
export function senderLabel(sender: Sender): string {
  const label = displayName(sender.label);
  if (sender.status === 'READY') return label;
  const reason =
    sender.statusReason ??
    (sender.status === 'PENDING' ? msg('not ready for use yet') : msg('not in use any more'));
  return `${label} – ${displayName(reason)}`;
}

/** Says which characters make a text Unicode, and so its parts shorter. */
export function unicodeText(forcedBy: readonly string[]): string {
  const named = forcedBy.slice(0, MOST_CHARACTERS_NAMED).map(visible).join(' ');
  const others = forcedBy.length - MOST_CHARACTERS_NAMED;
  return others > 0
    ? msg(str`Unicode because of ${named} and ${number(others)} more`)
    : msg(str`Unicode because of ${named}`);
}

/** A blank, a mark or a control character shows as its code point: U+200B. */
function visible(character: string): string {
  if (!/[\p{C}\p{M}\p{Z}]/u.test(character)) return character;
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

export function partsText(parts: number): string {
  return plural(msg('{n, plural, one {# message part} other {# message parts}}'), parts);
}

export function editedElsewhereText(): string {
  return msg('This draft was edited in another tab.');
}

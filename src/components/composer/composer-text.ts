/** The words of the composer for what outgoing.ts finds. */
import {msg, number, plural, str} from '../../localization/language.js';
import {isGsmText, mergeToken, type PartCount} from '../../sms/index.js';
import {displayBody, displayName} from '../../shared/display-text.js';
import type {Sender} from '../../state/model.js';
import type {SendBlock, SendContext} from './outgoing.js';

/** More of them would push the counter away and tell no more. */
const MOST_CHARACTERS_NAMED = 3;
/** From the first on, in code units: more than can be sent. A segmenter takes the longer for each the longer the text. */
const MOST_LOOKED_AT = 2000;

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

/** Says which characters make a text Unicode, and so its parts shorter: whole ones, as people see them. */
export function unicodeText({text, forcedBy: [first = '']}: PartCount & {readonly text: string}): string {
  // From one before, on which a mark may stand.
  const start = Math.max(text.indexOf(first) - 1, 0);
  const names = new Set<string>();
  for (const {segment, index} of new Intl.Segmenter().segment(
    text.slice(start, start + 2 * MOST_LOOKED_AT),
  )) {
    if (index >= MOST_LOOKED_AT) break;
    if (!isGsmText(segment)) names.add(characterName(segment));
  }
  const named = [...names].slice(0, MOST_CHARACTERS_NAMED).join(' ');
  const others = names.size - MOST_CHARACTERS_NAMED;
  return others > 0
    ? msg(str`Unicode because of ${named} and ${number(others)} more`)
    : msg(str`Unicode because of ${named}`);
}

/** A character that shows as itself, or what it is where that could not be seen. */
function characterName(character: string): string {
  if (character === '\t') return `(${msg('tab')})`;
  if (isGsmText(character.replace(/[\p{Cc}\p{DI}]/gu, ''))) return `(${msg('invisible character')})`;
  if (/^\s$/.test(character)) return `(${msg('special space')})`;
  // A mark that stands on nothing.
  return displayBody(character).replace(/^\p{M}/u, '\u25cc$&');
}

export function partsText(parts: number): string {
  return plural(msg('{n, plural, one {# message part} other {# message parts}}'), parts);
}

export function editedElsewhereText(): string {
  return msg('This draft was edited in another tab.');
}

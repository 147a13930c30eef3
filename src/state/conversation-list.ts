import {firstIndex} from '../shared/first-index.js';
import type {Conversation, ConversationFilter, ConversationList, LastMessage} from './model.js';

type Conversations = ReadonlyMap<string, Conversation>;

/**
 * The list after a conversation changed: in its place by activity, newest first, or gone from it.
 * `message` is the one that arrived with the change, if any.
 */
export function placeInList(
  list: ConversationList,
  conversations: Conversations,
  conversation: Conversation,
  message?: LastMessage,
): ConversationList {
  if (conversation.state === 'CLOSED') return removeFromList(list, conversation.id);
  const at = list.ids.indexOf(conversation.id);
  if (at < 0 && !matchesFilter(conversation, list.filter, message)) return list;
  // Mostly it stays in its place: then nothing is copied, however long the list.
  if (at >= 0 && isInPlace(list.ids, at, conversations, conversation)) return list;
  const others = at < 0 ? list.ids : list.ids.toSpliced(at, 1);
  const to = firstIndex(others, (id) => compareActivity(conversations.get(id), conversation) > 0);
  if (to === at) return list;
  // Below the last loaded row there are others that are not loaded yet: it comes with their page.
  if (at < 0 && to === others.length && list.hasMore) return list;
  return {...list, ids: others.toSpliced(to, 0, conversation.id)};
}

function isInPlace(
  ids: readonly string[],
  at: number,
  conversations: Conversations,
  item: Conversation,
): boolean {
  const above = conversations.get(ids[at - 1] ?? '');
  const below = conversations.get(ids[at + 1] ?? '');
  return (!above || compareActivity(above, item) > 0) && (!below || compareActivity(item, below) >= 0);
}

export function removeFromList(list: ConversationList, id: string): ConversationList {
  const at = list.ids.indexOf(id);
  return at < 0 ? list : {...list, ids: list.ids.toSpliced(at, 1)};
}

/**
 * Ids of the listed conversations and of a page that came in, newest activity first, each once. Where more follow,
 * nothing stands below the end of the page: what lies between is not loaded yet.
 */
export function mergeIds(
  listed: readonly string[],
  page: {readonly conversations: readonly Conversation[]; readonly hasMore: boolean},
  conversations: Conversations,
): readonly string[] {
  const end = page.hasMore ? page.conversations.at(-1) : undefined;
  return [...new Set([...listed, ...page.conversations.map(({id}) => id)])]
    .filter((id) => {
      const conversation = conversations.get(id);
      return conversation?.state === 'OPEN' && (!end || compareActivity(conversation, end) >= 0);
    })
    .sort((a, b) => compareActivity(conversations.get(b), conversations.get(a)));
}

/**
 * Whether a conversation that is not listed belongs there. For a search, what can be known here: the host searches in
 * the same fields. For a number, what the newest message tells: older ones come with the host's pages.
 */
export function matchesFilter(
  conversation: Conversation,
  filter: ConversationFilter,
  message: LastMessage | null = conversation.lastMessage,
): boolean {
  if (
    filter.senderId !== null &&
    message?.sender?.id !== filter.senderId &&
    conversation.lastSender?.id !== filter.senderId
  ) {
    return false;
  }
  return matchesSearch(conversation, filter.search);
}

function matchesSearch({contact, address, formattedAddress}: Conversation, search: string): boolean {
  const wanted = folded(search);
  if (folded(contact?.displayName ?? '').includes(wanted)) return true;
  // Keyboards for Arabic and Persian have digits of their own; what lies between the two is in no number.
  const plain = wanted.replace(/[٠-۹]/g, (digit) => `${digit.charCodeAt(0) & 15}`);
  const digits = digitsOf(plain.replace('(0)', ''));
  const isNumber = digits !== '' && !/\p{L}/u.test(search);
  return isNumber && [address, formattedAddress].some((number) => digitsOf(number).includes(digits));
}

/** Without case and accents, as the reference host compares. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Times are RFC 3339 in UTC with milliseconds, so they compare as text. */
function compareActivity(a: Conversation | undefined, b: Conversation | undefined): number {
  const [x, y] = [a?.lastActivityAt ?? '', b?.lastActivityAt ?? ''];
  return x < y ? -1 : x > y ? 1 : 0;
}

import type {Environment} from './environment.js';
import {formatAddress, parseRecipient, searchDigits} from './addresses.js';
import {likePattern, searchable} from './names.js';
import {loadContacts, loadConversations} from './views.js';
import type {ContactView, ConversationView} from './views.js';

export interface RecipientView {
  address: string;
  formattedAddress: string;
  contact: ContactView | null;
  conversation: ConversationView | null;
}

interface Candidate {
  address: string;
  contactId: string | null;
  conversationId: string | null;
  searchName: string;
  lastActivityAt: Date | null;
}

/**
 * Who a new chat can go to, best match first: the very number, names that begin so, other words of names, the
 * rest; of equal ones who was last in touch. An empty search answers with the latest.
 */
export async function findRecipients(
  env: Environment,
  accountId: string,
  search: string,
  first: number,
): Promise<RecipientView[]> {
  const {country} = await env.db
    .selectFrom('account')
    .select('country')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  const typed = parseRecipient(search, country);
  const text = searchable(search);
  const candidates = await findCandidates(env, accountId, text, searchDigits(search));
  if (typed && !candidates.some(({address}) => address === typed)) {
    candidates.push({
      address: typed,
      contactId: null,
      conversationId: null,
      searchName: '',
      lastActivityAt: null,
    });
  }
  const best = candidates
    .map((candidate) => ({candidate, rank: rankOf(candidate, typed, text)}))
    .sort((a, b) => a.rank - b.rank || recency(b.candidate) - recency(a.candidate))
    .slice(0, first)
    .map(({candidate}) => candidate);

  const contacts = await loadContacts(env.db, accountId, present(best.map((one) => one.contactId)));
  const conversations = await loadConversations(
    env.db,
    accountId,
    present(best.map((one) => one.conversationId)),
  );
  return best.map(({address, contactId, conversationId}) => ({
    address,
    formattedAddress: formatAddress(address, country),
    contact: contacts.get(contactId ?? '') ?? null,
    conversation: conversations.get(conversationId ?? '') ?? null,
  }));
}

/** More than fit, so that ranking has something to choose from, and a bound. */
const mostCandidates = 200;

/** Contacts and threads that match, each recipient once. */
async function findCandidates(
  env: Environment,
  accountId: string,
  text: string,
  digits: string | null,
): Promise<Candidate[]> {
  const rows = await env.db
    .selectFrom('contact')
    .fullJoin('conversation', (join) =>
      join
        .onRef('conversation.account_id', '=', 'contact.account_id')
        .onRef('conversation.address', '=', 'contact.address'),
    )
    .select((eb) => [
      eb.fn.coalesce('contact.address', 'conversation.address').as('address'),
      'contact.id as contactId',
      'conversation.id as conversationId',
      eb.fn.coalesce('contact.search_name', eb.val('')).as('searchName'),
      'conversation.last_activity_at as lastActivityAt',
    ])
    .where((eb) => eb(eb.fn.coalesce('contact.account_id', 'conversation.account_id'), '=', accountId))
    .where((eb) =>
      eb.or([
        eb('contact.search_name', 'like', likePattern(text)),
        ...(text === '' ? [eb('conversation.id', 'is not', null)] : []),
        ...(digits === null
          ? []
          : [eb(eb.fn.coalesce('contact.address', 'conversation.address'), 'like', likePattern(digits))]),
      ]),
    )
    .orderBy('conversation.last_activity_at', (order) => order.desc().nullsLast())
    .limit(mostCandidates)
    .execute();
  return rows.map((row) => ({...row, address: row.address!, searchName: row.searchName ?? ''}));
}

function rankOf({address, searchName}: Candidate, typed: string | null, text: string): number {
  if (address === typed) return 0;
  if (text !== '' && searchName.startsWith(text)) return 1;
  if (text !== '' && searchName.includes(` ${text}`)) return 2;
  return 3;
}

function recency({lastActivityAt}: Candidate): number {
  return lastActivityAt?.getTime() ?? 0;
}

function present(ids: (string | null)[]): string[] {
  return ids.filter((id) => id !== null);
}

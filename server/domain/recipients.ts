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
  // Two queries rather than a full join, which no index serves.
  const contacts =
    text === ''
      ? []
      : await env.db
          .selectFrom('contact')
          .leftJoin('conversation', (join) =>
            join
              .onRef('conversation.account_id', '=', 'contact.account_id')
              .onRef('conversation.address', '=', 'contact.address'),
          )
          .select([
            'contact.address',
            'contact.id as contactId',
            'conversation.id as conversationId',
            'contact.search_name as searchName',
            'conversation.last_activity_at as lastActivityAt',
          ])
          .where('contact.account_id', '=', accountId)
          .where((eb) =>
            eb.or([
              eb('contact.search_name', 'like', likePattern(text)),
              ...(digits === null ? [] : [eb('contact.address', 'like', likePattern(digits))]),
            ]),
          )
          .orderBy('conversation.last_activity_at', (order) => order.desc().nullsLast())
          .limit(mostCandidates)
          .execute();
  if (text !== '' && digits === null) return contacts;
  let threads = env.db
    .selectFrom('conversation')
    .select([
      'conversation.address',
      'conversation.contact_id as contactId',
      'conversation.id as conversationId',
      'conversation.last_activity_at as lastActivityAt',
    ])
    .where('conversation.account_id', '=', accountId)
    .orderBy('conversation.last_activity_at', 'desc')
    .limit(mostCandidates);
  if (digits !== null) {
    // Those with a contact have been found by it.
    threads = threads
      .where('conversation.contact_id', 'is', null)
      .where('conversation.address', 'like', likePattern(digits));
  }
  return [...contacts, ...(await threads.execute()).map((row) => ({...row, searchName: ''}))];
}

function rankOf(candidate: Candidate, typed: string | null, text: string): number {
  const {address, searchName, contactId, conversationId} = candidate;
  // A few digits could be a short code; who has been in touch and has them in their number is likelier.
  if (address === typed) return contactId || conversationId || typed.startsWith('+') ? 0 : 4;
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

import {sql} from 'kysely';
import type {Queryable} from '../db/database.js';
import type {Environment} from './environment.js';
import {formatAddress, parseRecipient} from './addresses.js';
import {likePattern, searchable} from './names.js';
import {findAddresses, recipientMatches, searchTerms} from './recipient-search.js';
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
  const {db} = env;
  const {country} = await db
    .selectFrom('account')
    .select('country')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  const typed = parseRecipient(search, country);
  const terms = searchTerms(search);
  const best =
    terms.length === 0
      ? await latest(db, accountId, terms, first)
      : await ranked(db, accountId, await candidates(db, accountId, terms), typed, searchable(search), first);
  if (typed && !best.some(({address}) => address === typed)) {
    const unknown = {address: typed, contactId: null, conversationId: null};
    // A few digits could be a short code; who has them in their number is likelier.
    if (typed.startsWith('+')) best.unshift(unknown);
    else best.push(unknown);
    best.splice(first);
  }

  const contacts = await loadContacts(db, accountId, present(best.map((one) => one.contactId)));
  const conversations = await loadConversations(
    db,
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

/** Of a search that thousands match these are ranked: who was last in touch, and some others. */
const mostLatest = 200;
const mostOthers = 800;

/** The addresses that are worth ranking. */
async function candidates(db: Queryable, accountId: string, terms: readonly string[]): Promise<string[]> {
  const {addresses, areAll} = await findAddresses(db, accountId, terms);
  if (areAll) return addresses;
  const threads = await latest(db, accountId, terms, mostLatest);
  return [...new Set([...threads.map(({address}) => address), ...addresses.slice(0, mostOthers)])];
}

/** Who was last in touch; with terms, of those who match one. */
async function latest(
  db: Queryable,
  accountId: string,
  terms: readonly string[],
  most: number,
): Promise<Candidate[]> {
  let threads = db
    .selectFrom('conversation')
    .select(['address', 'contact_id as contactId', 'id as conversationId'])
    .where('account_id', '=', accountId);
  if (terms.length > 0) threads = threads.where(recipientMatches(accountId, terms));
  return threads.orderBy('last_activity_at', 'desc').orderBy('id', 'desc').limit(most).execute();
}

/** The best of some recipients, of which each is looked up by itself, however large the tables are. */
async function ranked(
  db: Queryable,
  accountId: string,
  addresses: readonly string[],
  typed: string | null,
  text: string,
  most: number,
): Promise<Candidate[]> {
  const beginning = likePattern(text).slice(1);
  const {rows} = await sql<Candidate>`
    SELECT found.address, contact.id AS "contactId", conversation.id AS "conversationId"
    FROM unnest(${addresses}::text[]) AS found (address)
    LEFT JOIN LATERAL (
      SELECT id, search_name FROM contact
      WHERE account_id = ${accountId} AND contact.address = found.address OFFSET 0
    ) AS contact ON true
    LEFT JOIN LATERAL (
      SELECT id, last_activity_at FROM conversation
      WHERE account_id = ${accountId} AND conversation.address = found.address OFFSET 0
    ) AS conversation ON true
    ORDER BY
      CASE
        WHEN found.address = ${typed} THEN 0
        WHEN search_name LIKE ${beginning} THEN 1
        WHEN search_name LIKE ${`% ${beginning}`} THEN 2
        ELSE 3
      END,
      last_activity_at DESC NULLS LAST,
      found.address
    LIMIT ${most}
  `.execute(db);
  return rows;
}

function present(ids: (string | null)[]): string[] {
  return ids.filter((id) => id !== null);
}

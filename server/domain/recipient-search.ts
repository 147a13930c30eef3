import {sql} from 'kysely';
import type {RawBuilder} from 'kysely';
import type {Queryable} from '../db/database.js';
import {searchDigits} from './addresses.js';
import {likePattern, searchable} from './names.js';

/**
 * What has fewer matches than this is looked up and put in order; what has more is so frequent that whoever walks
 * through the list in its order soon meets enough of it. Each way would be slow with the other's searches.
 */
export const mostMatches = 1_500;

/** What a search looks for in names and numbers: its text, and the digits of what is a number. Any of them will do. */
export function searchTerms(search: string): string[] {
  const terms = [searchable(search), searchDigits(search) ?? ''];
  return [...new Set(terms)].filter((term) => term !== '');
}

/** The addresses of recipients that match; where there are more than `mostMatches`, only that many, and not all. */
export async function findAddresses(
  db: Queryable,
  accountId: string,
  terms: readonly string[],
): Promise<{addresses: string[]; areAll: boolean}> {
  const conditions = terms.map((term) => sql`(${hasGrams(accountId, term)} AND ${contains(term)})`);
  // The grams are the account's own: with its id in a form that its index serves, all of its recipients would be read.
  const {rows} = await sql<{address: string}>`
    SELECT address FROM recipient
    WHERE (${sql.join(conditions, sql` OR `)}) AND account_id || '' = ${accountId}
    LIMIT ${mostMatches + 1}
  `.execute(db);
  const addresses = rows.slice(0, mostMatches).map(({address}) => address);
  return {addresses, areAll: addresses.length === rows.length};
}

/**
 * Whether the recipient of a row of `conversation` matches, without a look into the index. OFFSET 0 keeps PostgreSQL
 * walking through the list in its order, and trying thread by thread.
 */
export function recipientMatches(accountId: string, terms: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (
    SELECT FROM recipient
    WHERE recipient.account_id = ${accountId} AND recipient.address = conversation.address
      AND (${sql.join(terms.map(contains), sql` OR `)})
    OFFSET 0
  )`;
}

function contains(term: string): RawBuilder<boolean> {
  return sql<boolean>`recipient.search_text LIKE ${likePattern(term)}`;
}

/** By the index: a row with the pieces of a term may have the term. */
function hasGrams(accountId: string, term: string): RawBuilder<boolean> {
  return sql<boolean>`search_grams(recipient.account_id, recipient.search_text, 1)
    @> search_grams(${accountId}::text, ${term}::text, least(3, length(${term}::text)))`;
}

import {isBlank, prepareSms} from '../../src/sms/index.js';
import type {PreparedSms} from '../../src/sms/index.js';
import type {Queryable} from '../db/database.js';
import type {Row} from '../db/tables.js';
import type {Settings} from './environment.js';
import {refuse} from './refusal.js';

/** The keys of the account's merge fields. */
export async function mergeKeys(db: Queryable, accountId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('merge_field')
    .select('key')
    .where('account_id', '=', accountId)
    .orderBy('sort_order')
    .execute();
  return rows.map(({key}) => key);
}

/** The values of a recipient; nobody's where the recipient is no contact. */
export function mergeValues(
  contact: Pick<Row<'contact'>, 'first_name' | 'last_name' | 'fields'> | null | undefined,
): Map<string, string> {
  if (!contact) return new Map();
  const {first_name, last_name, fields} = contact;
  const values = Object.entries({...fields, first_name, last_name});
  return new Map(values.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** What becomes of a body for a recipient, counted as it is sent (R23). */
export function prepareBody(
  settings: Settings,
  body: string,
  knownKeys: readonly string[],
  values: ReadonlyMap<string, string>,
): PreparedSms {
  return prepareSms(body, {syntax: settings.mergeSyntax, knownKeys, values}, settings.referenceBits);
}

/** Refuses a body that cannot be sent to anybody, whatever the recipient's values are. */
export function checkBody(settings: Settings, body: string): void {
  if (isBlank(body)) refuse('EMPTY_BODY', 'There is nothing to send.', {field: 'body'});
  if (body.length > settings.maxBodyLength) {
    refuse('INVALID_INPUT', `The text is longer than ${settings.maxBodyLength} characters.`, {field: 'body'});
  }
  if (body.includes('\0')) refuse('INVALID_INPUT', 'The text holds a NUL character.', {field: 'body'});
}

/** Refuses a resolved body that may not go out. */
export function checkPrepared(settings: Settings, {text, parts, missing, unknown}: PreparedSms): void {
  const field = 'body';
  if (unknown.length > 0) {
    refuse('UNKNOWN_MERGE_FIELD', `There is no merge field named ${unknown.join(', ')}.`, {field});
  }
  if (missing.length > 0) {
    refuse('MISSING_MERGE_VALUE', `The recipient has no value for ${missing.join(', ')}.`, {field});
  }
  if (isBlank(text)) refuse('EMPTY_BODY', 'There is nothing to send.', {field});
  if (parts > settings.maxParts) {
    refuse('TOO_MANY_PARTS', `The text takes ${parts} message parts; ${settings.maxParts} are allowed.`, {
      field,
    });
  }
}

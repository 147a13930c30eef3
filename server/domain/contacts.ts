import {sql} from 'kysely';
import type {Row} from '../db/tables.js';
import {changeAccount} from '../log/append.js';
import type {AccountChange, Committed} from '../log/append.js';
import {mergeKeys} from './bodies.js';
import {lockAddress, logConversationChanged, recipientOf, updateConversation} from './conversations.js';
import type {Environment, Viewer} from './environment.js';
import {searchable} from './names.js';
import {refuse} from './refusal.js';
import {loadContacts} from './views.js';
import type {ContactView} from './views.js';

export interface CreateContact {
  address: string;
  firstName?: string | null;
  lastName?: string | null;
  fields?: readonly {key: string; value: string}[] | null;
}

const longestName = 100;
const longestValue = 500;

/** Gets the contact with this address, or saves a new one and links the thread with it, if there is one. */
export async function createContact(
  env: Environment,
  viewer: Viewer,
  input: CreateContact,
): Promise<Committed<{contact: ContactView; created: boolean}>> {
  return changeAccount(env, viewer.accountId, async (work) => {
    const {trx, accountId} = work;
    const address = await recipientOf(work, input.address);
    await lockAddress(work, address);
    const existing = await trx
      .selectFrom('contact')
      .select('id')
      .where('account_id', '=', accountId)
      .where('address', '=', address)
      .executeTakeFirst();
    if (existing) return {contact: await viewOf(work, existing.id), created: false};

    const names = readNames(input);
    const fields = await readFields(work, input.fields ?? []);
    const id = crypto.randomUUID();
    await trx
      .insertInto('contact')
      .values({
        account_id: accountId,
        id,
        address,
        ...names,
        search_name: searchable(names.first_name, names.last_name),
        fields: JSON.stringify(fields),
      })
      .execute();
    work.log({kind: 'CONTACT_CHANGED', entityId: id});
    await linkThread(work, address, id, viewer);
    return {contact: await viewOf(work, id), created: true};
  });
}

/** Changes a contact's names; the thread shows them too. */
export async function renameContact(
  env: Environment,
  accountId: string,
  id: string,
  input: Pick<CreateContact, 'firstName' | 'lastName'>,
): Promise<void> {
  await changeAccount(env, accountId, async (work) => {
    const names = readNames(input);
    const contact = await work.trx
      .updateTable('contact')
      .set({
        ...names,
        search_name: searchable(names.first_name, names.last_name),
        version: sql<number>`version + 1`,
      })
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .returning('address')
      .executeTakeFirst();
    if (!contact) refuse('NOT_FOUND', 'There is no such contact.');
    work.log({kind: 'CONTACT_CHANGED', entityId: id});
    await linkThread(work, contact.address, id, null);
  });
}

/** Removes a contact; the thread with its number stays. */
export async function removeContact(env: Environment, accountId: string, id: string): Promise<void> {
  await changeAccount(env, accountId, async (work) => {
    const contact = await work.trx
      .deleteFrom('contact')
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .returning(['version', 'address'])
      .executeTakeFirst();
    if (!contact) return;
    work.log({kind: 'CONTACT_REMOVED', entityId: id, payload: {version: contact.version + 1}});
    await linkThread(work, contact.address, null, null);
  });
}

async function linkThread(
  work: AccountChange,
  address: string,
  contactId: string | null,
  viewer: Viewer | null,
) {
  const conversation = await work.trx
    .selectFrom('conversation')
    .select('id')
    .where('account_id', '=', work.accountId)
    .where('address', '=', address)
    .forUpdate()
    .executeTakeFirst();
  if (!conversation) return;
  await updateConversation(work, conversation.id, {contact_id: contactId});
  logConversationChanged(work, conversation.id, viewer);
}

function readNames({firstName, lastName}: Pick<CreateContact, 'firstName' | 'lastName'>) {
  const first_name = firstName?.trim() || null;
  const last_name = lastName?.trim() || null;
  if (!first_name && !last_name) {
    refuse('INVALID_INPUT', 'A contact needs a first or a last name.', {field: 'firstName'});
  }
  for (const [field, name] of Object.entries({firstName: first_name, lastName: last_name})) {
    if (name && name.length > longestName) {
      refuse('INVALID_INPUT', `A name has at most ${longestName} characters.`, {field});
    }
  }
  return {first_name, last_name};
}

async function readFields(
  {trx, accountId}: AccountChange,
  fields: readonly {key: string; value: string}[],
): Promise<Row<'contact'>['fields']> {
  if (fields.length === 0) return {};
  const known = new Set(await mergeKeys(trx, accountId));
  const values: Record<string, string> = {};
  for (const {key, value} of fields) {
    const name = key.trim().toLowerCase();
    if (!known.has(name))
      refuse('UNKNOWN_MERGE_FIELD', `There is no merge field named ${key}.`, {field: 'fields'});
    if (name === 'first_name' || name === 'last_name') {
      refuse('INVALID_INPUT', 'Names go into firstName and lastName.', {field: 'fields'});
    }
    if (value.length > longestValue) {
      refuse('INVALID_INPUT', `A value has at most ${longestValue} characters.`, {field: 'fields'});
    }
    values[name] = value;
  }
  return values;
}

async function viewOf(work: AccountChange, id: string): Promise<ContactView> {
  return (await loadContacts(work.trx, work.accountId, [id])).get(id)!;
}

import {sql} from 'kysely';
import type {SmsMergeField, SmsTemplate} from '../schema/resolvers.gen.js';
import type {NewRow} from '../db/tables.js';
import {changeAccount} from '../log/append.js';
import type {Environment} from './environment.js';
import {likePattern} from './names.js';
import {pageSize, toConnection} from './pages.js';
import type {Connection} from './pages.js';

/** A page of the account's templates by name; a search looks in names and bodies. */
export async function listTemplates(
  env: Environment,
  accountId: string,
  search: string | null,
  first: number,
  after: string | null,
): Promise<Connection<SmsTemplate>> {
  const size = pageSize(first, env.settings.maxPageSize);
  let query = env.db
    .selectFrom('template')
    .select(['id', 'version', 'name', 'body'])
    .where('account_id', '=', accountId)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(size + 1);
  const text = search?.trim();
  if (text) {
    query = query.where((eb) =>
      eb.or([eb('name', 'ilike', likePattern(text)), eb('body', 'ilike', likePattern(text))]),
    );
  }
  if (after !== null) {
    // The cursor is the id: where it stands in the order is looked up, so that it stays short.
    query = query.where(
      sql<boolean>`(lower(name), id) > (SELECT lower(name), id FROM template
        WHERE account_id = ${accountId} AND id = ${after})`,
    );
  }
  const rows = await query.execute();
  return toConnection(rows.slice(0, size), ({id}) => id, {
    next: rows.length > size,
    previous: after !== null,
  });
}

export async function listMergeFields(env: Environment, accountId: string): Promise<SmsMergeField[]> {
  return env.db
    .selectFrom('merge_field')
    .select(['key', 'label', 'example'])
    .where('account_id', '=', accountId)
    .orderBy('sort_order')
    .orderBy('key')
    .execute();
}

/** Adds a template to an account or changes the one with this id. */
export async function saveTemplate(
  env: Environment,
  accountId: string,
  template: Omit<NewRow<'template'>, 'account_id' | 'version'>,
): Promise<void> {
  await changeAccount(env, accountId, async (work) => {
    await work.trx
      .insertInto('template')
      .values({...template, account_id: accountId})
      .onConflict((conflict) =>
        conflict
          .columns(['account_id', 'id'])
          .doUpdateSet({...template, version: sql<number>`template.version + 1`}),
      )
      .execute();
    work.log({kind: 'TEMPLATES_CHANGED'});
  });
}

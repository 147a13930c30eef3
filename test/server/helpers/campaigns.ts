import type {Campaign} from '../../../server/domain/campaigns.js';
import type {TestAccount} from './host.js';

/** Saves contacts and a list of them; answers with the list's id. */
export async function addList(
  account: TestAccount,
  contacts: {address: string; first_name?: string}[],
): Promise<string> {
  const listId = crypto.randomUUID();
  await account.test.db
    .insertInto('contact_list')
    .values({account_id: account.id, id: listId, name: 'Patients'})
    .execute();
  for (const {address, first_name = null} of contacts) {
    const contact_id = crypto.randomUUID();
    await account.test.db
      .insertInto('contact')
      .values({
        account_id: account.id,
        id: contact_id,
        address,
        first_name,
        last_name: 'Reed',
        search_name: '',
        fields: '{}',
      })
      .execute();
    await account.test.db
      .insertInto('contact_list_member')
      .values({account_id: account.id, list_id: listId, contact_id})
      .execute();
  }
  return listId;
}

/** A campaign to a list, as it may be sent. */
export function campaign(account: TestAccount, listId: string, extra: Partial<Campaign> = {}): Campaign {
  const defaults = {
    accountId: account.id,
    id: crypto.randomUUID(),
    name: 'Flu season',
    senderId: account.senderId,
  };
  return {...defaults, listId, body: 'Hi {{first_name}}, book your flu shot', ...extra};
}

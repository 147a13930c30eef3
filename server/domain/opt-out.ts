import type {AccountChange} from '../log/append.js';

/*
 * CANCEL, END and QUIT are everyday answers to a reminder of an appointment, so they opt out only where carriers
 * take them so. An account may have its own words.
 */
const everywhere = ['STOP', 'STOPALL', 'STOP ALL', 'UNSUBSCRIBE', 'OPTOUT', 'OPT OUT', 'OPT-OUT'];
const byCountry: Record<string, string[]> = {
  US: ['CANCEL', 'END', 'QUIT', 'REVOKE'],
  CA: ['CANCEL', 'END', 'QUIT', 'ARRET'],
};
const optInWords = ['START', 'UNSTOP'];

export type OptOutCommand = 'OPT_OUT' | 'OPT_IN' | null;

/** What a whole message asks for; words inside other text ask for nothing. */
export function readOptOutCommand(
  body: string,
  account: {country: string; opt_out_words: string[] | null},
  isOptedOut: boolean,
): OptOutCommand {
  const word = body
    .trim()
    .replace(/^["'“”‘’«»]+|["'“”‘’«».!]+$/g, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toUpperCase();
  const optOutWords = account.opt_out_words ?? [...everywhere, ...(byCountry[account.country] ?? [])];
  if (optOutWords.includes(word)) return 'OPT_OUT';
  if (optInWords.includes(word)) return 'OPT_IN';
  // Of anybody else, YES is an answer to what they were asked.
  return word === 'YES' && isOptedOut ? 'OPT_IN' : null;
}

/** Carries an inbound message's command out. */
export async function followOptOutCommand(work: AccountChange, address: string, body: string): Promise<void> {
  const {trx, accountId, now} = work;
  const account = await trx
    .selectFrom('account')
    .select(['country', 'opt_out_words'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  const command = readOptOutCommand(body, account, await isOptedOut(work, address));
  if (command === 'OPT_OUT') {
    await trx
      .insertInto('opt_out')
      .values({account_id: accountId, address, since: now})
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  } else if (command === 'OPT_IN') {
    await trx
      .deleteFrom('opt_out')
      .where('account_id', '=', accountId)
      .where('address', '=', address)
      .execute();
  }
}

export async function isOptedOut({trx, accountId}: AccountChange, address: string): Promise<boolean> {
  const row = await trx
    .selectFrom('opt_out')
    .select('since')
    .where('account_id', '=', accountId)
    .where('address', '=', address)
    .executeTakeFirst();
  return row !== undefined;
}

import {parseArgs} from 'node:util';
import {ConfigError, readDatabaseOptions} from './config.js';
import {FolderInUseError} from './db/folder-lock.js';
import {DatabaseError} from './db/postgres.js';
import type {Database} from './db/database.js';
import {revokeAgent} from './auth/sessions.js';
import {normaliseGatewayAddress} from './domain/addresses.js';
import {defaultSettings} from './domain/environment.js';
import type {Environment} from './domain/environment.js';
import {eraseRecipient, exportRecipient} from './domain/recipient-data.js';
import {saveSender} from './domain/senders.js';
import {createLocalBell} from './log/bell.js';
import {randomTag} from './log/cursor.js';
import {LogWatch} from './log/watch.js';
import {openDatabase} from './start.js';
import type {SenderKind} from './db/tables.js';

/*
 * npm run admin -- COMMAND: what an operator does to the data. On PostgreSQL it works beside running hosts, which hear
 * of it; a data folder has to be free. Exits with 1 where something was not there.
 */
const usage = `npm run admin -- COMMAND

  add-account  --account ID --name NAME --country AU --parts 1000   an account, with message parts to send
  add-parts    --account ID --parts 1000
  add-agent    --account ID --agent ID --name NAME                  an agent, as the tokens name them
  revoke-agent --account ID --agent ID                              ends access: sockets close within seconds
  add-sender   --account ID --sender ID --kind VIRTUAL --label NAME [--address +61…] [--default]
               kinds: VIRTUAL, SHORT_CODE, ALPHANUMERIC, PERSONAL, SHARED (numbers of the pool)
  add-pool-number --address +61…
  export       --account ID --recipient +61…                        all that is held about a recipient, as JSON
  erase        --account ID --recipient +61… [--opt-out]            erases it; --opt-out also that they opted out
`;

/** What the user can mend; its message is all they need. */
class UsageError extends Error {}

type Options = Record<string, string | boolean | undefined>;

interface Admin {
  env: Environment;
  /** An option that has to be there. */
  need(name: string): string;
  isSet(name: string): boolean;
}

/** Each answers with what to print; null says that there was nothing to do it to. */
const commands: Record<string, (admin: Admin) => Promise<string | null>> = {
  async 'add-account'({env, need}) {
    const [id, name, country] = [need('account'), need('name'), need('country').toUpperCase()];
    if (!/^[A-Z]{2}$/.test(country)) throw new UsageError('--country is two letters, such as AU.');
    await env.db
      .insertInto('account')
      .values({id, name, country, balance_parts: wholeNumber(need('parts')), cursor_tag: randomTag(12)})
      .execute();
    await env.db
      .insertInto('merge_field')
      .values([
        {account_id: id, key: 'first_name', label: 'First name', sort_order: 0},
        {account_id: id, key: 'last_name', label: 'Last name', sort_order: 1},
      ])
      .execute();
    return `Account ${id} is there.`;
  },

  async 'add-parts'({env, need}) {
    const parts = wholeNumber(need('parts'));
    const changed = await env.db
      .updateTable('account')
      .set((eb) => ({balance_parts: eb('balance_parts', '+', parts)}))
      .where('id', '=', need('account'))
      .returning('balance_parts')
      .executeTakeFirst();
    return changed ? `${changed.balance_parts} parts can be sent.` : null;
  },

  async 'add-agent'({env, need}) {
    const [account_id, id] = [need('account'), need('agent')];
    await env.db
      .insertInto('agent')
      .values({account_id, id, display_name: need('name')})
      .execute();
    return `Agent ${id} has access.`;
  },

  async 'revoke-agent'({env, need}) {
    const id = need('agent');
    const known = await env.db
      .selectFrom('agent')
      .select('id')
      .where('account_id', '=', need('account'))
      .where('id', '=', id)
      .executeTakeFirst();
    if (!known) return null;
    await revokeAgent(env.db, need('account'), id, env.clock.now());
    return `Agent ${id} has no access any more.`;
  },

  async 'add-sender'({env, need, isSet}) {
    const kinds: SenderKind[] = ['VIRTUAL', 'SHORT_CODE', 'ALPHANUMERIC', 'PERSONAL', 'SHARED'];
    const kind = kinds.find((one) => one === need('kind').toUpperCase());
    if (!kind) throw new UsageError(`--kind is one of ${kinds.join(', ')}.`);
    const id = need('sender');
    await saveSender(env, need('account'), {
      id,
      kind,
      label: need('label'),
      address: kind === 'SHARED' ? null : need('address'),
      status: 'READY',
      is_default: isSet('default'),
    });
    return `Sender ID ${id} can be used.`;
  },

  async 'add-pool-number'({env, need}) {
    await env.db
      .insertInto('pool_number')
      .values({address: need('address')})
      .execute();
    return 'The number is in the shared pool.';
  },

  async export({env, need}) {
    const [account, address] = await recipientOf(env, need);
    const data = await exportRecipient(env, account, address);
    return data && JSON.stringify(data, null, 2);
  },

  async erase({env, need, isSet}) {
    const [account, address] = await recipientOf(env, need);
    const erased = await eraseRecipient(env, account, address, {withOptOut: isSet('opt-out')});
    if (Object.values(erased).every((count) => count === 0)) return null;
    return `Erased: ${JSON.stringify(erased)}. Backups still hold it until they are dropped.`;
  },
};

async function recipientOf(
  {db}: Environment,
  need: Admin['need'],
): Promise<[account: string, address: string]> {
  const account = await db
    .selectFrom('account')
    .select(['id', 'country'])
    .where('id', '=', need('account'))
    .executeTakeFirst();
  if (!account) throw new UsageError(`There is no account ${need('account')}.`);
  return [account.id, normaliseGatewayAddress(need('recipient'), account.country)];
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${text} is not a whole number.`);
  return Number(text);
}

async function run(argv: string[]): Promise<number> {
  const [name = '', ...rest] = argv;
  const command = commands[name];
  if (!command) throw new UsageError(`${name ? `There is no command ${name}.\n\n` : ''}${usage}`);
  const options = read(rest);
  const need = (option: string) => {
    const value = options[option];
    if (typeof value !== 'string' || value === '')
      throw new UsageError(`--${option} is missing.\n\n${usage}`);
    return value;
  };
  const {db, close} = await openDatabase(readDatabaseOptions(process.env));
  try {
    const answer = await command({env: environmentOf(db), need, isSet: (option) => options[option] === true});
    if (answer === null) console.error('There is nothing of that kind.');
    else console.log(answer);
    return answer === null ? 1 : 0;
  } finally {
    await close();
  }
}

function read(args: string[]): Options {
  const text = {type: 'string'} as const;
  const flag = {type: 'boolean'} as const;
  try {
    return parseArgs({
      args,
      options: {
        account: text,
        name: text,
        country: text,
        parts: text,
        agent: text,
        sender: text,
        kind: text,
        label: text,
        address: text,
        recipient: text,
        default: flag,
        'opt-out': flag,
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

/** A host's, without what serves and sends. Hosts that run on the same database look for themselves. */
function environmentOf(db: Database): Environment {
  const bell = createLocalBell();
  return {
    db,
    clock: {now: () => new Date()},
    settings: defaultSettings,
    bell,
    watch: new LogWatch(db, bell, 60_000),
    takeSend: async () => 0,
    wakeSender: () => undefined,
  };
}

run(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(explain(error));
    process.exitCode = 1;
  },
);

function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof FolderInUseError)
    return error.message;
  if (error instanceof DatabaseError) return error.message;
  const {code} = error as {code?: string};
  if (code === '23505') return 'It is there already.';
  if (code === '23503') return 'There is no such account.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

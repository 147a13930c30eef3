import {sql} from 'kysely';
import {revokeAgent} from '../../server/auth/sessions.js';
import {openPglite} from '../../server/db/database.js';
import type {Database} from '../../server/db/database.js';
import {sendCampaign} from '../../server/domain/campaigns.js';
import {removeConversation} from '../../server/domain/conversations.js';
import type {OutgoingMessage, SendAnswer} from '../../server/gateway/gateway.js';
import {SimulatedGateway} from '../../server/gateway/simulated.js';
import {randomTag} from '../../server/log/cursor.js';
import {pruneLog} from '../../server/log/prune.js';
import {start} from '../../server/start.js';
import type {Host, HostOptions} from '../../server/start.js';
import type {Adapter, CarrierReceipt, HandedOver, InboundMessage, Recipient} from '../adapter.js';

export interface ReferenceOptions {
  /** A database to use; a new one in memory by default, which `stop` closes. */
  db?: Database;
  host?: HostOptions;
  /** Called with the host after each start. */
  onStart?(host: Host, reference: ReferenceHost): void | Promise<void>;
}

/** A carrier that keeps books, and can report before it answers. */
class BookkeepingGateway extends SimulatedGateway {
  readonly books: HandedOver[] = [];
  readonly early = new Set<string>();

  constructor() {
    super({acceptMs: 0, deliverMs: 0});
  }

  override async send(message: OutgoingMessage): Promise<SendAnswer> {
    this.books.push({to: message.to, body: message.body});
    const answer = await super.send(message);
    if (answer.accepted && this.early.delete(message.to)) {
      const {gatewayMessageId} = answer;
      await this.receipt({gatewayMessageId, status: 'DELIVERED', reason: null, code: null, retryable: false});
    }
    return answer;
  }
}

/** The checks are not about what agents may do in a minute. */
const plenty = {burst: 1_000_000, perMinute: 60_000_000};

let numbers = 0;

/** Recipients that end in 006 hear nothing more from the simulated carrier. */
function freshNumber(silent: boolean): Recipient {
  const digits = `49${String(++numbers).padStart(4, '0')}${silent ? '006' : '100'}`;
  return {
    address: `+61${digits}`,
    national: `0${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`,
  };
}

/** The reference host in this process, with everything that the conformance command may ask of an adapter. */
export class ReferenceHost implements Required<Omit<Adapter, 'schema'>> {
  readonly accountId = `account-${randomTag(8)}`;
  readonly otherId = `other-${randomTag(8)}`;
  host!: Host;
  gateway!: BookkeepingGateway;
  readonly #options: ReferenceOptions;
  #db: Database | undefined;
  #port = 0;

  constructor(options: ReferenceOptions = {}) {
    this.#options = options;
  }

  get db(): Database {
    return this.host.db;
  }

  get env() {
    return this.host.core.env;
  }

  async start(): Promise<{endpoint: string; token: string}> {
    this.#db = this.#options.db ?? (await openPglite());
    await seed(this.#db, this.accountId);
    await seed(this.#db, this.otherId);
    await this.#startHost();
    return {endpoint: `${this.host.url}/graphql`, token: await this.#token('kim', this.accountId)};
  }

  async stop(): Promise<void> {
    await this.host.stop();
    if (!this.#options.db) await this.#db!.destroy();
  }

  async #startHost(): Promise<void> {
    this.gateway = new BookkeepingGateway();
    this.host = await start({
      db: this.#db,
      port: this.#port,
      gateway: this.gateway,
      tokenSecret: 'the secret of the conformance tests, long enough',
      introspection: true,
      sessionCheckSeconds: 0.2,
      pollMs: 200,
      ...this.#options.host,
      settings: {
        heartbeatSeconds: 1,
        requestRate: plenty,
        mutationRate: plenty,
        sendRate: plenty,
        connectRate: plenty,
        failedSignInRate: plenty,
        socketsPerAgent: 1_000,
        ...this.#options.host?.settings,
      },
    });
    this.#port = this.host.port;
    const {env} = this;
    const takeSend = env.takeSend.bind(env);
    env.takeSend = async (db, account, agent) =>
      agent.startsWith('hasty') ? 1_500 : takeSend(db, account, agent);
    await this.#options.onStart?.(this.host, this);
  }

  async recipient({silent}: {silent: boolean}): Promise<Recipient> {
    return freshNumber(silent);
  }

  async inbound({from, to = numberOf(this.accountId, 1), body, id}: InboundMessage): Promise<void> {
    await this.gateway.writeFrom(from, to, body, id);
  }

  async receipt({messageId, status, retryable = false}: CarrierReceipt): Promise<void> {
    const row = await this.db
      .selectFrom('message')
      .select('gateway_message_id')
      .where('account_id', '=', this.accountId)
      .where('id', '=', messageId)
      .executeTakeFirst();
    if (!row?.gateway_message_id) return; // removed with its conversation: the carrier knows nothing of that
    const gatewayMessageId = row.gateway_message_id;
    await this.gateway.receipt({gatewayMessageId, status, retryable, reason: null, code: null});
  }

  async earlyReceipt(address: string): Promise<void> {
    this.gateway.early.add(address);
  }

  async handedOver(address: string): Promise<HandedOver[]> {
    return this.gateway.books.filter(({to}) => to === address);
  }

  async campaign({name, body, addresses}: {name: string; body: string; addresses: readonly string[]}) {
    const {accountId: account_id} = this;
    const list_id = crypto.randomUUID();
    await this.db.insertInto('contact_list').values({account_id, id: list_id, name}).execute();
    for (const address of addresses) {
      const contact_id = crypto.randomUUID();
      const names = {first_name: 'Robin', last_name: null, search_name: 'robin'};
      await this.db
        .insertInto('contact')
        .values({account_id, id: contact_id, address, ...names, fields: '{}'})
        .execute();
      await this.db.insertInto('contact_list_member').values({account_id, list_id, contact_id}).execute();
    }
    const senderId = senderOf(account_id, 1);
    await sendCampaign(this.env, {
      accountId: account_id,
      id: crypto.randomUUID(),
      name,
      body,
      listId: list_id,
      senderId,
    });
  }

  async removeConversation(id: string): Promise<void> {
    await removeConversation(this.env, this.accountId, id);
  }

  async secondAgent(): Promise<string> {
    return this.#token('sam', this.accountId);
  }

  async otherAccount(): Promise<string> {
    return this.#token('kim', this.otherId);
  }

  async expiringToken(seconds: number): Promise<string> {
    return this.#token('kim', this.accountId, seconds);
  }

  async revocableAgent() {
    const id = `temp-${randomTag(6)}`;
    await addAgent(this.db, this.accountId, id);
    const revoke = () => revokeAgent(this.db, this.accountId, agentOf(this.accountId, id), new Date());
    return {token: await this.#token(id, this.accountId), revoke};
  }

  /** Whose sends are refused is decided above, at each start. */
  async rateLimited(): Promise<string> {
    return this.#token('hasty', this.accountId);
  }

  async trimLog(): Promise<void> {
    // Events of this very moment are not older than it.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await pruneLog({...this.env, settings: {...this.env.settings, minReplaySeconds: 0}}, this.accountId);
  }

  async restart(): Promise<void> {
    await this.host.stop();
    await this.#startHost();
  }

  /** Copies every table; restoring puts the copies in their place while the host is down. */
  async backup() {
    const {rows} = await sql<{name: string}>`
      SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`.execute(this.db);
    const copy = `backup_${randomTag(6)}`;
    await sql`CREATE SCHEMA ${sql.ref(copy)}`.execute(this.db);
    for (const {name} of rows) {
      await sql`CREATE TABLE ${sql.table(`${copy}.${name}`)} AS TABLE ${sql.table(`public.${name}`)}`.execute(
        this.db,
      );
    }
    return async () => {
      await this.host.stop();
      await this.#db!.transaction().execute(async (trx) => {
        await sql`SET LOCAL session_replication_role = replica`.execute(trx); // no foreign keys for now
        for (const {name} of rows) await sql`DELETE FROM ${sql.table(`public.${name}`)}`.execute(trx);
        for (const {name} of rows) {
          await sql`INSERT INTO ${sql.table(`public.${name}`)} OVERRIDING SYSTEM VALUE
            SELECT * FROM ${sql.table(`${copy}.${name}`)}`.execute(trx);
        }
        await sql`DROP SCHEMA ${sql.ref(copy)} CASCADE`.execute(trx);
      });
      await this.#startHost();
    };
  }

  /** The table that every request reads is not there for a while. */
  async outage() {
    await sql`ALTER TABLE account RENAME TO account_away`.execute(this.db);
    return async () => void (await sql`ALTER TABLE account_away RENAME TO account`.execute(this.db));
  }

  async #token(name: string, accountId: string, seconds = 3_600): Promise<string> {
    const viewer = {accountId, agentId: agentOf(accountId, name), displayName: name};
    return (await this.host.core.tokens.issue(viewer, seconds)).token;
  }
}

const agentOf = (accountId: string, name: string) => `${name}-${accountId}`;

export const senderOf = (accountId: string, which: 1 | 2) => `sender-${which}-${accountId}`;

/** No two accounts share a number: inbound messages are routed by it. */
const ownNumbers = new Map<string, string>();

function numberOf(accountId: string, which: 1 | 2): string {
  const key = senderOf(accountId, which);
  const number = ownNumbers.get(key) ?? `+6148${String(ownNumbers.size).padStart(7, '0')}`;
  ownNumbers.set(key, number);
  return number;
}

/** An account with three agents, two numbers of its own and a merge field. */
async function seed(db: Database, id: string): Promise<void> {
  await db
    .insertInto('account')
    .values({id, name: 'Harbour Clinic', country: 'AU', balance_parts: 1_000_000, cursor_tag: randomTag(12)})
    .execute();
  for (const name of ['kim', 'sam', 'hasty']) await addAgent(db, id, name);
  for (const which of [1, 2] as const) {
    await db
      .insertInto('sender')
      .values({
        account_id: id,
        id: senderOf(id, which),
        kind: 'VIRTUAL',
        label: `Reception ${which}`,
        address: numberOf(id, which),
        status: 'READY',
        is_default: which === 1,
        sort_order: which,
      })
      .execute();
  }
  await db
    .insertInto('merge_field')
    .values({account_id: id, key: 'first_name', label: 'First name', sort_order: 0})
    .execute();
}

async function addAgent(db: Database, accountId: string, name: string): Promise<void> {
  await db
    .insertInto('agent')
    .values({account_id: accountId, id: agentOf(accountId, name), display_name: name})
    .execute();
}

import {after} from 'node:test';
import assert from 'node:assert/strict';
import type {Viewer} from '../../../server/domain/environment.js';
import {changeAccount} from '../../../server/log/append.js';
import {randomTag} from '../../../server/log/cursor.js';
import type {SimulatedGateway} from '../../../server/gateway/simulated.js';
import {start} from '../../../server/start.js';
import {createDatabase, inMemory} from './database.js';
import {openMemory} from './memory-database.js';
import {batchFields, conversationFields, messageFields, sendMutation} from './fields.js';
import {noLimits} from './no-limits.js';
import {tokenSecret} from './secret.js';
import {Stream} from './stream.js';
import type {Batch, TestEvent} from './stream.js';
import type {Host, HostOptions} from '../../../server/start.js';

/** Starts a host on a fresh database for one test file: no delays, no limits that tests would meet by the way. */
export async function startHost(options: HostOptions = {}): Promise<TestHost> {
  const {settings, ...rest} = options;
  // What is about a folder is about PGlite, whatever the other tests are on.
  const {databaseUrl, drop} = rest.dataDir ? inMemory : await createDatabase();
  const db = databaseUrl || rest.dataDir || rest.db ? undefined : await openMemory();
  const host = await start({
    databaseUrl,
    db,
    tokenSecret,
    simulator: {acceptMs: 0, deliverMs: 0},
    settings: {...noLimits, ...settings},
    introspection: true,
    ...rest,
  });
  after(async () => {
    await host.stop();
    await db?.destroy();
    await drop();
  });
  return new TestHost(host);
}

export class TestHost {
  readonly host: Host;
  constructor(host: Host) {
    this.host = host;
  }

  get env() {
    return this.host.core.env;
  }

  get db() {
    return this.host.db;
  }

  get gateway() {
    return this.host.gateway as SimulatedGateway;
  }

  /** A fresh account with two agents, a virtual number and merge fields; nothing in common with other tests'. */
  async account(options: {country?: string; balance?: number} = {}): Promise<TestAccount> {
    const id = `account-${randomTag(8)}`;
    const number = freshNumber();
    await this.db
      .insertInto('account')
      .values({
        id,
        name: 'Harbour Clinic',
        country: options.country ?? 'AU',
        balance_parts: options.balance ?? 100_000,
        cursor_tag: randomTag(12),
      })
      .execute();
    const agents = ['kim', 'sam'].map((name) => ({account_id: id, id: `${name}-${id}`, display_name: name}));
    await this.db.insertInto('agent').values(agents).execute();
    await this.db
      .insertInto('sender')
      .values({
        account_id: id,
        id: `virtual-${id}`,
        kind: 'VIRTUAL',
        label: 'Reception',
        address: number,
        status: 'READY',
        is_default: true,
      })
      .execute();
    await this.db
      .insertInto('merge_field')
      .values(
        ['first_name', 'last_name', 'clinic'].map((key, sort_order) => ({
          account_id: id,
          key,
          label: key,
          sort_order,
        })),
      )
      .execute();
    const [kim, sam] = agents.map((agent) => ({
      accountId: id,
      agentId: agent.id,
      displayName: agent.display_name,
    }));
    return new TestAccount(this, id, number, new TestAgent(this, kim!), new TestAgent(this, sam!));
  }

  /** Resolves once the gateway has answered every send. */
  async sendsSettled(accountId: string): Promise<void> {
    await waitFor('sends to settle', async () => {
      const jobs = await this.db
        .selectFrom('send_job')
        .select('seq')
        .where('account_id', '=', accountId)
        .execute();
      return jobs.length === 0;
    });
  }
}

export class TestAccount {
  readonly test: TestHost;
  readonly id: string;
  /** Of its virtual sender. */
  readonly number: string;
  /** Two agents. */
  readonly kim: TestAgent;
  readonly sam: TestAgent;

  constructor(test: TestHost, id: string, number: string, kim: TestAgent, sam: TestAgent) {
    this.test = test;
    this.id = id;
    this.number = number;
    this.kim = kim;
    this.sam = sam;
  }

  /** The same account at another host, on the same data. */
  at(test: TestHost): TestAccount {
    const {id, number, kim, sam} = this;
    return new TestAccount(
      test,
      id,
      number,
      new TestAgent(test, kim.viewer),
      new TestAgent(test, sam.viewer),
    );
  }

  get senderId() {
    return `virtual-${this.id}`;
  }

  /** Someone writes to the account. Answers with the conversation's id and the number they wrote from. */
  async inbound(body: string, from = freshNumber(), to = this.number): Promise<{id: string; from: string}> {
    await this.test.gateway.writeFrom(from, to, body);
    return {id: await this.conversationWith(from), from};
  }

  async conversationWith(address: string): Promise<string> {
    const {id} = await this.test.db
      .selectFrom('conversation')
      .select('id')
      .where('account_id', '=', this.id)
      .where('address', '=', address)
      .executeTakeFirstOrThrow();
    return id;
  }

  async head(): Promise<string> {
    return (await this.kim.query('{smsSyncCursor}')).smsSyncCursor;
  }

  /** Appends events that need nothing else to be there, as fast as it goes. */
  async appendEvents(count: number, entityId = 'x') {
    for (let left = count; left > 0; left -= 500) {
      await changeAccount(this.test.env, this.id, async (work) => {
        for (let index = 0; index < Math.min(left, 500); index++) {
          work.log({kind: 'CONTACT_REMOVED', entityId, payload: {version: 1}});
        }
      });
    }
  }

  async addSender(
    kind: string,
    address: string | null,
    extra: Record<string, unknown> = {},
  ): Promise<string> {
    const id = `${kind.toLowerCase()}-${randomTag(6)}`;
    await this.test.db
      .insertInto('sender')
      .values({
        account_id: this.id,
        id,
        kind: kind as 'VIRTUAL',
        label: kind,
        address,
        status: 'READY',
        sort_order: 1,
        ...extra,
      })
      .execute();
    return id;
  }
}

export interface GraphqlAnswer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests reach into answers of many shapes
  data: any;
  errors?: {message: string; extensions: {code: string}}[];
  status: number;
}

export class TestAgent {
  readonly test: TestHost;
  readonly viewer: Viewer;

  constructor(test: TestHost, viewer: Viewer) {
    this.test = test;
    this.viewer = viewer;
  }

  async token(lifetimeSeconds = 600): Promise<string> {
    return (await this.test.host.core.tokens.issue(this.viewer, lifetimeSeconds)).token;
  }

  /** One operation over HTTP, whatever comes of it. */
  async ask(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
    return post(this.test.host.url, {query, variables}, {authorization: `Bearer ${await this.token()}`});
  }

  /** One operation over HTTP that has to work; answers with its data. */
  async query(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer['data']> {
    const answer = await this.ask(query, variables);
    assert.deepEqual(answer.errors, undefined);
    return answer.data;
  }

  async send(conversationId: string, body: string, input: Record<string, unknown> = {}) {
    const data = await this.query(sendMutation, {
      input: {clientMessageId: crypto.randomUUID(), conversationId, body, ...input},
    });
    return data.smsSendMessage;
  }

  async conversation(id: string) {
    return (await this.query(`query ($id: ID!) { smsConversation(id: $id) { ${conversationFields} } }`, {id}))
      .smsConversation;
  }

  async messages(id: string) {
    const data = await this.query(
      `query ($id: ID!) { smsConversation(id: $id) { messages { edges { node { ${messageFields} } } } } }`,
      {id},
    );
    return data.smsConversation.messages.edges.map((edge: {node: unknown}) => edge.node);
  }

  async counters() {
    return (await this.query('{smsCounters {version unreadMessages unreadConversations}}')).smsCounters;
  }

  async eventLog(after: string, variables: Record<string, unknown> = {}) {
    const data = await this.query(
      `query ($after: SmsCursor!, $first: Int, $topics: [SmsEventTopic!]) {
        smsEventLog(after: $after, first: $first, topics: $topics) { ${batchFields} } }`,
      {after, ...variables},
    );
    return data.smsEventLog as Batch;
  }

  /** Every event after a cursor, page by page. */
  async eventsAfter(after: string): Promise<TestEvent[]> {
    const events: TestEvent[] = [];
    for (let cursor = after; ;) {
      const batch = await this.eventLog(cursor);
      assert.equal(batch.resync, null);
      assert.equal(batch.after, cursor);
      events.push(...batch.events);
      cursor = batch.cursor;
      if (batch.caughtUp) return events;
    }
  }

  async subscribe(after: string, options: {topics?: string[]} = {}): Promise<Stream> {
    return new Stream(this.test.host.url, await this.token(), after, options.topics);
  }
}

export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers},
    body: JSON.stringify(body),
  });
  return {...((await response.json()) as GraphqlAnswer), status: response.status};
}

/** Looks again, soon, until something holds. */
export async function waitFor(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  // A minute: more than the lease of an attempt whose host was killed.
  const limit = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

let numbers = 0;

/** An Australian mobile that no other test of this process uses; its last three digits as asked for. */
export function freshNumber(ending = '100'): string {
  return `+6149${String(++numbers).padStart(4, '0')}${ending}`;
}

/** As it is typed on a keyboard with digits from this zero on. */
export function inDigits(number: string, zero: string): string {
  return number.replace(/\d/g, (digit) => String.fromCharCode(zero.charCodeAt(0) + Number(digit)));
}

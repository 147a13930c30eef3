import {after, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {sql} from 'kysely';
import type {HandsetMessage} from '../../server/gateway/simulated.js';
import type {Gateway, OutgoingMessage, SendAnswer} from '../../server/gateway/gateway.js';
import {receiveInbound} from '../../server/domain/inbound.js';
import {markAllRead} from '../../server/domain/read-state.js';
import {sendCampaign} from '../../server/domain/campaigns.js';
import {start} from '../../server/start.js';
import type {Host, HostOptions} from '../../server/start.js';
import {addList, campaign} from '../server/helpers/campaigns.js';
import {createDatabase} from '../server/helpers/database.js';
import {TestAgent, TestHost, freshNumber, waitFor} from '../server/helpers/host.js';
import {noLimits} from '../server/helpers/no-limits.js';
import {tokenSecret} from '../server/helpers/secret.js';
import {Stream} from '../server/helpers/stream.js';

/* Hosts that share nothing but the database: what they have in this process, each has for itself. */

const {databaseUrl, drop} = await createDatabase();
const hosts: Host[] = [];
after(async () => {
  await Promise.all(hosts.map((host) => host.stop()));
  await drop();
});

/** Takes messages from every host, and answers after a while. */
class CommonGateway implements Gateway {
  static readonly taken: OutgoingMessage[] = [];

  async send(message: OutgoingMessage): Promise<SendAnswer> {
    CommonGateway.taken.push(message);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
    return {accepted: true, gatewayMessageId: crypto.randomUUID(), from: message.from[0]!};
  }

  start() {
    return undefined;
  }

  async stop() {
    return undefined;
  }
}

async function startOne(options: HostOptions = {}): Promise<TestHost> {
  const host = await start({
    databaseUrl,
    tokenSecret,
    gateway: new CommonGateway(),
    pollMs: 300,
    ...options,
  });
  hosts.push(host);
  return new TestHost(host);
}

const generous = {sendRate: {burst: 10_000, perMinute: 600_000}};
const [one, two, three] = (await Promise.all([1, 2, 3].map(() => startOne({settings: generous})))) as [
  TestHost,
  TestHost,
  TestHost,
];

/** The same agent, whose requests a load balancer sends to another process. */
const at = (host: TestHost, agent: TestAgent) => new TestAgent(host, agent.viewer);

describe('several processes on one database', () => {
  it('a change in one reaches the sockets of the others by the bell', async () => {
    const account = await one.account();
    const slow = await startOne({pollMs: 600_000});
    const stream = await at(slow, account.kim).subscribe(await account.head());
    await stream.caughtUp();
    await account.kim.query(
      `mutation {smsCreateContact(input: {address: "${freshNumber()}", firstName: "Zoe"}) {created}}`,
    );
    await stream.until('the contact', ({events}) => events.length > 0);
    await stream.close();
  });

  it('and by the poll, where no bell rings', async () => {
    const account = await one.account();
    const silent = {ring: () => undefined, onRing: () => () => undefined};
    const deaf = await startOne({bell: silent});
    const stream = await at(deaf, account.kim).subscribe(await account.head());
    await stream.caughtUp();
    await account.appendEvents(3);
    await stream.until('the events', ({events}) => events.length === 3);
    await stream.close();
  });

  it('a cursor of one is good in every other, and a token too', async () => {
    const account = await one.account();
    const cursor = await account.head();
    await account.appendEvents(2);
    for (const host of [one, two, three]) {
      assert.equal((await at(host, account.kim).eventLog(cursor)).events.length, 2);
    }
    const stream = new Stream(two.host.url, await account.kim.token(), cursor);
    await stream.until('both', ({events}) => events.length === 2);
    await stream.close();
  });

  it('messages of a thread reach the gateway once and in order, whoever stored and whoever sends them', async () => {
    const account = await one.account();
    const threads = await Promise.all(
      [1, 2, 3].map(async () => {
        const data = await account.kim.query(
          `mutation {smsOpenConversation(input: {address: "${freshNumber()}"}) {conversation {id}}}`,
        );
        return data.smsOpenConversation.conversation.id as string;
      }),
    );
    const agents = [one, two, three].map((host) => at(host, account.kim));
    await Promise.all(
      threads.map(async (id, thread) => {
        for (let i = 0; i < 20; i++) await agents[(thread + i) % 3]!.send(id, `${account.id} ${thread} ${i}`);
      }),
    );
    await one.sendsSettled(account.id);
    const bodies = CommonGateway.taken.map(({body}) => body).filter((body) => body.startsWith(account.id));
    assert.equal(bodies.length, 60);
    for (const thread of threads.keys()) {
      assert.deepEqual(
        bodies.filter((body) => body.startsWith(`${account.id} ${thread} `)),
        Array.from({length: 20}, (_, i) => `${account.id} ${thread} ${i}`),
      );
    }
  });

  it('count an agent’s sends together', async () => {
    const rate = {settings: {sendRate: {burst: 3, perMinute: 1}}};
    const strict = [await startOne(rate), await startOne(rate)];
    const account = await one.account();
    const id = (await inbound(account.id, account.number)).id;
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await at(strict[i % 2]!, account.sam).send(id, `Message ${i}`));
    assert.deepEqual(
      answers.map(({error}) => error?.code ?? 'sent'),
      ['sent', 'sent', 'sent', 'RATE_LIMITED', 'RATE_LIMITED'],
    );
    assert.ok(answers[4].error.retryAfterMs > 0 && answers[4].error.retryAfterMs <= 60_000);
  });

  it('count an agent’s requests together, but for what one of them has taken ahead', async () => {
    const rate = {settings: {requestRate: {burst: 40, perMinute: 1}}};
    const strict = [await startOne(rate), await startOne(rate)];
    const {kim, sam} = await one.account();
    const codes = async (agent: TestAgent, count: number) => {
      const answers = [];
      for (let i = 0; i < count; i++) answers.push(await at(strict[i % 2]!, agent).ask('{smsSyncCursor}'));
      return answers.map(({errors}) => errors?.[0]?.extensions.code ?? 'answered');
    };
    const answered = (await codes(kim, 60)).filter((code) => code === 'answered').length;
    assert.ok(answered <= 40 && answered > 32, String(answered));
    assert.deepEqual(await codes(sam, 2), ['answered', 'answered']);
  });

  it('count an agent’s sockets together, until they close or their process is dead', async () => {
    const limited = {settings: {...noLimits, socketsPerAgent: 3}};
    const [here, there] = [await startOne(limited), await startOne(limited)];
    const account = await one.account();
    const head = await account.head();
    const open = async (host: TestHost) => {
      const stream = await at(host, account.kim).subscribe(head);
      await stream.until(
        'to be let in or not',
        ({batches, closed}) => batches.length > 0 || closed !== undefined,
      );
      return stream;
    };
    const streams = [await open(here), await open(here), await open(there)];
    assert.deepEqual(
      streams.map(({closed}) => closed),
      [undefined, undefined, undefined],
    );
    for (const host of [here, there]) assert.equal((await open(host)).closed?.code, 1013);

    await streams[0]!.close();
    const letIn = async (host: TestHost) => {
      const stream = await open(host);
      if (stream.closed === undefined) streams.push(stream);
      return stream.closed === undefined;
    };
    await waitFor('the slot of the one that was closed', () => letIn(there));
    assert.equal(await letIn(here), false);

    // As if it had been killed: its rows stay, and nobody renews them.
    await sql`UPDATE socket_slot SET process_id = 'killed' WHERE agent_id = ${account.kim.viewer.agentId}
      AND account_id = ${account.id} AND slot = 2`.execute(one.db);
    const aliveFor = (time: string) =>
      sql`INSERT INTO host_process VALUES ('killed', clock_timestamp() + ${time}::interval)
        ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until`.execute(one.db);
    await aliveFor('1 minute');
    assert.equal(await letIn(there), false);
    await aliveFor('0 seconds');
    assert.deepEqual([await letIn(there), await letIn(here)], [true, false]);
    for (const stream of streams) await stream.close();
    await Promise.all([here, there].map(({host}) => host.stop()));
    const {rows} = await sql`SELECT FROM socket_slot WHERE account_id = ${account.id}`.execute(one.db);
    assert.equal(rows.length, 0);
  });

  it('fill an empty database once', async () => {
    const empty = await createDatabase();
    const started = await Promise.all(
      [1, 2, 3].map(() => start({databaseUrl: empty.databaseUrl, demo: true, staticRoot: null})),
    );
    const {rows} = await sql<{n: number}>`SELECT count(*)::int AS n FROM account`.execute(started[0]!.db);
    assert.equal(rows[0]!.n, 1);
    await Promise.all(started.map((host) => host.stop()));
    await empty.drop();
  });

  it('show the handsets’ messages of each other', async () => {
    const carrier = {gateway: undefined, simulator: {acceptMs: 0, deliverMs: 0}};
    const [here, there] = [await startOne(carrier), await startOne(carrier)];
    const account = await here.account();
    const seen: HandsetMessage[] = [];
    there.gateway.onHandsetMessage((_address, message) => seen.push(message));
    const from = freshNumber();
    await here.gateway.writeFrom(from, account.number, 'Am I late?');
    await waitFor('the other process to show it', () => seen.some(({body}) => body === 'Am I late?'));
    assert.ok(seen[0]!.at instanceof Date);
    // They would take the other tests' messages.
    await Promise.all([here.host.stop(), there.host.stop()]);
  });
});

describe('what a process leaves behind that dies', () => {
  it('is sent by another one, where it was stored and not attempted', async () => {
    const {account, id} = await threadWithJob('READY', null);
    await waitFor('another process', () => CommonGateway.taken.some(({messageId}) => messageId === id));
    await one.sendsSettled(account.id);
  });

  it('becomes UNKNOWN once its lease is over, is not sent, and then lets the next one go', async () => {
    const {account, id, conversationId} = await threadWithJob('ATTEMPTED', '10 minutes');
    const next = await account.kim.send(conversationId, 'Next');
    const jobs = () =>
      one.db.selectFrom('send_job').selectAll().where('account_id', '=', account.id).execute();
    // Whatever the workers did meanwhile, the one that is leased is untouched and the next one waits behind it.
    for (const host of [one, two, three]) host.env.wakeSender();
    assert.deepEqual(
      (await jobs()).map(({status}) => status),
      ['ATTEMPTED', 'READY'],
    );
    await one.db
      .updateTable('send_job')
      .set({lease_until: new Date(0)})
      .where('message_id', '=', id)
      .execute();
    await one.sendsSettled(account.id);
    const messages = await account.kim.messages(conversationId);
    assert.deepEqual(
      messages.slice(1).map(({delivery}: {delivery: {status: string}}) => delivery.status),
      ['UNKNOWN', 'SENT'],
    );
    const taken = CommonGateway.taken.map(({messageId}) => messageId);
    assert.ok(!taken.includes(id) && taken.includes(next.message.id));
  });
});

it('transactions that lock the same threads in different orders all end well', async () => {
  const account = await one.account();
  const contacts = Array.from({length: 40}, () => ({address: freshNumber(), first_name: 'Kim'}));
  const lists = [await addList(account, contacts), await addList(account, [])];
  await sql`INSERT INTO contact_list_member SELECT account_id, ${lists[1]}, contact_id FROM contact_list_member
    WHERE list_id = ${lists[0]}`.execute(one.db);
  for (const {address} of contacts) await inbound(account.id, account.number, address);
  const campaigns = lists.map((listId, index) =>
    sendCampaign([one, two][index]!.env, campaign(account, listId)),
  );
  const reading = Promise.all(
    Array.from({length: 6}, async (_, i) =>
      markAllRead([two, three][i % 2]!.env, account.kim.viewer, await account.head()),
    ),
  );
  assert.deepEqual(
    (await Promise.all(campaigns)).map(({recipients}) => recipients),
    [40, 40],
  );
  await reading;
  assert.equal((await account.kim.counters()).unreadMessages, 0);
});

let received = 0;

/** A handset writes, by way of a gateway that only takes messages. */
async function inbound(
  accountId: string,
  to: string,
  from = freshNumber(),
): Promise<{id: string; from: string}> {
  await receiveInbound(one.env, {
    gatewayMessageId: `in-${++received}`,
    from,
    to,
    body: 'Hello',
    at: new Date(),
  });
  const {id} = await one.db
    .selectFrom('conversation')
    .select('id')
    .where('account_id', '=', accountId)
    .where('address', '=', from)
    .executeTakeFirstOrThrow();
  return {id, from};
}

/** As after a crash: a message with its job, which nobody was told of. */
async function threadWithJob(status: 'READY' | 'ATTEMPTED', leasedFor: string | null) {
  const account = await one.account();
  const {id: conversationId} = await inbound(account.id, account.number);
  const id = crypto.randomUUID();
  await one.db.transaction().execute(async (trx) => {
    await sql`INSERT INTO message (account_id, id, conversation_id, position, direction, body, sender_id,
        sender_address, delivery_status, delivery_at, parts, encoding, created_at)
      VALUES (${account.id}, ${id}, ${conversationId}, 2, 'OUTBOUND', 'Left', ${account.senderId},
        ${account.number}, 'QUEUED', now(), 1, 'GSM_7', now())`.execute(trx);
    await sql`UPDATE conversation SET last_position = 2 WHERE id = ${conversationId}`.execute(trx);
    await sql`INSERT INTO send_job (account_id, message_id, conversation_id, status, lease_until)
      VALUES (${account.id}, ${id}, ${conversationId}, ${status}, now() + ${leasedFor}::interval)`.execute(
      trx,
    );
  });
  return {account, id, conversationId};
}

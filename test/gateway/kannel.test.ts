import {after, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {KannelGateway} from '../../server/gateway/kannel.js';
import type {KannelOptions} from '../../server/gateway/kannel.js';
import {countSms, normaliseForSms} from '../../src/sms/index.js';
import {freshNumber, startHost} from '../server/helpers/host.js';
import {ensureKannel, notTested} from '../../scripts/kannel.mjs';
import {startForgetfulProxy} from './helpers/forgetful-proxy.js';
import {freePort, Kannel, kannelLogin, webhookSecret} from './helpers/kannel.js';
import {SmppCarrier} from './helpers/smpp-carrier.js';
import {waitFor} from './helpers/wait-for.js';

/* A host, a real Kannel with the configuration of deploy/kannel.conf, and a carrier that it speaks SMPP to. */

/** Kannel's gateway, which can be deaf for a while to what Kannel calls it with. */
class DeafableGateway extends KannelGateway {
  isDeaf = false;
  missed = 0;

  override async webhook(request: Request): Promise<Response> {
    if (!this.isDeaf) return super.webhook(request);
    this.missed++;
    return new Response(null, {status: 500});
  }
}

async function throughKannel() {
  const carrier = new SmppCarrier();
  after(() => carrier.stop());
  carrier.port = await freePort();
  await carrier.start();
  const port = await freePort();
  const kannel = await Kannel.create({carrierPort: carrier.port, hostPort: port});
  after(() => kannel.close());
  const webhookUrl = new URL(`http://127.0.0.1:${port}/gateway/`);
  const options: KannelOptions = {sendUrl: kannel.sendUrl, ...kannelLogin, webhookUrl, webhookSecret};
  const gateway = new DeafableGateway(options);
  const test = await startHost({gateway, port, hostname: '127.0.0.1', settings: {maxParts: 10}});
  const account = await test.account();
  await kannel.start();
  await carrier.bound();

  async function openThread(address: string): Promise<string> {
    const data = await account.kim.query(
      `mutation {smsOpenConversation(input: {address: "${address}"}) {conversation {id}}}`,
    );
    return data.smsOpenConversation.conversation.id;
  }

  /** What the thread with this recipient shows of its messages: status and code. */
  async function deliveries(address: string): Promise<[status: string | null, code: string | null][]> {
    const rows = await test.db
      .selectFrom('message')
      .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
      .select(['delivery_status', 'delivery_code'])
      .where('conversation.address', '=', address)
      .where('direction', '=', 'OUTBOUND')
      .orderBy('position')
      .execute();
    return rows.map(({delivery_status, delivery_code}) => [delivery_status, delivery_code]);
  }

  async function reach(address: string, ...expected: string[]): Promise<void> {
    await waitFor(`messages to be ${expected.join(', ')}`, async () => {
      const statuses = (await deliveries(address)).map(([status]) => status);
      return JSON.stringify(statuses) === JSON.stringify(expected);
    });
  }

  function inboundFrom(address: string) {
    return test.db
      .selectFrom('message')
      .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
      .select(['body', 'parts', 'encoding'])
      .where('conversation.address', '=', address)
      .where('direction', '=', 'INBOUND')
      .orderBy('position')
      .execute();
  }

  async function inbound(address: string, count: number) {
    await waitFor('what the handset wrote', async () => (await inboundFrom(address)).length >= count);
    return inboundFrom(address);
  }

  it('texts arrive at the carrier as they are, in the parts and the coding that were charged', async () => {
    const vectors = JSON.parse(readFileSync(new URL('../sms/vectors.json', import.meta.url), 'utf8')) as {
      name: string;
      text: string;
    }[];
    const texts = vectors
      .filter(({text}) => text.trim() !== '' && normaliseForSms(text) === text && !text.includes('{{'))
      .filter(
        ({text}, index) => countSms(text).parts <= 10 && (index % 6 === 0 || text.startsWith('\ufeff')),
      );
    texts.push({name: 'a pair at the end of a part', text: `${'x'.repeat(66)}😀${'y'.repeat(66)}`});
    texts.push({name: 'an escape at the end of a part', text: `${'x'.repeat(152)}€${'y'.repeat(20)}`});
    const numbers = texts.map(() => freshNumber());
    for (const [index, {text}] of texts.entries()) {
      await account.kim.send(await openThread(numbers[index]!), text);
    }
    for (const [index, {name, text}] of texts.entries()) {
      const to = numbers[index]!;
      await reach(to, 'DELIVERED');
      assert.deepEqual(carrier.textsTo(to.slice(1)), [text], name);
      const {parts, encoding} = countSms(text);
      const submitted = carrier.submitted.filter((part) => part.to === to.slice(1));
      assert.equal(submitted.length, parts, name);
      for (const part of submitted) {
        assert.ok(part.octets <= 140, name);
        assert.deepEqual(
          [part.encoding, part.wantsReceipt, part.toType, `+${part.from}`],
          [encoding, true, 1, account.number],
          name,
        );
      }
    }
  });

  it('a business name is sent as one', async () => {
    const to = freshNumber();
    const senderId = await account.addSender('ALPHANUMERIC', 'HarbourClin');
    await account.kim.send(await openThread(to), 'Hello', {senderId});
    await reach(to, 'DELIVERED');
    const {from, fromType} = carrier.submitted.find((part) => part.to === to.slice(1))!;
    assert.deepEqual([from, fromType], ['HarbourClin', 5]);
  });

  it('receipts say what became of a message, whatever that is', async () => {
    const outcomes: [ending: string, status: string, code: string | null][] = [
      ['001', 'FAILED', 'UNDELIV'],
      ['002', 'FAILED', 'EXPIRED'],
      ['003', 'FAILED', 'REJECTD'],
      ['004', 'SENT', null],
      ['005', 'FAILED', '0x0000000b'],
      ['006', 'SENT', null],
      ['007', 'FAILED', 'DELETED'],
      ['008', 'FAILED', 'UNKNOWN'],
      ['009', 'SENT', null],
      ['100', 'DELIVERED', 'DELIVRD'],
    ];
    const numbers = outcomes.map(([ending]) => freshNumber(ending));
    for (const number of numbers) await account.kim.send(await openThread(number), 'Your appointment');
    for (const [index, [, status, code]] of outcomes.entries()) {
      await reach(numbers[index]!, status);
      assert.deepEqual(await deliveries(numbers[index]!), [[status, code]]);
    }
  });

  it('a long message is delivered once each of its parts is', async () => {
    const to = freshNumber();
    carrier.sendsReceipts = false;
    await account.kim.send(await openThread(to), 'é'.repeat(200));
    await reach(to, 'SENT');
    const [first, second] = carrier.submitted.filter((part) => part.to === to.slice(1));
    await carrier.sendReceipt(first!, 'DELIVRD', 2);
    await waitFor('the first part’s receipt', async () => {
      const rows = await test.db
        .selectFrom('part_report')
        .innerJoin('message', 'message.id', 'part_report.message_id')
        .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
        .select('part_report.part')
        .where('conversation.address', '=', to)
        .where('part_report.status', '=', 'DELIVERED')
        .execute();
      return rows.length === 1;
    });
    assert.deepEqual(await deliveries(to), [['SENT', null]]);
    await carrier.sendReceipt(second!, 'DELIVRD', 2);
    await reach(to, 'DELIVERED');
    carrier.sendsReceipts = true;
  });

  it('what handsets write arrives whole: every alphabet, parts in any order', async () => {
    const from = freshNumber();
    const texts = ['Café at [8]? 5 €', 'Ну хорошо 😀', 'b'.repeat(400), 'ж'.repeat(69) + '😀'.repeat(60)];
    for (const [index, text] of texts.entries()) {
      await carrier.write({from, to: account.number, text, reverse: index === 3});
      await inbound(from, index + 1);
    }
    const got = await inboundFrom(from);
    assert.deepEqual(
      got.map(({body}) => body),
      texts,
    );
    // Nothing is answered by itself.
    assert.deepEqual(carrier.textsTo(from.slice(1)), []);
  });

  it('STOP opts the handset out, START in again', async () => {
    const from = freshNumber();
    await carrier.write({from, to: account.number, text: ' stop. '});
    await inbound(from, 1);
    const id = await account.conversationWith(from);
    assert.equal((await account.kim.send(id, 'Offer')).error.code, 'OPTED_OUT');
    await carrier.write({from, to: account.number, text: 'START'});
    await inbound(from, 2);
    await account.kim.send(id, 'Welcome back');
    await reach(from, 'DELIVERED');
  });

  it('what the host missed while it was away is told again, and counts once', async () => {
    const from = freshNumber();
    gateway.isDeaf = true;
    gateway.missed = 0;
    await carrier.write({from, to: account.number, text: 'Are you open?'});
    await waitFor('Kannel to call again', () => gateway.missed >= 2);
    gateway.isDeaf = false;
    assert.equal((await inbound(from, 1)).length, 1);
    assert.deepEqual(carrier.textsTo(from.slice(1)), [], 'no apology goes to the handset');
  });

  it('nobody but Kannel can call the host, and nobody can make it count a call twice', async () => {
    const from = freshNumber();
    const call = (headers: Record<string, string>, id = 'id-of-kannel') =>
      fetch(`${test.host.url}/gateway/inbound?id=${encodeURIComponent(id)}&at=1790000000`, {
        method: 'POST',
        headers: {
          'content-type': 'text/plain; charset="UTF-8"',
          'x-kannel-from': from,
          'x-kannel-to': account.number,
          ...headers,
        },
        body: 'Hello',
      }).then(({status}) => status);
    const login = (secret: string) => ({
      authorization: `Basic ${Buffer.from(`kannel:${secret}`).toString('base64')}`,
    });
    assert.equal(await call({}), 401);
    assert.equal(await call(login('guess')), 401);
    assert.equal(await call({...login(webhookSecret), 'content-type': 'text/plain; charset=klingon'}), 400);
    assert.equal(await call(login(webhookSecret), ''), 400);
    assert.deepEqual(await inboundFrom(from), []);
    for (let time = 0; time < 3; time++) assert.equal(await call(login(webhookSecret)), 200);
    assert.equal((await inboundFrom(from)).length, 1);
  });

  describe('nothing is lost, nothing comes twice, and the order stays', () => {
    const texts = ['First', `Second ${'ж'.repeat(100)}`, 'Third'];

    async function sendAll(to: string): Promise<void> {
      const id = await openThread(to);
      for (const text of texts) await account.kim.send(id, text);
    }

    async function arriveInOrder(to: string): Promise<void> {
      await reach(to, 'DELIVERED', 'DELIVERED', 'DELIVERED');
      assert.deepEqual(carrier.textsTo(to.slice(1)), texts);
      assert.equal(carrier.submitted.filter((part) => part.to === to.slice(1)).length, 4);
    }

    it('when the carrier is down', async () => {
      const to = freshNumber();
      await carrier.stop();
      await sendAll(to);
      await waitFor('Kannel to have the first', async () => (await jobs()).includes('ACCEPTED'));
      await reach(to, 'QUEUED', 'QUEUED', 'QUEUED');
      await carrier.start();
      await arriveInOrder(to);
    });

    it('when Kannel is down', async () => {
      const to = freshNumber();
      await kannel.kill();
      await sendAll(to);
      await reach(to, 'QUEUED', 'QUEUED', 'QUEUED');
      await kannel.start();
      await arriveInOrder(to);
    });

    it('when Kannel crashes with a message that waits for its carrier', async () => {
      const to = freshNumber();
      await carrier.stop();
      await sendAll(to);
      await waitFor('Kannel to have the first', async () => (await jobs()).includes('ACCEPTED'));
      await kannel.kill();
      await kannel.start();
      await carrier.start();
      await arriveInOrder(to);
    });

    it('when the carrier refuses the login for a while', async () => {
      const to = freshNumber();
      carrier.refusesLogin = true;
      carrier.hangUp();
      await sendAll(to);
      await reach(to, 'QUEUED', 'QUEUED', 'QUEUED');
      carrier.refusesLogin = false;
      await arriveInOrder(to);
    });

    it('when Kannel’s answer is lost: UNKNOWN, never sent again, until a receipt tells', async () => {
      const to = freshNumber();
      await carrier.stop(); // so that no receipt comes before this is over
      const proxy = await startForgetfulProxy(kannel.sendUrl);
      options.sendUrl = proxy.url;
      await account.kim.send(await openThread(to), 'Once');
      await reach(to, 'UNKNOWN');
      assert.equal(proxy.passedOn, 1);
      options.sendUrl = kannel.sendUrl;
      proxy.stop();
      await carrier.start();
      await reach(to, 'DELIVERED');
      assert.deepEqual(carrier.textsTo(to.slice(1)), ['Once']);
    });

    // SMPP has no idempotency key: this is what an operator of Kannel has to know (docs/gateways.md).
    it('but Kannel itself submits again what a broken connection left unanswered', async () => {
      const to = freshNumber();
      let times = 0;
      carrier.onSubmit = (part) => (part.to === to.slice(1) && ++times === 1 ? 'HANG_UP' : 'ACCEPT');
      await account.kim.send(await openThread(to), 'Perhaps twice');
      await reach(to, 'DELIVERED');
      carrier.onSubmit = () => 'ACCEPT';
      assert.deepEqual(carrier.textsTo(to.slice(1)), ['Perhaps twice', 'Perhaps twice']);
    });

    async function jobs(): Promise<string[]> {
      const rows = await test.db.selectFrom('send_job').select('status').execute();
      return rows.map(({status}) => status);
    }
  });

  it('Kannel’s logs hold no text and no whole number', () => {
    const log = kannel.log();
    assert.ok(log.includes('carrier'), 'there is a log');
    for (const text of ['Perhaps', 'Second', 'Café', account.number.slice(1)]) {
      assert.ok(!log.includes(text), `the log holds “${text}”`);
    }
  });
}

if (ensureKannel()) await throughKannel();
else it('through Kannel', {skip: !process.env.CI && notTested}, () => assert.fail(notTested));

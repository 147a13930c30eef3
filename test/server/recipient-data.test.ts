import {after, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {eraseRecipient, exportRecipient} from '../../server/domain/recipient-data.js';
import {freshNumber, startHost} from './helpers/host.js';
import {addList} from './helpers/campaigns.js';
import type {TestAccount} from './helpers/host.js';

const test = await startHost();

async function acquaint(account: TestAccount) {
  const from = freshNumber();
  await addList(account, [{address: from, first_name: 'Ada'}]);
  const {id} = await account.inbound('My secret', from);
  await account.kim.send(id, 'Our answer');
  await test.sendsSettled(account.id);
  return {id, from};
}

describe('the data of one recipient', () => {
  it('is exported: names, lists, texts, delivery, opt-out', async () => {
    const account = await test.account();
    const {from} = await acquaint(account);
    await account.inbound('STOP', from);
    const data = (await exportRecipient(test.env, account.id, from))!;
    assert.equal(data.contact!.first_name, 'Ada');
    assert.deepEqual(data.lists, ['Patients']);
    assert.deepEqual(
      data.messages.map(({body}) => body),
      ['My secret', 'Our answer', 'STOP'],
    );
    assert.notEqual(data.optedOutSince, null);
    assert.equal(await exportRecipient(test.env, account.id, freshNumber()), null);
    const other = await test.account();
    assert.equal(await exportRecipient(test.env, other.id, from), null);
  });

  it('is erased everywhere, and viewers are told by removals', async () => {
    const account = await test.account();
    const {id, from} = await acquaint(account);
    const kept = await account.inbound('Somebody else');
    const before = await account.head();
    const stream = await account.kim.subscribe(before);
    await stream.caughtUp();

    assert.deepEqual(await eraseRecipient(test.env, account.id, from, {withOptOut: false}), {
      contacts: 1,
      conversations: 1,
      messages: 2,
      optOuts: 0,
    });

    await stream.until('the removals', ({events}) => {
      const types = events.map(({__typename}) => __typename);
      return types.includes('SmsContactRemoved') && types.includes('SmsConversationRemoved');
    });
    await stream.close();
    assert.equal(await account.kim.conversation(id), null);
    assert.equal((await account.kim.counters()).unreadMessages, 1);
    assert.notEqual(await account.kim.conversation(kept.id), null);
    // A reader who comes from before hears of removals alone: nothing brings it back.
    const told = JSON.stringify(await account.kim.eventsAfter(before));
    assert.doesNotMatch(told, /secret|answer|Ada/);
    assert.doesNotMatch(await everything(account), new RegExp(`secret|Our answer|Ada|${from.slice(1)}`));
  });

  it('that they opted out outlives it, unless that is to go as well', async () => {
    const account = await test.account();
    const {from} = await acquaint(account);
    await account.inbound('STOP', from);
    await eraseRecipient(test.env, account.id, from, {withOptOut: false});
    const {smsOpenConversation} = await account.kim.query(
      `mutation {smsOpenConversation(input: {address: "${from}"}) {conversation {sending {reason}}}}`,
    );
    assert.equal(smsOpenConversation.conversation.sending.reason, 'OPTED_OUT');
    await eraseRecipient(test.env, account.id, from, {withOptOut: true});
    assert.doesNotMatch(await everything(account), new RegExp(from.slice(1)));
  });

  it('what was still to be sent is not', async () => {
    const account = await test.account();
    const {id, from} = await acquaint(account);
    await test.host.core.env.db
      .insertInto('send_job')
      .expression((eb) =>
        eb
          .selectFrom('message')
          .select(['account_id', 'id', 'conversation_id'])
          .where('conversation_id', '=', id)
          .where('direction', '=', 'OUTBOUND'),
      )
      .columns(['account_id', 'message_id', 'conversation_id'])
      .execute();
    await eraseRecipient(test.env, account.id, from, {withOptOut: false});
    const jobs = await test.db
      .selectFrom('send_job')
      .selectAll()
      .where('account_id', '=', account.id)
      .execute();
    assert.deepEqual(jobs, []);
  });

  /** All rows of all tables of an account, the log among them. */
  async function everything(account: TestAccount): Promise<string> {
    const tables = await test.db.introspection.getTables();
    const rows = tables
      .filter(({columns}) => columns.some(({name}) => name === 'account_id'))
      .map(({name}) =>
        test.db
          .selectFrom(name as 'message')
          .selectAll()
          .where('account_id', '=', account.id)
          .execute(),
      );
    return JSON.stringify(await Promise.all(rows));
  }
});

describe('npm run admin', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sms-chat-admin-'));
  after(() => rmSync(folder, {recursive: true, force: true}));
  const admin = (...args: string[]) => {
    const program = path.resolve(import.meta.dirname, '../../server/admin.ts');
    const env = {PATH: process.env.PATH, DATA_DIR: folder};
    return spawnSync(process.execPath, ['--import', 'tsx', program, ...args], {env, encoding: 'utf8'});
  };

  it('makes an account that a host can work with, and erases from it', async () => {
    const account = ['--account', 'clinic'];
    const done = [
      admin('add-account', ...account, '--name', 'Harbour Clinic', '--country', 'au', '--parts', '100'),
      admin('add-agent', ...account, '--agent', 'kim', '--name', 'Kim'),
      admin(
        'add-sender',
        ...account,
        '--sender',
        'main',
        '--kind',
        'virtual',
        '--label',
        'Desk',
        '--address',
        '+61491570006',
        '--default',
      ),
    ];
    assert.deepEqual(
      done.map(({status, stderr}) => [status, stderr]),
      done.map(() => [0, '']),
    );
    const host = await startHost({dataDir: folder});
    await host.gateway.writeFrom('+61491570156', '+61491570006', 'My secret');
    const busy = admin('export', ...account, '--recipient', '0491 570 156');
    assert.match(busy.stderr, /is in use by another process/);
    await host.host.stop();

    const exported = admin('export', ...account, '--recipient', '0491 570 156');
    assert.equal(
      (JSON.parse(exported.stdout) as {messages: {body: string}[]}).messages[0]!.body,
      'My secret',
    );
    const erased = admin('erase', ...account, '--recipient', '+61491570156');
    assert.match(erased.stdout, /"messages":1/);
    assert.equal(admin('export', ...account, '--recipient', '+61491570156').status, 1);
  });

  it('says what is wrong with what it is given', () => {
    assert.match(admin('explode').stderr, /There is no command explode/);
    assert.match(admin('erase', '--account', 'clinic').stderr, /--recipient is missing/);
    assert.match(admin('erase', '--acount', 'clinic').stderr, /Unknown option '--acount'/);
  });
});

import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {sendCampaign} from '../../server/domain/campaigns.js';
import {addList, campaign} from './helpers/campaigns.js';
import {freshNumber, startHost} from './helpers/host.js';

const test = await startHost();

describe('R24 a recipient who opted out cannot be sent to', () => {
  const optOuts = ['STOP', ' stop. ', '"Stop"', 'stop all', 'Unsubscribe', 'OPT-OUT', 'optout!'];
  for (const word of optOuts) {
    it(`by ${word}`, async () => {
      const account = await test.account();
      const {id} = await account.inbound(word);
      assert.deepEqual((await account.kim.conversation(id)).sending, {allowed: false, reason: 'OPTED_OUT'});
      assert.equal((await account.kim.send(id, 'Hi')).error.code, 'OPTED_OUT');
      assert.equal((await account.kim.messages(id))[0].body, word);
    });
  }

  it('but not by words inside others, nor by everyday words', async () => {
    const account = await test.account();
    for (const body of ['please stop', 'Stop by at nine', 'CANCEL', 'END', 'quit', 'YES', '']) {
      const {id} = await account.inbound(body);
      assert.deepEqual([body, (await account.kim.conversation(id)).sending.allowed], [body, true]);
    }
  });

  it('by CANCEL where carriers take it so, and by an account’s own words', async () => {
    const american = await test.account({country: 'US'});
    const {id} = await american.inbound('Cancel');
    assert.equal((await american.kim.conversation(id)).sending.allowed, false);
    const own = await test.account();
    await test.db
      .updateTable('account')
      .set({opt_out_words: JSON.stringify(['BASTA'])})
      .where('id', '=', own.id)
      .execute();
    assert.equal((await own.kim.conversation((await own.inbound('basta')).id)).sending.allowed, false);
    assert.equal((await own.kim.conversation((await own.inbound('STOP')).id)).sending.allowed, true);
  });

  for (const word of ['START', 'unstop', 'Yes']) {
    it(`until they write ${word}`, async () => {
      const account = await test.account();
      const {id, from} = await account.inbound('STOP');
      const before = await account.head();
      await account.inbound(word, from);
      assert.equal((await account.kim.send(id, 'Welcome back')).error, null);
      const [event] = await account.kim.eventsAfter(before);
      assert.equal(event!.conversation.sending.allowed, true);
    });
  }

  it('nor by a campaign, which says whom it left out', async () => {
    const account = await test.account();
    const [ann, bob, eve] = [freshNumber(), freshNumber(), freshNumber()];
    const listId = await addList(account, [
      {address: ann, first_name: 'Ann'},
      {address: bob},
      {address: eve, first_name: 'Eve'},
    ]);
    await account.inbound('STOP', eve);
    const sent = campaign(account, listId);
    const result = await sendCampaign(test.env, sent);
    const {id, name} = sent;
    assert.deepEqual(result, {id, name, recipients: 1, skippedOptedOut: 1, skippedMissingValue: 1, parts: 1});
    assert.deepEqual(await sendCampaign(test.env, sent), result);
    assert.equal((await account.kim.messages(await account.conversationWith(ann))).length, 1);
    await assert.rejects(sendCampaign(test.env, {...sent, body: 'Other'}), /Another campaign/);
  });

  it('a campaign beyond one transaction’s size reaches everyone once', async () => {
    const account = await test.account();
    const contacts = Array.from({length: 230}, () => ({address: freshNumber(), first_name: 'Ann'}));
    const listId = await addList(account, contacts);
    const sent = campaign(account, listId);
    const results = await Promise.all([sendCampaign(test.env, sent), sendCampaign(test.env, sent)]);
    assert.deepEqual(
      results.map(({recipients}) => recipients),
      [230, 230],
    );
    const {balance_parts: balance} = await test.db
      .selectFrom('account')
      .select('balance_parts')
      .where('id', '=', account.id)
      .executeTakeFirstOrThrow();
    assert.equal(balance, 100_000 - 230);
    await test.sendsSettled(account.id);
  });
});

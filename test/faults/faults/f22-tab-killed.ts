import {Profile, comesTrue, inboxBody, keptData} from '../browser.js';
import type {Inbox} from '../../e2e/helpers/inbox.js';
import type {Fault} from '../fault.js';
import {pause} from '../measures.js';
import {World} from '../world.js';
import type {Account} from '../world.js';

/** What one killed send came to. */
type Fate = 'sent' | 'draft' | 'both' | 'neither' | 'doubled';

export const fault: Fault = {
  id: 'F22',
  title: 'tab killed in mid-send',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account();
    const profile = await Profile.start(run, world, account, {body: inboxBody(account.conversationId(0))});
    const fates: Record<Fate, number> = {sent: 0, draft: 0, both: 0, neither: 0, doubled: 0};
    let sentAfterwards = 0;

    const kills = run.pick(6, 500);
    let inbox = await profile.open();
    for (let kill = 0; kill < kills; kill++) {
      const text = `Kill ${kill}`;
      await inbox.composer.waitFor();
      await inbox.write(text);
      await comesTrue(async () => (await keptData(inbox)).drafts.some(({body}) => body === text));
      // Half of the answers are held up, so that more kills meet a request under way.
      const answerMs = run.random.next() < 0.5 ? run.random.between(20, 150) : 0;
      const undo = world.proxy.rule({
        match: ({operation}) => operation === 'SendMessage',
        act: {kind: 'delay', ms: answerMs},
        times: 1,
      });
      void inbox.composer.press('Enter').catch(() => undefined);
      await pause(run.random.between(0, 120));
      await profile.kill(inbox);
      undo();
      const wasStored = (await copies(account, text)) > 0;

      inbox = await profile.open();
      const fate = await fateOf(inbox, account, text);
      fates[fate]++;
      if (fate === 'sent' && !wasStored) sentAfterwards++;
      if (fate !== 'sent') await inbox.write('');
      if (kill % 25 === 24) run.progress(`${kill + 1} kills`);
    }
    run.did(`${kills} kills`);
    run.measure('sent once', fates.sent);
    run.measure('of them by the next tab', sentAfterwards);
    run.measure('still in the composer', fates.draft);
    run.measure('both', fates.both, {is: 0});
    run.measure('neither', fates.neither, {is: 0});
    run.measure('doubled', fates.doubled, {is: 0});
  },
};

async function fateOf(inbox: Inbox, account: Account, text: string): Promise<Fate> {
  await inbox.composer.waitFor();
  let fate: Fate = 'neither';
  await comesTrue(async () => {
    // In this order: what is in the outbox may be sent, and taken out of it, at any moment.
    const {outbox} = await keptData(inbox);
    const inComposer = (await inbox.composer.inputValue()) === text;
    const count = await copies(account, text);
    if (count > 1) fate = 'doubled';
    else if (count === 1) fate = inComposer ? 'both' : 'sent';
    else fate = inComposer ? 'draft' : 'neither';
    return outbox.length === 0 && (fate === 'sent' || fate === 'draft');
  });
  return fate;
}

/** How often it is in the database, or has reached the carrier, whichever is more. */
async function copies({world, id}: Account, body: string): Promise<number> {
  const rows = await world.host.sql<{id: string}>(
    `SELECT id FROM message WHERE account_id = '${id}' AND body = '${body}'`,
  );
  return Math.max(rows.length, ...rows.map((row) => world.carrier.received.get(row.id) ?? 0));
}

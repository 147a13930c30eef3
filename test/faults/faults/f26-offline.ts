import {Profile, comesTrue, inboxBody, keptData, untilLive} from '../browser.js';
import type {Inbox} from '../../e2e/helpers/inbox.js';
import type {Fault} from '../fault.js';
import {World} from '../world.js';
import type {Account} from '../world.js';

const DAY_MS = 24 * 60 * 60_000;

interface Press {
  thread: number;
  body: string;
}

export const fault: Fault = {
  id: 'F26',
  title: 'offline for a day with messages queued and drafts open',
  async run(run) {
    // Of its own, since its clock goes on by a day.
    const world = await World.start(run);
    const size = run.pick(
      {drafts: 6, threads: 2, old: 2, young: 2},
      {drafts: 40, threads: 5, old: 6, young: 2},
    );
    const account = await world.account({conversations: size.drafts});
    const profile = await Profile.start(run, world, account, {body: inboxBody(account.conversationId(0))});
    const inbox = await profile.open();
    const show = (thread: number) => showThread(inbox, account.conversationId(thread));
    for (let i = 0; i < size.drafts; i++) await account.receive(i, `in ${i}`);
    await untilLive(inbox);
    const written = range(size.threads);
    for (const thread of written) {
      await show(thread);
      await inbox.bubble(`in ${thread}`).waitFor();
    }

    // Chromium tells the page that it is offline, and cuts no WebSocket: the proxy does.
    await profile.context.setOffline(true);
    world.proxy.refuse = true;
    for (const connection of world.proxy.connections()) connection.destroy();
    await inbox.notice(/You are offline/).waitFor();
    const press = async (thread: number, body: string): Promise<Press> => {
      await show(thread);
      await inbox.sendMessage(body);
      return {thread, body};
    };
    const [old, young]: Press[][] = [[], []];
    for (const thread of written)
      for (let i = 0; i < size.old; i++) old!.push(await press(thread, `old ${thread} ${i}`));
    const write = async (thread: number) => {
      await show(thread);
      await inbox.write(`draft ${thread}`);
    };
    for (const thread of range(size.drafts).slice(size.threads)) await write(thread);

    await world.host.call('shiftClock', DAY_MS);
    await inbox.page.evaluate((ms) => {
      (globalThis as unknown as {clockShift: number}).clockShift += ms;
    }, DAY_MS);
    for (const thread of written)
      for (let i = 0; i < size.young; i++) young!.push(await press(thread, `young ${thread} ${i}`));
    for (const thread of written) await write(thread);
    const drafts = range(size.drafts).map((thread) => `draft ${thread}`);
    await comesTrue(async () => (await keptData(inbox)).drafts.length === drafts.length);
    const queued = (await keptData(inbox)).outbox.length;

    world.proxy.refuse = false;
    await profile.context.setOffline(false);
    const isHeld = ({state}: {state: string}) => state === 'held';
    await comesTrue(async () => {
      const {outbox} = await keptData(inbox);
      return outbox.length === old!.length && outbox.every(isHeld);
    });
    const kept = await keptData(inbox);
    const stored = await storedBodies(account);
    const held = new Set(kept.outbox.filter(isHeld).map(({body}) => body));
    const all = [...old!, ...young!];
    run.did(
      `${queued} queued, ${young!.length} of them minutes old, the others a day; ${drafts.length} drafts`,
    );
    run.measure('queued', queued, {is: all.length});
    run.measure('sent', stored.length, {is: young!.length});
    run.measure('held', held.size, {is: old!.length});
    run.measure('lost', all.filter(({body}) => !held.has(body) && !stored.includes(body)).length, {is: 0});
    run.measure('sent though too old', old!.filter(({body}) => stored.includes(body)).length, {is: 0});
    run.measure('out of order', countOutOfOrder(young!, stored), {is: 0});

    let [changed, unmarked] = [0, 0];
    for (const [thread, draft] of drafts.entries()) {
      await show(thread);
      if (!(await comesTrue(async () => (await inbox.composer.inputValue()) === draft, 10_000))) changed++;
      const marks = inbox.messages.getByText('It has waited so long that it may be out of date.');
      const expected = thread < size.threads ? size.old : 0;
      if (!(await comesTrue(async () => (await marks.count()) === expected, 10_000))) unmarked++;
    }
    run.measure('drafts kept', kept.drafts.length, {is: drafts.length});
    run.measure('drafts changed', changed, {is: 0});
    run.measure('threads that do not say what was not sent', unmarked, {is: 0});

    await show(0);
    await inbox.message('old 0 0').getByRole('button', {name: 'Send anyway'}).click();
    await comesTrue(async () => (await storedBodies(account)).includes('old 0 0'));
    const more = (await storedBodies(account)).length - stored.length;
    run.measure('sent on the agent’s word', more, {is: 1});
  },
};

/** Resolves once the composer is that thread's. */
async function showThread({element, composer}: Inbox, conversationId: string): Promise<void> {
  await element.evaluate(async (inbox, id) => {
    inbox.setAttribute('conversation-id', id);
    const renders = (node: Element | null | undefined) =>
      (node as {updateComplete?: unknown})?.updateComplete;
    await renders(inbox);
    const pane = inbox.shadowRoot?.querySelector('sms-chat-thread-pane');
    await renders(pane);
    await renders(pane?.shadowRoot?.querySelector('sms-chat-composer'));
  }, conversationId);
  await composer.waitFor();
}

/** What agents wrote, in the order of its threads. */
async function storedBodies({world, id}: Account): Promise<string[]> {
  const rows = await world.host.sql<{body: string}>(
    `SELECT body FROM message WHERE account_id = '${id}' AND direction = 'OUTBOUND'
     ORDER BY conversation_id, position`,
  );
  return rows.map(({body}) => body);
}

function countOutOfOrder(presses: readonly Press[], stored: readonly string[]): number {
  return presses.filter(({thread, body}, index) => {
    const next = presses[index + 1];
    return next?.thread === thread && stored.indexOf(next.body) < stored.indexOf(body);
  }).length;
}

const range = (count: number) => Array.from({length: count}, (_, i) => i);

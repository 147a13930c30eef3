import {Profile, comesTrue, inboxBody} from '../browser.js';
import type {Inbox} from '../../e2e/helpers/inbox.js';
import type {Fault} from '../fault.js';
import {inParallel} from '../measures.js';
import {storedMessages} from '../oracle.js';
import {World} from '../world.js';

export const fault: Fault = {
  id: 'F23',
  title: 'two tabs and badges of one agent: both send, one reads, one closes',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account({conversations: 3});
    const body = `<sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge>${inboxBody(account.conversationId(0))}`;
    const profile = await Profile.start(run, world, account, {body});
    const [first, second] = [await profile.open(), await profile.open()];
    const tabs = [first, second];
    for (const tab of tabs) await tab.composer.waitFor();

    const rounds = run.pick(2, 20);
    let slowest = 0;
    const agreeOn = async (unread: number) => {
      const started = performance.now();
      const agreed = await comesTrue(async () =>
        (await Promise.all(tabs.map((tab) => shows(tab, unread)))).every(Boolean),
      );
      slowest = agreed ? Math.max(slowest, performance.now() - started) : Infinity;
    };
    for (let round = 0; round < rounds; round++) {
      for (let i = 1; i <= 3; i++) {
        await account.receive(1, `in ${round} ${i}`);
        await agreeOn(i);
      }
      await first.row(`in ${round} 3`).click();
      await agreeOn(0);
      await first.element.evaluate(
        (element, conversationId) => element.setAttribute('conversation-id', conversationId),
        account.conversationId(0),
      );
    }

    run.measure('sockets of two tabs', world.proxy.connections('websocket').length, {is: 2});

    // Both write while the host cannot be reached, and send when it can.
    world.proxy.refuse = true;
    for (const connection of world.proxy.connections()) connection.destroy();
    for (const tab of tabs)
      for (let i = 0; i < 5; i++) await tab.sendMessage(`out ${tabs.indexOf(tab)} ${i}`);
    world.proxy.refuse = false;
    await inParallel(tabs.length, 2, async (index) => {
      await comesTrue(async () => {
        await tabs[index]!.button('Try now')
          .click({timeout: 200})
          .catch(() => undefined);
        return (await storedMessages(world.host, account.id)).filter(isOutbound).length === 10;
      });
    });
    const stored = (await storedMessages(world.host, account.id)).filter(isOutbound);
    await comesTrue(async () => stored.every(({id}) => world.carrier.received.has(id)));
    const calls = stored.map(({id}) => world.carrier.received.get(id) ?? 0);

    await second.page.close();
    const isLeft = await comesTrue(async () => world.proxy.connections('websocket').length === 1);
    run.did(`2 tabs with inbox and badge, ${rounds} times 3 in and 1 look, 10 sends while the host was away`);
    run.measure('all badges and lists agree within', slowest / 1000, {most: run.pick(5, 1)}, 's');
    run.measure('sent', stored.length, {is: 10});
    run.measure('calls of the carrier for one send', Math.max(...calls), {is: 1});
    run.measure('sockets after one tab was closed', isLeft ? 1 : 2, {is: 1});
  },
};

const isOutbound = ({direction}: {direction: string}) => direction === 'OUTBOUND';

/** Whether badge and list both say so. */
async function shows({badge, list}: Inbox, unread: number): Promise<boolean> {
  const inBadge = (await badge.locator('[part~="count"]').allInnerTexts()).join();
  const inRows = (await list.locator('[part~="unread-count"]').allInnerTexts()).join();
  const expected = unread === 0 ? '' : String(unread);
  return inBadge === expected && inRows === expected;
}

import {Profile, comesTrue, inboxBody, untilLive} from '../browser.js';
import type {Inbox} from '../../e2e/helpers/inbox.js';
import type {Fault, FaultRun} from '../fault.js';
import {inParallel, pause, percentile} from '../measures.js';
import {World} from '../world.js';
import type {Account} from '../world.js';

/** Where a run of good connection makes the next one wait as after the first cut. */
const STABLE_MS = 31_000;

export const fault: Fault = {
  id: 'F00',
  title: 'no fault: from a commit, or a press of Send, to what is painted, on loopback',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account();
    const [messages, sends, cuts] = run.pick([15, 5, 3], [500, 100, 40]);
    const body = inboxBody(account.conversationId(0));
    const profile = await Profile.start(run, world, account, {body});
    const inbox = await profile.open();
    await untilLive(inbox);
    await inbox.composer.waitFor();
    await inbox.page.evaluate(watchBubbles);

    const inbound: number[] = [];
    for (let i = 0; i < messages; i++) {
      const committed = await account.receive(0, `in ${i}.`);
      inbound.push((await paintedAt(inbox, `in ${i}.`)) - committed);
      await pause(run.random.between(0, 50));
    }
    run.progress('messages came in');
    const outbound: number[] = [];
    for (let i = 0; i < sends; i++) {
      await inbox.write(`out ${i}.`);
      await inbox.composer.press('Enter');
      const painted = await paintedAt(inbox, `out ${i}.`);
      outbound.push(painted - (await inbox.page.evaluate(() => (globalThis as unknown as Watch).pressedAt)));
      await pause(run.random.between(0, 50));
    }
    run.progress('messages were sent');
    await profile.context.close();
    const reconnects = await reconnect(run, account, cuts);

    run.did(`${messages} messages in, ${sends} out, in Chromium; ${cuts} cuts of 1 s`);
    report(run, 'commit to painted', inbound);
    report(run, 'Send pressed to bubble painted', outbound);
    report(run, 'live again after the end of a cut', reconnects);
  },
};

function report(run: FaultRun, what: string, values: readonly number[]): void {
  run.measure(`${what}: p50`, percentile(values, 0.5), {}, 'ms');
  run.measure('p95', percentile(values, 0.95), {}, 'ms');
  run.measure('p99', percentile(values, 0.99), {}, 'ms');
}

/** What a page notes; moments in ms since the epoch. */
interface Watch {
  pressedAt: number;
  painted: Record<string, number>;
}

/** Runs in the page: notes when a bubble has been painted, and when Enter was pressed. */
function watchBubbles(): void {
  const page = globalThis as unknown as Watch;
  page.painted = {};
  page.pressedAt = 0;
  document.addEventListener(
    'keydown',
    ({key, timeStamp}) => {
      if (key === 'Enter') page.pressedAt = performance.timeOrigin + timeStamp;
    },
    true,
  );
  const findLog = (root: ParentNode): Element | null => {
    const own = root.querySelector('[role="log"]');
    if (own) return own;
    for (const {shadowRoot} of root.querySelectorAll('*')) {
      const inside = shadowRoot && findLog(shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const log = findLog(document)!;
  const seen = new Set<string>();
  const look = () => {
    for (const bubble of log.querySelectorAll('[part~="bubble"] > p')) {
      const text = bubble.textContent.trim();
      if (seen.has(text)) continue;
      seen.add(text);
      // The frame is painted after its callbacks have run, and before the next task.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => (page.painted[text] = performance.timeOrigin + performance.now());
        channel.port2.postMessage(null);
      });
    }
  };
  look();
  new MutationObserver(look).observe(log.getRootNode(), {
    childList: true,
    subtree: true,
    characterData: true,
  });
}

async function paintedAt({page}: Inbox, text: string): Promise<number> {
  let moment: number | undefined;
  const isPainted = await comesTrue(async () => {
    moment = await page.evaluate((it) => (globalThis as unknown as Watch).painted[it], text);
    return moment !== undefined;
  });
  if (!isPainted) throw new Error(`“${text}” was never painted`);
  return moment!;
}

/** ms from the end of a cut of a second until a client is live; each is cut once, after a good while. */
async function reconnect(run: FaultRun, account: Account, cuts: number): Promise<number[]> {
  const cases = await Promise.all(
    Array.from({length: cuts}, async () => {
      const proxy = await account.world.addProxy();
      const client = account.client(0, {url: proxy.url});
      await client.live();
      return {proxy, client};
    }),
  );
  await pause(run.pick(0, STABLE_MS));
  const times: number[] = [];
  await inParallel(cuts, 2, async (i) => {
    const {proxy, client} = cases[i]!;
    proxy.refuse = true;
    for (const connection of proxy.connections()) connection.destroy();
    await pause(1_000);
    proxy.refuse = false;
    const from = Date.now();
    await client.live();
    times.push(Date.now() - from);
    client.stop();
  });
  return times;
}

import {Profile, comesTrue, inboxBody, keptData} from '../browser.js';
import type {Inbox} from '../../e2e/helpers/inbox.js';
import type {Fault, FaultRun} from '../fault.js';
import {storedMessages} from '../oracle.js';
import {World} from '../world.js';

interface Breakage {
  /** Whether drafts and unsent messages are lost with the page, which the agent is told. */
  warns: boolean;
  /** Before the page is opened. */
  prepare?(profile: Profile): Promise<unknown>;
  /** While the inbox is open. */
  strike?(profile: Profile, inbox: Inbox): Promise<unknown>;
}

const BREAKAGES: Record<string, Breakage> = {
  'IndexedDB forbidden': {
    warns: true,
    prepare: ({context}) =>
      context.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('Not here', 'SecurityError');
        };
      }),
  },
  'IndexedDB never answers': {
    warns: true,
    prepare: ({context}) =>
      context.addInitScript(() => {
        const {open} = IDBFactory.prototype;
        IDBFactory.prototype.open = function (name, version) {
          const request = open.call(this, name, version);
          request.addEventListener = () => undefined;
          return request;
        };
      }),
  },
  'no quota': {
    warns: true,
    // The browser's own. It knows the origin by its address with the slash, and takes no byte at all for no limit.
    async strike({context, site}, {page}) {
      const devtools = await context.newCDPSession(page);
      await devtools.send('Storage.overrideQuotaForOrigin', {origin: `${site.url}/`, quotaSize: 1});
    },
  },
};

export const fault: Fault = {
  id: 'F28',
  title: 'storage of the browser broken',
  async run(run) {
    const world = await World.join(run);
    for (const [name, breakage] of Object.entries(BREAKAGES)) await work(run, world, name, breakage);
    await readCorrupted(run, world);
    run.did([...Object.keys(BREAKAGES), 'corrupted records'].join(', '));
  },
};

async function work(run: FaultRun, world: World, name: string, breakage: Breakage): Promise<void> {
  const account = await world.account();
  const profile = await Profile.start(run, world, account, {body: inboxBody(account.conversationId(0))});
  await breakage.prepare?.(profile);
  const inbox = await profile.open();
  const errors: Error[] = [];
  inbox.page.on('pageerror', (error) => errors.push(error));
  await inbox.composer.waitFor();
  await breakage.strike?.(profile, inbox);
  await inbox.sendMessage('Hello');

  const isSent = await comesTrue(async () => (await storedMessages(world.host, account.id)).length === 1);
  const isWarned = await comesTrue(
    async () => (await inbox.notice(/This browser keeps nothing/).count()) === Number(breakage.warns),
  );
  run.measure(`${name}: sent`, Number(isSent), {is: 1});
  run.measure(breakage.warns ? 'warned' : 'no false warning', Number(isWarned), {is: 1});
  run.measure(`${name}: errors in the page`, errors.length, {is: 0});
  await profile.context.close();
}

async function readCorrupted(run: FaultRun, world: World): Promise<void> {
  const account = await world.account();
  const profile = await Profile.start(run, world, account, {body: inboxBody(account.conversationId(0))});
  const inbox = await profile.open();
  await inbox.composer.waitFor();
  await inbox.write('A draft');
  await comesTrue(async () => (await keptData(inbox)).drafts.length === 1);
  await inbox.page.evaluate(async (thread) => {
    const [{name = ''} = {}] = await indexedDB.databases();
    const opening = indexedDB.open(name);
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const transaction = opening.result.transaction(['drafts', 'outbox'], 'readwrite');
    const broken = [null, 7, {}, {body: 5}, {clientMessageId: 'a', conversationId: thread}];
    for (const [index, value] of broken.entries()) {
      transaction.objectStore('drafts').put(value, index ? `thread ${index}` : thread);
      transaction.objectStore('outbox').put(value, `message ${index}`);
    }
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    opening.result.close();
  }, account.conversationId(0));
  const errors: Error[] = [];
  inbox.page.on('pageerror', (error) => errors.push(error));
  await inbox.page.reload();
  await inbox.composer.waitFor();
  await inbox.sendMessage('Hello');
  const isSent = await comesTrue(async () => (await storedMessages(world.host, account.id)).length === 1);
  run.measure('corrupted records: sent', Number(isSent), {is: 1});
  run.measure('corrupted records: errors in the page', errors.length, {is: 0});
  await profile.context.close();
}

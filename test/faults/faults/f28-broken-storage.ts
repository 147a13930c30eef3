import type {BrowserContext} from 'playwright-core';
import {Profile, comesTrue, inboxBody, keptData} from '../browser.js';
import type {Fault, FaultRun} from '../fault.js';
import {storedMessages} from '../oracle.js';
import {World} from '../world.js';

interface Breakage {
  /** Whether drafts and unsent messages are lost with the page, which the agent is told. */
  warns: boolean;
  apply(context: BrowserContext): Promise<unknown>;
}

const BREAKAGES: Record<string, Breakage> = {
  'IndexedDB forbidden': {
    warns: true,
    apply: (context) =>
      context.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('Not here', 'SecurityError');
        };
      }),
  },
  'IndexedDB never answers': {
    warns: true,
    apply: (context) =>
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
    apply: (context) =>
      context.addInitScript(() => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('Full', 'QuotaExceededError');
        };
      }),
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

async function work(run: FaultRun, world: World, name: string, {warns, apply}: Breakage): Promise<void> {
  const account = await world.account();
  const profile = await Profile.start(run, world, account, {body: inboxBody(account.conversationId(0))});
  await apply(profile.context);
  const inbox = await profile.open();
  const errors: Error[] = [];
  inbox.page.on('pageerror', (error) => errors.push(error));
  await inbox.composer.waitFor();
  await inbox.sendMessage('Hello');

  const isSent = await comesTrue(async () => (await storedMessages(world.host, account.id)).length === 1);
  const isWarned = await comesTrue(
    async () => (await inbox.notice(/This browser keeps nothing/).count()) === Number(warns),
  );
  run.measure(`${name}: sent`, Number(isSent), {is: 1});
  run.measure(warns ? 'warned' : 'no false warning', Number(isWarned), {is: 1});
  run.measure('errors in the page', errors.length, {is: 0});
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
  run.measure('errors in the page', errors.length, {is: 0});
  await profile.context.close();
}

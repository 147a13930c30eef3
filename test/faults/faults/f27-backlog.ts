import {Profile, browserOf, inboxBody, untilLive} from '../browser.js';
import type {Fault, FaultRun} from '../fault.js';
import {screenFaults, settled} from '../oracle.js';
import {World} from '../world.js';
import type {Account} from '../world.js';

const CONVERSATIONS = 40;

export const fault: Fault = {
  id: 'F27',
  title: 'a client comes back to a log that is far ahead',
  async run(run) {
    const world = await World.join(run);
    const events = run.pick(5_000, 100_000);
    run.did(`${events.toLocaleString('en')} events missed, by the store and by a tab of Chromium`);
    await comeBackWithStore(run, world, events);
    await comeBackInTab(run, world, events);
  },
};

async function comeBackWithStore(run: FaultRun, world: World, events: number): Promise<void> {
  const account = await world.account({conversations: CONVERSATIONS});
  await receiveAll(account, 'before');
  const client = account.client();
  await client.live();
  await client.store.threads.open(account.conversationId(0));
  world.proxy.refuse = true;
  for (const connection of world.proxy.connections()) connection.destroy();
  await client.until('the end of the connection', ({connection}) => connection.status !== 'live');
  await appendEvents(account, events);
  await receiveAll(account, 'after');

  world.proxy.refuse = false;
  client.store.account.tryNow();
  await client.until('the snapshot', () => client.resyncs > 0);
  await client.live();
  await settled(account.evidence([client]));
  const screens = await screenFaults(account.evidence([client]));
  run.measure('resyncs', client.resyncs, {is: 1});
  run.measure('missing or stale', screens.lost + screens.stale, {is: 0});
  client.stop();
}

async function comeBackInTab(run: FaultRun, world: World, events: number): Promise<void> {
  const account = await world.account({conversations: CONVERSATIONS});
  await receiveAll(account, 'before');
  const proxy = await world.addProxy();
  let snapshots = 0;
  proxy.rule({
    match: ({operation}) => operation === 'InboxSnapshot' && ++snapshots < 0,
    act: {kind: 'reset'},
  });
  const body = inboxBody(account.conversationId(0));
  const profile = await Profile.start(run, world, account, {body, proxy});
  const inbox = await profile.open();
  await untilLive(inbox);
  proxy.refuse = true;
  for (const connection of proxy.connections()) connection.destroy();
  await inbox.button('Try now').waitFor();
  await appendEvents(account, events);
  await receiveAll(account, 'after');

  const browser = await browserOf(run);
  const newest = inbox.row(`after ${CONVERSATIONS - 1}`);
  await browser.startTracing(inbox.page, {categories: ['toplevel', 'devtools.timeline', '__metadata']});
  const before = snapshots;
  proxy.refuse = false;
  const began = Date.now();
  await inbox.tryAgain('Try now', newest);
  await newest.click();
  await inbox.bubble(`after ${CONVERSATIONS - 1}`).waitFor();
  const usable = (Date.now() - began) / 1000;
  await untilLive(inbox);
  const tasks = mainThreadTasks(await browser.stopTracing());
  run.measure('in Chromium: snapshots', snapshots - before, {is: 1});
  run.measure('list there, and a thread opened from it, after', usable, {most: 2}, 's');
  run.measure('tasks of the main thread', tasks.count, {least: 1});
  run.measure('the longest on the processor', tasks.longestBusy, {most: 50}, 'ms');
  run.measure('with its waits for one', tasks.longest, {}, 'ms');
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** µs. */
  dur?: number;
  /** µs on the processor: on a busy machine, a thread waits for one. */
  tdur?: number;
  args: {name?: string};
}

/** ms of the longest tasks on the main threads of pages. */
function mainThreadTasks(trace: Buffer): {count: number; longest: number; longestBusy: number} {
  const {traceEvents} = JSON.parse(trace.toString()) as {traceEvents: TraceEvent[]};
  const thread = ({pid, tid}: TraceEvent) => `${pid} ${tid}`;
  const main = new Set(
    traceEvents
      .filter(({name, args}) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(thread),
  );
  const tasks = traceEvents.filter((it) => it.name.endsWith('RunTask') && it.dur && main.has(thread(it)));
  const longest = (values: number[]) => Math.max(0, ...values) / 1000;
  return {
    count: tasks.length,
    longest: longest(tasks.map(({dur = 0}) => dur)),
    longestBusy: longest(tasks.map(({tdur = 0}) => tdur)),
  };
}

async function receiveAll(account: Account, when: string): Promise<void> {
  for (let i = 0; i < CONVERSATIONS; i++) await account.receive(i, `${when} ${i}`);
}

/** As a campaign would leave them: changes of conversations that all happened while the client was away. */
async function appendEvents({world: {host}, id}: Account, count: number): Promise<void> {
  await host.sql(
    `INSERT INTO account_log (account_id, seq, tag, at, kind, entity_id)
     SELECT '${id}', head_seq + n, 'made' || n, now(), 'CONVERSATION_CHANGED', '${id}-thread-' || n % ${CONVERSATIONS}
     FROM account, generate_series(1, ${count}) AS n WHERE id = '${id}'`,
  );
  await host.sql(
    `UPDATE account SET head_seq = head_seq + ${count}, head_tag = 'made${count}' WHERE id = '${id}'`,
  );
}

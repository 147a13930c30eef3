import type {Fault, FaultRun} from '../fault.js';
import {inParallel, measureVerdict, pause} from '../measures.js';
import {headOf, judge, settled} from '../oracle.js';
import type {Account} from '../world.js';
import {World} from '../world.js';

/** At small size the clients' clocks go this much faster, and the holes are as much shorter. */
const SMALL_SPEED = 6;

const MESSAGES = 12;

export const fault: Fault = {
  id: 'F03',
  title: 'black hole in both directions, without an end of connections',
  async run(run) {
    const world = await World.join(run);
    const speed = run.pick(SMALL_SPEED, 1);
    const untouched = await fallInto(run, world, {seconds: 30, speed});
    run.measure('30 s: caught up after', untouched.caughtUp, {most: 5}, 's');
    const woken = await fallInto(run, world, {seconds: 30, wakeAfter: 12, speed});
    run.measure('30 s, tab looked at: told after', woken.told, {most: 4}, 's');
    run.measure('caught up after', woken.caughtUp, {most: 5}, 's');
    const long = await fallInto(run, world, {seconds: 70, speed});
    run.measure('70 s: told after', long.told, {most: 45}, 's');
    run.measure('caught up after', long.caughtUp, {most: 5}, 's');
    run.did(`holes of 30, 30 and 70 s, ${MESSAGES} messages in each`);
  },
};

interface Hole {
  seconds: number;
  /** When the agent comes back to the tab. */
  wakeAfter?: number;
  speed: number;
}

/** Answers with seconds: from the hole's beginning, or the look at the tab, until it was told; from its end until all was there. */
async function fallInto(
  run: FaultRun,
  world: World,
  {seconds, wakeAfter, speed}: Hole,
): Promise<{told: number; caughtUp: number}> {
  const account: Account = await world.account({conversations: 2});
  const proxy = await world.addProxy();
  const client = account.client(0, {speed, url: proxy.url});
  await client.live();
  await client.store.threads.open(account.conversationId(0));

  const [began, ms] = [Date.now(), (seconds * 1000) / speed];
  let [from, told] = [began, Infinity];
  void client
    .until('a sign', ({connection}) => connection.status !== 'live', ms)
    .then(
      () => (told = Date.now() - from),
      () => undefined,
    );
  proxy.blackhole(ms);
  await inParallel(MESSAGES, 4, (i) => account.receive(i % 2));
  const head = await headOf(world.host, account.id);
  // A busy machine may take longer for the messages than the hole lasts.
  const due = Math.max(began + ms, Date.now());
  if (wakeAfter !== undefined) {
    await pause(began + (wakeAfter * 1000) / speed - Date.now());
    from = Date.now();
    client.environment.wake();
  }
  await pause(began + ms - Date.now());
  await client.until('all that came in', ({cursor}) => cursor === head);
  const caughtUp = (Date.now() - due) / 1000;
  await client.live();
  await settled(account.evidence([client]));
  const verdict = await judge(account.evidence([client]));
  if (verdict.lost + verdict.duplicated + verdict.reordered + verdict.stale > 0) measureVerdict(run, verdict);
  client.stop();
  return {told: (told * speed) / 1000, caughtUp};
}

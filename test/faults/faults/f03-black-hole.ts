import {Profile, comesTrue, inboxBody, untilLive} from '../browser.js';
import type {ChaosProxy} from '../../../conformance/proxy/chaos-proxy.js';
import type {Fault} from '../fault.js';
import {inParallel, pause} from '../measures.js';
import {headOf, judge, settled} from '../oracle.js';
import type {Account} from '../world.js';
import {World} from '../world.js';

/** At small size the clients' clocks go this much faster, and the holes are as much shorter. */
const SMALL_SPEED = 6;

const MESSAGES = 12;

interface Hole {
  seconds: number;
  /** When the agent looks at the tab again, or the network is another one: a look at the connection is due. */
  wakeAfter?: number;
  speed: number;
}

/** In seconds: from the hole's beginning, or the wake, until it was told; from its end until all was there. */
interface Times {
  told: number;
  caughtUp: number;
  isRight: boolean;
}

/** Somebody to whom something should be told. */
interface Onlooker {
  /** Resolves when it is told that the connection is lost. */
  isTold(): Promise<unknown>;
  wake(): Promise<unknown> | void;
  /** Resolves when all is there. */
  hasAll(): Promise<unknown>;
  /** Whether it is all right, too. */
  isRight(): Promise<boolean>;
}

export const fault: Fault = {
  id: 'F03',
  title: 'black hole in both directions, without an end of connections',
  async run(run) {
    const world = await World.join(run);
    const speed = run.pick(SMALL_SPEED, 1);
    // They mostly wait, so they do it together.
    const holes: Hole[] = [
      {seconds: 30, speed},
      {seconds: 30, wakeAfter: 12, speed},
      {seconds: 70, speed},
    ];
    const [stores, tabs] = await Promise.all(
      [lookWithStore, lookWithTab].map((look) =>
        Promise.all(holes.map((hole) => fallInto(world, hole, look))),
      ),
    );
    for (const [where, times] of [
      ['', stores!],
      ['in Chromium, ', tabs!],
    ] as const) {
      const [untouched, woken, long] = times as [Times, Times, Times];
      run.measure(`${where}30 s: caught up after`, untouched.caughtUp, {most: 5}, 's');
      run.measure(`${where}30 s, woken: told after`, woken.told, {most: 4}, 's');
      run.measure('caught up after', woken.caughtUp, {most: 5}, 's');
      run.measure(`${where}70 s: told after`, long.told, {most: 45}, 's');
      run.measure('caught up after', long.caughtUp, {most: 5}, 's');
    }
    const wrong = [stores, tabs].flat().filter((times) => !times!.isRight).length;
    run.measure('with something lost, doubled, out of order or stale', wrong, {is: 0});
    run.did(
      `holes of 30, 30 and 70 s, ${MESSAGES} messages in each, for the store and for a tab of Chromium`,
    );
  },
};

type Look = (account: Account, proxy: ChaosProxy, speed: number) => Promise<Onlooker>;

async function fallInto(world: World, {seconds, wakeAfter, speed}: Hole, look: Look): Promise<Times> {
  const account = await world.account({conversations: 2});
  const proxy = await world.addProxy();
  const onlooker = await look(account, proxy, speed);

  const [began, ms] = [Date.now(), (seconds * 1000) / speed];
  let [from, told] = [began, Infinity];
  void onlooker.isTold().then(
    () => (told = Date.now() - from),
    () => undefined,
  );
  proxy.blackhole(ms);
  await inParallel(MESSAGES, 1, (i) => account.receive(i % 2, `in ${i}`));
  // A busy machine may take longer for the messages than the hole lasts.
  const due = Math.max(began + ms, Date.now());
  if (wakeAfter !== undefined) {
    await pause(began + (wakeAfter * 1000) / speed - Date.now());
    from = Date.now();
    await onlooker.wake();
  }
  await pause(began + ms - Date.now());
  await onlooker.hasAll();
  const caughtUp = (Date.now() - due) / 1000;
  return {told: (told * speed) / 1000, caughtUp, isRight: await onlooker.isRight()};
}

const lookWithStore: Look = async (account, proxy, speed) => {
  const client = account.client(0, {speed, url: proxy.url, isImpatient: true});
  await client.live();
  await client.store.threads.open(account.conversationId(0));
  return {
    isTold: () => client.until('a sign', ({connection}) => connection.status !== 'live'),
    wake: () => client.environment.wake(),
    async hasAll() {
      const head = await headOf(account.world.host, account.id);
      await client.until('all that came in', ({cursor}) => cursor === head);
    },
    async isRight() {
      const evidence = account.evidence([client]);
      await settled(evidence);
      const {lost, duplicated, reordered, stale} = await judge(evidence);
      client.stop();
      return lost + duplicated + reordered + stale === 0;
    },
  };
};

const lookWithTab: Look = async (account, proxy, speed) => {
  const profile = await Profile.start(account.world.run, account.world, account, {
    body: inboxBody(account.conversationId(0)),
    proxy,
    speed,
  });
  const inbox = await profile.open();
  await inbox.composer.waitFor();
  await untilLive(inbox);
  return {
    isTold: () => inbox.notice(/Reconnecting…/).waitFor(),
    // A tab without a window is never hidden nor frozen; what wakes it is that the network came back, or another one.
    async wake() {
      await profile.context.setOffline(true);
      await profile.context.setOffline(false);
    },
    hasAll: () =>
      Promise.all([
        inbox.bubble(`in ${MESSAGES - 2}`).waitFor(),
        inbox.row(`in ${MESSAGES - 1}`).waitFor(),
        inbox.notice(/Reconnecting…/).waitFor({state: 'hidden'}),
      ]),
    async isRight() {
      const expected = Array.from({length: MESSAGES / 2}, (_, i) => `in ${2 * i}`);
      const isThere = await comesTrue(async () => String(await inbox.bodies()) === String(expected));
      await profile.context.close();
      return isThere;
    },
  };
};

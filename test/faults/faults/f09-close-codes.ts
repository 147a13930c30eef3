import type {Fault} from '../fault.js';
import {inParallel, pause} from '../measures.js';
import {World} from '../world.js';

const MINUTE = 60_000;
/** Waits come from the clients' clocks, so a minute of theirs is a minute for every wait; only the network is slower. */
const SPEED = 6;
const MOST_CONNECTS = 12;
/** The ones with a meaning in RFC 6455, graphql-transport-ws or graphql-ws; at full size, every one of the 4000s too. */
const NAMED = [
  1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 3000, 4400, 4401, 4403, 4408, 4429, 4500, 4504,
];

export const fault: Fault = {
  id: 'F09',
  title: 'the host accepts and then closes, with every code, again and again',
  async run(run) {
    const world = await World.join(run);
    const codes = run.pick(NAMED, [...range(1000, 1015), 3000, ...range(4000, 4504)]);
    // Right after the ack, and after a first batch, when the client took itself for live.
    const cases = codes.flatMap((code) => [1, 2].map((afterFrames) => ({code, afterFrames})));
    let [worst, worstCode, dead] = [0, 0, 0];
    let doneCases = 0;
    await inParallel(cases.length, 36, async (index) => {
      const {code, afterFrames} = cases[index]!;
      const {connects, recovered} = await closeAllTheTime(world, code, afterFrames, run.pick(1, 2));
      if (connects > worst) [worst, worstCode] = [connects, code];
      if (!recovered) dead++;
      if (++doneCases % 100 === 0) run.progress(`${doneCases} of ${cases.length}`);
    });
    run.did(
      `${codes.length} codes, after the ack and after the first batch, ${run.pick('a minute', 'two minutes')} each`,
    );
    run.measure('connects a minute, at most', worst, {most: MOST_CONNECTS});
    run.measure('with code', worstCode);
    run.measure('clients that did not come back', dead, {is: 0});
  },
};

async function closeAllTheTime(
  world: World,
  code: number,
  afterFrames: number,
  minutes: number,
): Promise<{connects: number; recovered: boolean}> {
  const account = await world.account();
  const proxy = await world.addProxy();
  const undo = proxy.rule({
    match: ({kind}) => kind === 'websocket',
    act: {kind: 'ws-close', code, afterFrames},
  });
  const client = account.client(0, {url: proxy.url, speed: SPEED});
  await pause((minutes * MINUTE) / SPEED);
  const connects = mostInAMinute(client.connects);
  undo();
  // A client that was told twice that its token is no good waits for the agent.
  if (client.state.connection.status === 'signed-out') client.store.account.tryNow();
  const recovered = await client.live().then(
    () => true,
    () => false,
  );
  client.stop();
  return {connects, recovered};
}

function mostInAMinute(moments: readonly number[]): number {
  return Math.max(
    0,
    ...moments.map((start) => moments.filter((it) => it >= start && it < start + MINUTE).length),
  );
}

const range = (first: number, last: number) => Array.from({length: last - first + 1}, (_, i) => first + i);

import type {Act, ChaosProxy} from '../../../conformance/proxy/chaos-proxy.js';
import type {HeadlessClient} from '../client.js';
import type {Fault, FaultRun} from '../fault.js';
import {PATIENCE_MS, inParallel, measureVerdict, pause} from '../measures.js';
import {judge, settled} from '../oracle.js';
import type {Account} from '../world.js';
import {World} from '../world.js';

export const AGENTS = 5;
const CONVERSATIONS = 10;
/** The clients' clocks go faster than the network: a wait of seconds after each cut would make hours of the run. */
const SPEED = 5;
/** As many as an agent has waiting before the next one is pressed. */
const MOST_UNCONFIRMED = 10;

export const fault: Fault = {
  id: 'F01',
  title: 'connections cut at random while messages flow both ways',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account({agents: AGENTS, conversations: CONVERSATIONS});
    const clients = await signInAll(account);
    const load = run.pick({cuts: 25, messages: 150}, {cuts: 1_000, messages: 10_000});

    const cuts = await cutWhile(run, world.proxy, load.cuts, [
      ...clients.map((client) => write(run, client, account, load.messages / AGENTS)),
      receive(run, account, load.messages),
    ]);
    const {proxy} = world;
    run.progress(`all is written, ${cuts()} cuts; ${proxy.upgrades.length} sockets were opened`);
    const evidence = account.evidence(clients);
    await settled(evidence, run.pick(PATIENCE_MS, 300_000));
    run.did(
      `${cuts().toLocaleString('en')} cuts, ${load.messages.toLocaleString('en')} in, ${load.messages.toLocaleString('en')} out, ${AGENTS} agents`,
    );
    measureVerdict(run, await judge(evidence));
    run.measure('sockets opened', proxy.upgrades.length);
  },
};

export async function signInAll(account: Account): Promise<HeadlessClient[]> {
  const clients = Array.from({length: AGENTS}, (_, agent) => account.client(agent, {speed: SPEED}));
  await Promise.all(clients.map((client) => client.live()));
  for (const client of clients) {
    for (let i = 0; i < CONVERSATIONS; i++) await client.store.threads.open(account.conversationId(i));
  }
  return clients;
}

/** An agent who writes as fast as the host takes it. */
export async function write(
  run: FaultRun,
  client: HeadlessClient,
  account: Account,
  count: number,
): Promise<void> {
  for (let i = 0; i < count; i++) {
    const isFree = () => client.unconfirmed < MOST_UNCONFIRMED;
    if (!isFree()) await client.until('a send to be confirmed', isFree);
    await client.send(account.conversationId(run.random.between(0, CONVERSATIONS - 1)), `out ${i}`);
  }
}

export async function receive(run: FaultRun, account: Account, count: number): Promise<void> {
  await inParallel(count, 4, () => account.receive(run.random.between(0, CONVERSATIONS - 1)));
}

/** Cuts connections at random moments, so often, until all the work is done; resolves with how often it was. */
export async function cutWhile(
  run: FaultRun,
  proxy: ChaosProxy,
  most: number,
  work: readonly Promise<unknown>[],
): Promise<() => number> {
  let isDone = false;
  const done = Promise.all(work).finally(() => (isDone = true));
  const count = () =>
    ['reset', 'truncate-frame', 'blackhole'].reduce((sum, what) => sum + proxy.count(what), 0);
  const random = run.random.fork();
  let told = 0;
  const cutting = (async () => {
    while (count() < most) {
      await pause(random.between(10, 110));
      const open = proxy.connections(random.next() < 0.7 ? 'websocket' : 'http');
      if (open.length > 0)
        random.pick(open).apply(someCut(random.next(), random.next() * run.pick(1_500, 5_500)));
      else if (isDone) break;
      if (count() < told + 100) continue;
      told = count();
      run.progress(`${told} cuts`);
    }
  })();
  await Promise.all([done, cutting]);
  return count;
}

function someCut(kind: number, holeMs: number): Act {
  if (kind < 0.6) return {kind: 'reset'};
  if (kind < 0.85) return {kind: 'truncate-frame'};
  return {kind: 'blackhole', ms: 500 + holeMs};
}

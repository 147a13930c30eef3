import type {DiskState} from '../failing-disk.js';
import type {Fault, FaultRun} from '../fault.js';
import {inParallel, pause} from '../measures.js';
import {judge, settled} from '../oracle.js';
import {World} from '../world.js';

export const fault: Fault = {
  id: 'F19',
  title: 'disk full, or broken, in mid-commit',
  async run(run) {
    const world = await World.start(run);
    const rounds = run.pick(2, 20);
    let [refused, halves, wrong] = [0, 0, 0];
    for (let round = 0; round < rounds; round++) {
      const result = await breakDown(run, world, round % 2 ? 'broken' : 'full');
      refused += result.refused;
      halves += result.halves;
      wrong += result.wrong;
      run.progress(`${round + 1} failures`);
    }
    run.did(`${rounds} failures of the disk by turns full and broken, 20 sends around each`);
    run.measure('half commits', halves, {is: 0});
    run.measure('lost, doubled, out of order, made up or stale', wrong, {is: 0});
    run.measure('answered UNAVAILABLE at first', refused, {least: rounds});
  },
};

/** Counts answers that told of the outage, and what was not as it should be once it was over. */
async function breakDown(
  run: FaultRun,
  world: World,
  state: DiskState,
): Promise<{refused: number; halves: number; wrong: number}> {
  const account = await world.account({conversations: 4});
  const client = account.client(0, {speed: 10});
  await client.live();
  const refusals: string[] = [];
  const undo = client.store.account.onFact((fact) => fact.type === 'error' && refusals.push(fact.code));

  const send = (index: number) => client.send(account.conversationId(index % 4), `${state} ${index}`);
  await inParallel(10, 4, send);
  await world.host.call('disk', state);
  await inParallel(10, 4, (index) => send(index + 10));
  await client.until('a refusal', () => refusals.length > 0);
  await pause(run.random.between(100, 1_500));
  await world.host.call('disk', 'well');

  await settled(account.evidence([client]));
  undo();
  const {lost, duplicated, reordered, unexpected, stale} = await judge(account.evidence([client]));
  // An event without its message, or the other way round, would be half of a commit.
  const [half] = await world.host.sql<{count: number}>(
    `SELECT count(*)::integer AS count FROM
       (SELECT entity_id FROM account_log WHERE account_id = '${account.id}' AND kind = 'MESSAGE_ADDED') AS event
       FULL JOIN (SELECT id FROM message WHERE account_id = '${account.id}') AS message ON id = entity_id
     WHERE id IS NULL OR entity_id IS NULL`,
  );
  client.stop();
  return {
    refused: refusals.filter((code) => code === 'UNAVAILABLE').length,
    halves: half!.count,
    wrong: lost + duplicated + reordered + unexpected + stale,
  };
}

import {monitorEventLoopDelay} from 'node:perf_hooks';
import type {Fault} from '../fault.js';
import {screenFaults, settled} from '../oracle.js';
import {World} from '../world.js';

export const fault: Fault = {
  id: 'F27',
  title: 'a client comes back to a log that is far ahead',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account({conversations: 40});
    const client = account.client();
    for (let i = 0; i < 40; i++) await account.receive(i);
    await client.live();
    await client.store.threads.open(account.conversationId(0));

    world.proxy.refuse = true;
    for (const connection of world.proxy.connections()) connection.destroy();
    await client.until('the end of the connection', ({connection}) => connection.status !== 'live');
    const events = run.pick(5_000, 100_000);
    await appendEvents(world, account.id, events);
    for (let i = 0; i < 40; i++) await account.receive(i);

    const delay = monitorEventLoopDelay({resolution: 5});
    world.proxy.refuse = false;
    const began = Date.now();
    client.store.tryNow();
    delay.enable();
    await client.until('the snapshot', () => client.resyncs > 0);
    await client.live();
    const usable = (Date.now() - began) / 1000;
    delay.disable();
    await settled(account.evidence([client]));
    const screens = await screenFaults({...account.evidence([client])});
    run.did(`${events.toLocaleString('en')} events missed`);
    run.measure('resyncs', client.resyncs, {is: 1});
    run.measure('list usable after', usable, {most: 2}, 's');
    run.measure('longest pause of the client’s process', delay.max / 1e6, {}, 'ms');
    run.measure('missing or stale', screens.lost + screens.stale, {is: 0});
  },
};

/** As a campaign would leave them: changes of conversations that all happened while the client was away. */
async function appendEvents({host}: World, accountId: string, count: number): Promise<void> {
  await host.sql(
    `INSERT INTO account_log (account_id, seq, tag, at, kind, entity_id)
     SELECT '${accountId}', head_seq + n, 'made' || n, now(), 'CONVERSATION_CHANGED', '${accountId}-thread-' || n % 40
     FROM account, generate_series(1, ${count}) AS n WHERE id = '${accountId}'`,
  );
  await host.sql(
    `UPDATE account SET head_seq = head_seq + ${count}, head_tag = 'made${count}' WHERE id = '${accountId}'`,
  );
}

import type {Fault} from '../fault.js';
import {NaiveClient} from '../naive-client.js';
import {headOf} from '../oracle.js';
import {World} from '../world.js';
import {cutWhile} from './f01-cuts.js';

export const fault: Fault = {
  id: 'F02',
  title: 'control: the same cuts for a client that merely subscribes again, and counts by increments',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account({conversations: 10});
    const token = await account.token();
    const head = () => headOf(world.host, account.id);
    const client = new NaiveClient(world.proxy.url, token, head);
    run.atEnd(() => client.stop());

    const load = run.pick({cuts: 10, messages: 150}, {cuts: 1_000, messages: 10_000});
    const receiveAll = async () => {
      for (let i = 0; i < load.messages; i++) await account.receive(run.random.between(0, 9));
    };
    const cuts = await cutWhile(run, world.proxy, load.cuts, [receiveAll()]);
    run.did(`${cuts()} cuts, ${load.messages} in`);
    const [counters] = await world.host.sql<{unread_messages: number}>(
      `SELECT unread_messages FROM account WHERE id = '${account.id}'`,
    );
    // The control has to fail, else the faults do not bite.
    run.measure('lost', load.messages - new Set(client.delivered).size, {least: 1});
    const off = Math.abs(counters!.unread_messages - client.unread);
    run.measure('unread messages counted wrongly, by increments', off, {least: 1});
  },
};

import type {Act} from '../../../conformance/proxy/chaos-proxy.js';
import type {Fault} from '../fault.js';
import {measureVerdict} from '../measures.js';
import {judge, settled} from '../oracle.js';
import {World} from '../world.js';
import {AGENTS, cutWhile, receive, write} from './f01-cuts.js';

const SPEED = 10;
const BLOCKS: {name: string; act: Act}[] = [
  {name: 'refused (403)', act: {kind: 'http', status: 403}},
  {name: 'never answered', act: {kind: 'blackhole', ms: 3_600_000}},
];

export const fault: Fault = {
  id: 'F32',
  title: 'WebSockets are blocked, HTTP is not; then they are allowed again',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account({agents: AGENTS, conversations: 10});
    for (const {name, act} of BLOCKS) {
      const proxy = await world.addProxy();
      proxy.rule({match: ({kind}) => kind === 'websocket', act});
      const client = account.client(0, {url: proxy.url});
      const began = Date.now();
      await client.until('polling', ({connection}) => connection.status === 'polling');
      run.measure(`${name}: polling after`, (Date.now() - began) / 1000, {most: 15}, 's');
      client.stop();
    }

    const allow = world.proxy.rule({
      match: ({kind}) => kind === 'websocket',
      act: {kind: 'http', status: 403},
    });
    const clients = Array.from({length: AGENTS}, (_, agent) => account.client(agent, {speed: SPEED}));
    await Promise.all(
      clients.map((client) => client.until('polling', ({connection}) => connection.status === 'polling')),
    );
    for (const client of clients)
      for (let i = 0; i < 10; i++) await client.store.threads.open(account.conversationId(i));
    const load = run.pick({cuts: 10, messages: 50}, {cuts: 100, messages: 1_000});
    const cuts = await cutWhile(run, world.proxy, load.cuts, [
      ...clients.map((client) => write(run, client, account, load.messages / AGENTS)),
      receive(run, account, load.messages),
    ]);
    await settled(account.evidence(clients));
    const began = Date.now();
    allow();
    await Promise.all(clients.map((client) => client.live()));
    run.measure('back on WebSockets after', ((Date.now() - began) * SPEED) / 1000, {most: 180}, 's');
    run.did(`${cuts()} cuts, ${load.messages} in, ${load.messages} out, polled by ${AGENTS} agents`);
    await settled(account.evidence(clients));
    measureVerdict(run, await judge(account.evidence(clients)));
  },
};

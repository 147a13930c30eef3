import type {Fault} from '../fault.js';
import {inParallel, measureVerdict, waitFor} from '../measures.js';
import {judge, settled} from '../oracle.js';
import {World} from '../world.js';

const CONVERSATIONS = 8;

interface SendAnswer {
  data?: {smsSendMessage?: {message: {id: string} | null; deduplicated: boolean}};
}

export const fault: Fault = {
  id: 'F05',
  title: 'every send arrives twice at the same time, and once more an hour later',
  async run(run) {
    const world = await World.start(run);
    const account = await world.account({conversations: CONVERSATIONS});
    const client = account.client();
    await client.live();
    const bodies: string[] = [];
    world.proxy.rule({
      match: ({operation, body}) => operation === 'SendMessage' && bodies.push(body) > 0,
      act: {kind: 'dup-request'},
    });

    const sends = run.pick(60, 2_000);
    await inParallel(sends, 16, async (index) => {
      const id = await client.send(account.conversationId(index % CONVERSATIONS), `send ${index}`);
      const isConfirmed = () =>
        ![...client.state.outbox.values()].flat().some((it) => it.clientMessageId === id);
      await client.until('the send to be confirmed', isConfirmed);
    });
    await settled(account.evidence([client]));
    // The second answer of a pair may come after all is confirmed.
    await waitFor('the second answers', () => world.proxy.duplicates.length === bodies.length);
    const pairs = world.proxy.duplicates.map(({first, second}) => [first, second].map(sendOf));
    run.did(`${bodies.length} sends, each twice at once and once an hour later`);
    run.measure('pairs compared', pairs.length, {is: bodies.length});
    run.measure('answered otherwise', pairs.filter(([a, b]) => !a?.id || a.id !== b?.id).length, {is: 0});
    run.measure(
      'not told as repeated',
      pairs.filter((pair) => pair.filter((it) => it?.deduplicated).length !== 1).length,
      {is: 0},
    );

    await world.host.call('shiftClock', 60 * 60_000);
    const headers = {'content-type': 'application/json', authorization: `Bearer ${await account.token()}`};
    let sentAgain = 0;
    await inParallel(bodies.length, 8, async (index) => {
      const response = await fetch(`${world.host.url}/graphql`, {
        method: 'POST',
        headers,
        body: bodies[index]!,
      });
      if (!sendOf(await response.json())?.deduplicated) sentAgain++;
    });
    run.measure('sent again an hour later', sentAgain, {is: 0});
    await settled(account.evidence([client]));
    measureVerdict(run, await judge(account.evidence([client])));
  },
};

function sendOf(answer: unknown): {id: string | undefined; deduplicated: boolean} | undefined {
  const send = (answer as SendAnswer).data?.smsSendMessage;
  return send && {id: send.message?.id, deduplicated: send.deduplicated};
}

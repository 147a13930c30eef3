import {sendMessage} from '../../../src/state/api/operations.js';
import type {Fault} from '../fault.js';
import {storedMessages} from '../oracle.js';
import {World} from '../world.js';

export const fault: Fault = {
  id: 'F07',
  title: 'other content under an id that was sent before',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account({conversations: 2});
    await world.host.sql(
      `INSERT INTO sender (account_id, id, kind, label, status) VALUES ('${account.id}', 'brand', 'ALPHANUMERIC', 'Harbour', 'READY')`,
    );
    const headers = {'content-type': 'application/json', authorization: `Bearer ${await account.token()}`};
    const send = async (input: Record<string, unknown>) => {
      const body = JSON.stringify({query: sendMessage.document, variables: {input}});
      const response = await fetch(`${world.proxy.url}/graphql`, {method: 'POST', headers, body});
      return (await response.json()).data.smsSendMessage;
    };

    const messages = run.pick(10, 200);
    let [refused, answered] = [0, 0];
    for (let i = 0; i < messages; i++) {
      const input = {
        clientMessageId: `fixed-${account.id}-${i}`,
        conversationId: account.conversationId(0),
        senderId: 'main',
        body: `one ${i}`,
      };
      const first = await send(input);
      const others = [
        {body: `two ${i}`},
        {conversationId: account.conversationId(1)},
        {senderId: 'brand'},
        {body: `one ${i} `},
      ];
      const answers = await Promise.all(others.map((other) => send({...input, ...other})));
      refused += answers.filter(
        ({message, error}) => !message && error?.code === 'IDEMPOTENCY_MISMATCH',
      ).length;
      const again = await send(input);
      if (again.deduplicated && again.message.id === first.message.id) answered++;
    }
    run.did(`${messages} messages, 4 others under the id of each`);
    run.measure('refused as a mismatch', refused, {is: messages * 4});
    run.measure('same content still answered', answered, {is: messages});
    run.measure(
      'messages beyond the first ones',
      (await storedMessages(world.host, account.id)).length - messages,
      {is: 0},
    );
  },
};

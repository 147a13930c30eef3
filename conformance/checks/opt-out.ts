import {expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';

export const optOutChecks: Check[] = [
  {
    rule: 'R24',
    title: 'After STOP nothing can be sent to the recipient, and START lifts it',
    needs: ['inbound'],
    async run(host) {
      const {agent} = host;
      const thread = await host.thread();
      const stop = await host.receive({from: thread.address, body: 'Stop'});
      expectEqual(
        stop.conversation.sending,
        {allowed: false, reason: 'OPTED_OUT'},
        'sending in the event of the STOP',
      );
      expectEqual(
        (await agent.conversation(thread.id))?.sending,
        {allowed: false, reason: 'OPTED_OUT'},
        'sending after STOP',
      );
      expect(
        (await agent.messages(thread.id)).some(({id}) => id === stop.message.id),
        'the opt-out message is not in the thread',
      );
      const {error, message} = await agent.trySend(thread.id, 'Not wanted');
      expect(
        !message && error?.code === 'OPTED_OUT',
        `smsSendMessage after STOP answered ${error?.code ?? 'a message'}`,
      );

      const start = await host.receive({from: thread.address, body: 'START'});
      expectEqual(start.conversation.sending.allowed, true, 'sending.allowed in the event of the START');
      await agent.send(thread.id, 'Welcome back');
    },
  },
  {
    rule: 'R24',
    title: 'STOP is the whole message: inside a text it opts nobody out',
    needs: ['inbound'],
    async run(host) {
      const thread = await host.thread();
      for (const body of ['Please stop by at noon', 'Stop! I will call you', 'nonstop']) {
        const {conversation} = await host.receive({from: thread.address, body});
        expectEqual(conversation.sending.allowed, true, `sending.allowed after “${body}”`);
      }
    },
  },
  {
    rule: 'R24',
    title: 'What was refused because of an opt-out does not reach the carrier',
    needs: ['inbound', 'handedOver'],
    async run(host) {
      const thread = await host.thread();
      await host.receive({from: thread.address, body: 'STOP'});
      await host.agent.trySend(thread.id, 'Not wanted');
      await host.agent.settled();
      expectEqual(
        await host.hook('handedOver')(thread.address),
        [],
        'what the carrier was handed after STOP',
      );
    },
  },
];

import {expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import type {Conversation} from '../client/types.js';

export const sendChecks: Check[] = [
  {
    rule: 'R14',
    title: 'Concurrent duplicates of a send name the same message',
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const start = await agent.settled();
      const clientMessageId = crypto.randomUUID();
      const answers = await Promise.all(
        Array.from({length: 8}, () => agent.send(id, 'Sent once', {clientMessageId})),
      );
      expectEqual(
        new Set(answers.map(({message}) => message.id)).size,
        1,
        'messages named by concurrent duplicates',
      );
      expectEqual(
        answers.filter(({deduplicated}) => !deduplicated).length,
        1,
        'answers with deduplicated false',
      );
      await agent.settled();
      const added = (await agent.eventsAfter(start)).filter(
        ({__typename}) => __typename === 'SmsMessageAdded',
      );
      expectEqual(added.length, 1, 'SmsMessageAdded after concurrent duplicates');
      expectEqual(answers[0]!.message.clientMessageId, clientMessageId, 'clientMessageId of the message');
    },
  },
  {
    rule: 'R14',
    title: 'smsMessageByClientId settles an attempt whose answer was lost',
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const clientMessageId = crypto.randomUUID();
      expectEqual(
        await agent.messageByClientId(clientMessageId),
        null,
        'smsMessageByClientId of an id that was never sent',
      );
      const {message} = await agent.send(id, 'Settled', {clientMessageId});
      expectEqual(
        (await agent.messageByClientId(clientMessageId))?.id,
        message.id,
        'smsMessageByClientId of what was sent',
      );
    },
  },
  {
    rule: 'R14',
    title: 'Duplicates reach the gateway once',
    needs: ['handedOver'],
    async run(host) {
      const {agent} = host;
      const {id, address} = await host.thread();
      const clientMessageId = crypto.randomUUID();
      await Promise.all(
        Array.from({length: 5}, () => agent.send(id, 'To the gateway once', {clientMessageId})),
      );
      await agent.send(id, 'To the gateway once', {clientMessageId});
      await agent.settled();
      expectEqual((await host.hook('handedOver')(address)).length, 1, 'messages that the gateway was handed');
    },
  },
  {
    rule: 'R14',
    title: 'Other content under a known id is IDEMPOTENCY_MISMATCH, and nothing is sent',
    async run(host) {
      const {agent} = host;
      const threads = await host.threads(2);
      const [thread, other] = threads as [Conversation, Conversation];
      const clientMessageId = crypto.randomUUID();
      const {message} = await agent.send(thread.id, 'The content', {clientMessageId, seenPosition: null});
      const start = await agent.settled();
      for (const [what, conversationId, body] of [
        ['another text', thread.id, 'Other content'],
        ['another conversation', other.id, 'The content'],
      ] as const) {
        const {error} = await agent.trySend(conversationId, body, {clientMessageId});
        expectEqual(error?.code, 'IDEMPOTENCY_MISMATCH', `the answer to ${what} under a known id`);
      }
      const added = (await agent.eventsAfter(start)).filter(
        ({__typename}) => __typename === 'SmsMessageAdded',
      );
      expectEqual(added.length, 0, 'messages added by a mismatch');
      const again = await agent.send(thread.id, 'The content', {clientMessageId, seenPosition: 1_000});
      expectEqual(again.message.id, message.id, 'the message of a repeat with another seenPosition');
    },
  },
  {
    rule: 'R15',
    title: 'Positions of concurrent messages are unique and rise in the order of the log',
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const start = await agent.settled();
      await Promise.all(Array.from({length: 10}, (_, index) => agent.send(id, `Concurrent ${index}`)));
      const logged = (await agent.eventsAfter(start)).flatMap(({__typename, message}) =>
        __typename === 'SmsMessageAdded' && message ? [message] : [],
      );
      expectEqual(logged.length, 10, 'SmsMessageAdded after ten sends');
      for (const [index, {position}] of logged.entries()) {
        const before = logged[index - 1]?.position ?? 0;
        expect(position > before, `position ${position} comes after ${before} in the log`);
      }
      const shown = await agent.messages(id);
      expectEqual(
        shown.map((message) => message.id),
        logged.map((message) => message.id),
        'the thread, in its order',
      );
    },
  },
  {
    rule: 'R15',
    title: 'Pages of a thread are cut by position, forward, back and around',
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const positions: number[] = [];
      for (let count = 0; count < 6; count++)
        positions.push((await agent.send(id, `Page ${count}`)).message.position);
      const page = async (args: string) => {
        const query = `query Page($id: ID!) { smsConversation(id: $id) {
          messages(${args}) { edges { cursor node { position } } } } }`;
        const data = await agent.data<{
          smsConversation: {messages: {edges: {cursor: string; node: {position: number}}[]}};
        }>(query, {id});
        return data.smsConversation.messages.edges;
      };
      const at = (edges: {node: {position: number}}[]) => edges.map(({node}) => node.position);
      const newest = await page('last: 2');
      expectEqual(at(newest), positions.slice(4), 'messages(last: 2)');
      expectEqual(
        at(await page(`last: 2, before: "${newest[0]!.cursor}"`)),
        positions.slice(2, 4),
        'the page before',
      );
      const oldest = await page('first: 2');
      expectEqual(at(oldest), positions.slice(0, 2), 'messages(first: 2)');
      expectEqual(
        at(await page(`first: 2, after: "${oldest[1]!.cursor}"`)),
        positions.slice(2, 4),
        'the page after',
      );
      const middle = at(await page(`first: 3, around: ${positions[2]}`));
      expect(
        middle.includes(positions[2]!),
        `messages(around: ${positions[2]}) answered ${middle.join(', ')}`,
      );
    },
  },
];

import {expect, expectEqual, isSame, show} from '../check.js';
import type {Check} from '../check.js';
import type {Agent} from '../client/agent.js';
import * as documents from '../client/documents.js';

interface Probe {
  what: string;
  query: string;
  /** An id of the account that must not show. */
  id: string;
  variables(id: string): Record<string, unknown>;
}

/** Everything about an answer that whoever asks can see, with the id that was asked for taken out. */
async function seen(agent: Agent, {query, variables}: Probe, id: string): Promise<unknown> {
  const {status, data, errors} = await agent.ask(query, variables(id));
  return JSON.parse(JSON.stringify({status, data, errors}).replaceAll(id, '<id>')) as unknown;
}

/** An id of the same length and alphabet as another one. */
function like(id: string): string {
  const alphabets = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pick = (letters: string) => letters[Math.floor(Math.random() * letters.length)]!;
  return [...id]
    .map((letter) => pick(alphabets.find((letters) => letters.includes(letter)) ?? letter))
    .join('');
}

export const tenantChecks: Check[] = [
  {
    rule: 'R28',
    title: 'Ids of another account answer exactly as ids that do not exist, in every field that takes one',
    needs: ['otherAccount'],
    async run(host) {
      const {agent} = host;
      const other = host.agentWith(await host.hook('otherAccount')());
      const thread = await host.thread();
      const own = await other.open({address: (await host.recipient()).address});
      const clientMessageId = crypto.randomUUID();
      await agent.send(thread.id, 'Of one account alone', {clientMessageId});
      const contact = host.offers('CREATE_CONTACT')
        ? (await agent.createContact({address: thread.address, firstName: 'Private'})).contact
        : null;
      const sender = (await agent.senders())[0];
      const newId = () => crypto.randomUUID();

      const probes: Probe[] = [
        {
          what: 'smsConversation(id)',
          query: documents.conversation,
          id: thread.id,
          variables: (id) => ({id}),
        },
        {
          what: 'smsConversation(id).messages',
          query: documents.thread,
          id: thread.id,
          variables: (id) => ({id, last: 5}),
        },
        {
          what: 'smsMessageByClientId(clientMessageId)',
          query: documents.messageByClientId,
          id: clientMessageId,
          variables: (id) => ({id}),
        },
        {
          what: 'smsOpenConversation(conversationId)',
          query: documents.openConversation,
          id: thread.id,
          variables: (conversationId) => ({input: {conversationId}}),
        },
        {
          what: 'smsCloseConversation(conversationId)',
          query: documents.closeConversation,
          id: thread.id,
          variables: (conversationId) => ({input: {conversationId, seenPosition: 1_000}}),
        },
        {
          what: 'smsMarkRead(conversationId)',
          query: documents.markRead,
          id: thread.id,
          variables: (conversationId) => ({input: {conversationId, upToPosition: 1}}),
        },
        {
          what: 'smsSendMessage(conversationId)',
          query: documents.sendMessage,
          id: thread.id,
          variables: (conversationId) => ({input: {conversationId, clientMessageId: newId(), body: 'Hello'}}),
        },
        ...(contact
          ? [
              {
                what: 'smsOpenConversation(contactId)',
                query: documents.openConversation,
                id: contact.id,
                variables: (contactId: string) => ({input: {contactId}}),
              },
            ]
          : []),
        ...(sender
          ? [
              {
                what: 'smsSendMessage(senderId)',
                query: documents.sendMessage,
                id: sender.id,
                variables: (senderId: string) => ({
                  input: {
                    conversationId: own.conversation.id,
                    clientMessageId: newId(),
                    body: 'Hello',
                    senderId,
                  },
                }),
              },
              {
                what: 'smsConversations(filter: {senderId})',
                query: documents.conversations,
                id: sender.id,
                variables: (senderId: string) => ({filter: {senderId}, first: 5}),
              },
            ]
          : []),
      ];
      for (const probe of probes) {
        const foreign = await seen(other, probe, probe.id);
        const unknown = await seen(other, probe, like(probe.id));
        expect(
          isSame(foreign, unknown),
          `${probe.what} answers ${show(foreign)} to an id of another account, and ${show(unknown)} to one that does not exist`,
        );
      }
      expect(
        (await agent.conversation(thread.id))?.state === 'OPEN',
        'another account has closed the conversation',
      );
    },
  },
  {
    rule: 'R28',
    title: 'Lists, searches and the log of an account show nothing of another',
    needs: ['otherAccount'],
    async run(host) {
      const {agent} = host;
      const other = host.agentWith(await host.hook('otherAccount')());
      const start = await other.settled();
      const thread = await host.thread();
      await agent.send(thread.id, 'Seen by one account alone');
      await agent.settled();
      expectEqual(await other.eventsAfter(start), [], 'events in the log of another account');
      const listed = await other.conversations();
      expect(!listed.some(({id}) => id === thread.id), 'the list of another account shows the conversation');
      const found = await other.data<{
        smsRecipients: {conversation: {id: string} | null; contact: unknown}[];
      }>(documents.recipients, {search: thread.address});
      expect(
        found.smsRecipients.every(({conversation, contact}) => conversation === null && contact === null),
        'a search of another account finds the recipient',
      );
    },
  },
  {
    rule: 'R28',
    title: 'A client’s message id means nothing outside of its account',
    needs: ['otherAccount'],
    async run(host) {
      const other = host.agentWith(await host.hook('otherAccount')());
      const thread = await host.thread();
      const own = await other.open({address: (await host.recipient()).address});
      const clientMessageId = crypto.randomUUID();
      const first = await host.agent.send(thread.id, 'One account', {clientMessageId});
      const second = await other.send(own.conversation.id, 'Another account', {clientMessageId});
      expectEqual(second.deduplicated, false, 'deduplicated of an id that only another account has used');
      expect(second.message.id !== first.message.id, 'two accounts share a message');
    },
  },
];

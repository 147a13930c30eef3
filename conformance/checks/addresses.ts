import {NotVerified, expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import * as documents from '../client/documents.js';
import type {Conversation, ConversationPayload} from '../client/types.js';
import {fictionalNationalNumber} from '../fictional-numbers.js';
import type {HostUnderTest} from '../host-under-test.js';

/** A number of the account's country, in E.164 and as people there write it. */
async function nationalNumber(host: HostUnderTest): Promise<{address: string; national: string}> {
  const {address, national} = host.adapter.recipient
    ? await host.recipient()
    : (fictionalNationalNumber(host.account.country) ?? {address: '', national: undefined});
  if (national === undefined) {
    throw new NotVerified(`How numbers of ${host.account.country} are written has to come from recipient().`);
  }
  return {address, national};
}

/** Other ways to write a number that people use. */
function spellings({address, national}: {address: string; national: string}): string[] {
  const spaced = address.replace(/^(\+\d{2})(\d{3})(\d{3})/, '$1 $2 $3 ');
  return [
    address,
    national,
    spaced,
    national.replace(/[ ()-]/g, ''),
    ` ${national} `,
    national.replace(/ /g, '-'),
  ];
}

export const addressChecks: Check[] = [
  {
    rule: 'R22',
    title: 'However a number is written, it is one recipient with one thread',
    offers: ['START_CONVERSATION'],
    async run(host) {
      const number = await nationalNumber(host);
      const ids = new Set<string>();
      for (const address of spellings(number)) {
        const {conversation} = await host.agent.open({address});
        expectEqual(conversation.address, number.address, `address of the thread with “${address}”`);
        ids.add(conversation.id);
      }
      expectEqual(ids.size, 1, 'threads of one number');
    },
  },
  {
    rule: 'R22',
    title: 'However a number is written, it is one contact',
    offers: ['CREATE_CONTACT'],
    async run(host) {
      const number = await nationalNumber(host);
      const [first, ...others] = spellings(number);
      const saved = await host.agent.createContact({address: first, firstName: 'Conformance'});
      expectEqual(saved.contact?.address, number.address, 'address of the contact');
      for (const address of others) {
        const again = await host.agent.createContact({address, firstName: 'Conformance'});
        expectEqual(again.contact?.id, saved.contact?.id, `the contact with “${address}”`);
      }
    },
  },
  {
    rule: 'R22',
    title: 'A search for a number in national form offers it in E.164',
    async run(host) {
      const {address, national} = await nationalNumber(host);
      const data = await host.agent.data<{
        smsRecipients: {address: string; conversation: Conversation | null}[];
      }>(documents.recipients, {search: national});
      const found = data.smsRecipients.map((recipient) => recipient.address);
      expect(
        found.includes(address),
        `smsRecipients(search: “${national}”) offers ${found.join(', ') || 'nobody'}`,
      );
    },
  },
  {
    rule: 'R22',
    title: 'What is no number is refused',
    offers: ['START_CONVERSATION'],
    async run(host) {
      for (const address of ['', 'Kim', '+', '+99912', '+61 491 57', '12', '+'.padEnd(40, '1')]) {
        const {data, errors} = await host.agent.ask<{smsOpenConversation: ConversationPayload}>(
          documents.openConversation,
          {input: {address}},
        );
        // Refused by the field, or already as no SmsAddress.
        const code = data?.smsOpenConversation?.error?.code ?? errors?.[0]?.extensions?.code;
        expect(
          code === 'INVALID_ADDRESS' || (errors && code === 'BAD_USER_INPUT'),
          `the answer to a chat with “${address}” is ${code ?? 'a conversation'}`,
        );
      }
    },
  },
];

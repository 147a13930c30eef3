import {NotVerified, expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import * as documents from '../client/documents.js';
import type {HostUnderTest} from '../host-under-test.js';

/** Texts with their count by 3GPP TS 23.038 and 23.040, worked out by hand; `parts` for 8- and 16-bit references. */
const texts: {what: string; body: string; encoding: string; parts: [number, number]}[] = [
  {what: '160 septets', body: 'a'.repeat(160), encoding: 'GSM_7', parts: [1, 1]},
  {what: '161 septets', body: 'a'.repeat(161), encoding: 'GSM_7', parts: [2, 2]},
  {what: '306 septets, two parts of 153', body: 'a'.repeat(306), encoding: 'GSM_7', parts: [2, 3]},
  {what: '159 septets and €, which takes two', body: `${'a'.repeat(159)}€`, encoding: 'GSM_7', parts: [2, 2]},
  {what: '158 septets and €', body: `${'a'.repeat(158)}€`, encoding: 'GSM_7', parts: [1, 1]},
  // The escape of € may not be cut off from it: 152 + 153 + 1 septets.
  {
    what: '€ at the end of the first part',
    body: `${'a'.repeat(152)}€${'a'.repeat(152)}`,
    encoding: 'GSM_7',
    parts: [3, 3],
  },
  {what: 'accents that GSM 03.38 has', body: 'àäåéèìñòöùüÄÉÑÖÜßøæ', encoding: 'GSM_7', parts: [1, 1]},
  {
    what: '70 units with one character that it has not',
    body: `${'a'.repeat(69)}ę`,
    encoding: 'UCS_2',
    parts: [1, 1],
  },
  {what: '71 such units', body: `${'a'.repeat(70)}ę`, encoding: 'UCS_2', parts: [2, 2]},
  {what: '35 emoji of two units each', body: '😀'.repeat(35), encoding: 'UCS_2', parts: [1, 1]},
  {what: '134 units, two parts of 67', body: `${'a'.repeat(133)}ę`, encoding: 'UCS_2', parts: [2, 3]},
  // An emoji may not be cut in two: 66 units, then 67, then the rest.
  {
    what: 'emoji at the end of the first part',
    body: `${'a'.repeat(66)}${'😀'.repeat(34)}`,
    encoding: 'UCS_2',
    parts: [3, 3],
  },
];

function partsFor(host: HostUnderTest, parts: [number, number]): number {
  return parts[host.service.counting.referenceBits === 16 ? 1 : 0];
}

async function field(host: HostUnderTest): Promise<string> {
  const {smsMergeFields} = await host.agent.data<{smsMergeFields: {key: string}[]}>(documents.mergeFields);
  const key = smsMergeFields.map((known) => known.key).find((known) => known.toLowerCase() === 'first_name');
  if (!key) throw new NotVerified('The account has no merge field first_name.');
  return key;
}

export const partChecks: Check[] = [
  {
    rule: 'R23',
    title: 'Parts and encoding are counted by 3GPP TS 23.038 and 23.040',
    async run(host) {
      const {id} = await host.thread();
      for (const {what, body, encoding, parts} of texts) {
        if (partsFor(host, parts) > host.service.counting.maxParts) continue;
        const {message} = await host.agent.send(id, body);
        if (message.parts === null)
          throw new NotVerified('The host does not know what is charged: parts is null.');
        expectEqual([message.encoding, message.parts], [encoding, partsFor(host, parts)], what);
        expectEqual(message.body, body, `body of ${what}`);
      }
    },
  },
  {
    rule: 'R23',
    title: 'Parts are counted on the text after merge fields, and that text is stored',
    offers: ['MERGE_FIELDS', 'CREATE_CONTACT'],
    async run(host) {
      const {agent} = host;
      const {open, close, fallback} = host.service.mergeSyntax;
      const key = await field(host);
      const thread = await host.thread();
      // One part with the field as it is written, two with the name in its place.
      const name = 'Wilhelmina-Josephine-Charlotte-Anne';
      await agent.createContact({address: thread.address, firstName: name});
      const token = `${open}${key}${close}`;
      const body = `${'a'.repeat(130)}${token}`;
      const {message} = await agent.send(thread.id, body);
      expectEqual(message.body, `${'a'.repeat(130)}${name}`, 'body with a merge field');
      if (message.parts === null)
        throw new NotVerified('The host does not know what is charged: parts is null.');
      expectEqual(message.parts, 2, 'parts of 130 septets and a name of 35');

      const unsaved = await host.thread();
      const greeting = await agent.send(unsaved.id, `Hi ${open}${key}${fallback}there${close}`);
      expectEqual(greeting.message.body, 'Hi there', 'body with the fallback of a merge field');
      const {error} = await agent.trySend(unsaved.id, `Hi ${token}`);
      expectEqual(error?.code, 'MISSING_MERGE_VALUE', 'the answer to a merge field without a value');
    },
  },
  {
    rule: 'R23',
    title: 'More parts than maxParts are refused',
    async run(host) {
      const {id} = await host.thread();
      const {counting, limits} = host.service;
      const body = 'a'.repeat(153 * counting.maxParts + 1);
      if (body.length > limits.maxBodyLength)
        throw new NotVerified('maxBodyLength does not allow so many parts.');
      const {error, message} = await host.agent.trySend(id, body);
      expect(!message && error?.code === 'TOO_MANY_PARTS', `the answer was ${error?.code ?? 'a message'}`);
    },
  },
  {
    rule: 'R23',
    title: 'The carrier is handed the text after merge fields',
    needs: ['handedOver'],
    offers: ['MERGE_FIELDS', 'CREATE_CONTACT'],
    async run(host) {
      const {open, close} = host.service.mergeSyntax;
      const key = await field(host);
      const thread = await host.thread();
      await host.agent.createContact({address: thread.address, firstName: 'Robin'});
      await host.agent.send(thread.id, `Dear ${open}${key}${close}`);
      await host.agent.settled();
      const handed = await host.hook('handedOver')(thread.address);
      expectEqual(
        handed.map(({body}) => body),
        ['Dear Robin'],
        'what the carrier was handed',
      );
    },
  },
];

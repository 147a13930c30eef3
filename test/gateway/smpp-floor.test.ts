import {after, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import smpp from 'smpp';
import type {Pdu, Session, ShortMessage} from 'smpp';
import {concatenationHeader} from '../../server/gateway/user-data-header.js';
import {countSms, normaliseForSms, splitSms} from '../../src/sms/index.js';
import type {ReferenceBits} from '../../src/sms/index.js';
import {waitFor} from './helpers/wait-for.js';
import {loginOfCarrier, SmppCarrier} from './helpers/smpp-carrier.js';

/*
 * The floor beneath the tests with Kannel: the same carrier, spoken to by npm's smpp directly. It shows that the
 * carrier reads parts as they are, and that our parts, codings and headers hold on the wire without Kannel's help.
 */

interface Vector {
  name: string;
  text: string;
}

const vectors = JSON.parse(readFileSync(new URL('../sms/vectors.json', import.meta.url), 'utf8')) as Vector[];

const carrier = new SmppCarrier();
await carrier.start();
const session: Session = smpp.connect({host: '127.0.0.1', port: carrier.port});
session.on('error', () => undefined);
const receipts: ShortMessage[] = [];
session.on('deliver_sm', (pdu: Pdu) => {
  receipts.push(pdu.short_message);
  session.send(pdu.response());
});
const {command_status: status} = await ask('bind_transceiver', loginOfCarrier);
assert.equal(status, 0);
after(async () => {
  session.destroy();
  await carrier.stop();
});

function ask(command: 'submit_sm' | 'bind_transceiver', pdu: object): Promise<Pdu> {
  return new Promise((resolve) => session[command](pdu, resolve));
}

async function submit(to: string, text: string, referenceBits: ReferenceBits): Promise<void> {
  const {encoding} = countSms(text, referenceBits);
  const texts = splitSms(text, referenceBits);
  for (const [index, message] of texts.entries()) {
    const part = {number: index + 1, reference: referenceBits === 8 ? 200 : 60_000, referenceBits};
    const udh = texts.length > 1 ? {udh: Buffer.from(concatenationHeader(part, texts.length))} : {};
    const answer = await ask('submit_sm', {
      source_addr: '61480000000',
      destination_addr: to,
      registered_delivery: 1,
      data_coding: encoding === 'UCS_2' ? 8 : 0,
      short_message: {...udh, message},
    });
    assert.equal(answer.command_status, 0);
  }
}

describe('over SMPP', () => {
  for (const referenceBits of [8, 16] as const) {
    it(`every text arrives as it is, in parts that fit, with references of ${referenceBits} bits`, async () => {
      carrier.sendsReceipts = false;
      for (const [index, {name, text}] of vectors.entries()) {
        if (text === '' || normaliseForSms(text) !== text) continue; // the host never sends it so
        const to = `${referenceBits}${index}`.padStart(8, '9');
        await submit(to, text, referenceBits);
        assert.deepEqual(carrier.textsTo(to), [text], name);
        const parts = carrier.submitted.filter((part) => part.to === to);
        const {parts: expected, encoding} = countSms(text, referenceBits);
        assert.equal(parts.length, expected, name);
        assert.ok(
          parts.every((part) => part.octets <= 140 && part.encoding === encoding),
          name,
        );
      }
    });
  }

  it('the carrier sends a receipt for each part', async () => {
    carrier.sendsReceipts = true;
    receipts.length = 0;
    await submit('61491570156', 'a'.repeat(161), 8);
    await waitFor('both receipts', () => receipts.length === 2);
    assert.ok(receipts.every(({message}) => message.includes('stat:DELIVRD')));
  });
});

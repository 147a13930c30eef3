import type {AddressInfo} from 'node:net';
import smpp from 'smpp';
import type {Pdu, Server, Session, ShortMessage} from 'smpp';
import {concatenationHeader} from '../../../server/gateway/user-data-header.js';
import type {Encoding} from '../../../src/sms/index.js';
import {countSms, splitSms} from '../../../src/sms/index.js';

/** A part as it came over SMPP. */
export interface SubmittedPart {
  carrierId: string;
  from: string;
  fromType: number;
  to: string;
  toType: number;
  text: string;
  encoding: Encoding;
  /** As the header says; null without one. */
  part: {number: number; of: number; reference: number} | null;
  /** What it takes of the 140 octets of an SMS. */
  octets: number;
  wantsReceipt: boolean;
}

export const loginOfCarrier = {system_id: 'clinic', password: 'secret'};

const okay = 0;
const invalidDestination = 0x0b;
const bindFailed = 0x0d;
const ucs2 = 8;
const receiptClass = 4;

type State = readonly [name: string, state: number];

/** By the last three digits of the recipient, as with the simulated carrier; all others are delivered. */
const states: Record<string, State | null> = {
  '001': ['UNDELIV', 5],
  '002': ['EXPIRED', 3],
  '003': ['REJECTD', 8],
  '004': null,
  '006': ['ACCEPTD', 6],
  '007': ['DELETED', 4],
  '008': ['UNKNOWN', 7],
  '009': ['ENROUTE', 1],
};

/** A carrier that speaks SMPP 3.4, on loopback. */
export class SmppCarrier {
  readonly submitted: SubmittedPart[] = [];
  /** What it does with a part: the recipient decides, where this says nothing else. */
  onSubmit: (part: SubmittedPart) => 'ACCEPT' | 'SAY_NOTHING' | 'HANG_UP' = () => 'ACCEPT';
  /** Whether receipts come by themselves. */
  sendsReceipts = true;
  refusesLogin = false;
  port = 0;
  #server: Server | undefined;
  #sessions = new Set<Session>();
  #bound: Session | undefined;
  #onBound: (() => void)[] = [];
  #ids = 0;

  /** Listens, at the same port as before where there was one. */
  async start(): Promise<void> {
    const server = smpp.createServer((session) => this.#serve(session));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  /** Gone, connections and all, as after a power cut. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    this.hangUp();
    await new Promise((resolve) => server.close(resolve));
  }

  hangUp(): void {
    for (const session of this.#sessions) session.socket.destroy();
  }

  /** Resolves once a client has logged in, and is still there. */
  async bound(): Promise<Session> {
    while (!this.#bound) await new Promise<void>((resolve) => this.#onBound.push(resolve));
    return this.#bound;
  }

  /** Whole messages to a recipient, in the order of their first parts, each once for each time that it came whole. */
  textsTo(recipient: string): string[] {
    const parts = this.submitted.filter(({to}) => to === recipient);
    return parts.flatMap((first) => {
      if (first.part === null) return [first.text];
      if (first.part.number !== 1) return [];
      const ofMessage = parts.filter(({part}) => part?.reference === first.part!.reference);
      const inOrder = [...ofMessage].sort((a, b) => a.part!.number - b.part!.number);
      return inOrder.length === first.part.of ? [inOrder.map(({text}) => text).join('')] : [];
    });
  }

  async sendReceipt({carrierId, from, to, text}: SubmittedPart, name: string, state: number): Promise<void> {
    const quoted = text.slice(0, 20);
    await this.#deliver({
      source_addr: to,
      source_addr_ton: 1,
      destination_addr: from,
      esm_class: receiptClass,
      data_coding: 0,
      short_message: {
        message:
          `id:${carrierId} sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 ` +
          `stat:${name} err:000 text:${/^[\x20-\x7e]*$/.test(quoted) ? quoted : ''}`,
      },
      receipted_message_id: carrierId,
      message_state: state,
    });
  }

  /** A handset writes; a long text in its parts, in the order given. */
  async write({
    from,
    to,
    text,
    reverse = false,
  }: {
    from: string;
    to: string;
    text: string;
    reverse?: boolean;
  }) {
    const texts = splitSms(text);
    const data_coding = countSms(text).encoding === 'UCS_2' ? ucs2 : 0;
    const reference = ++this.#ids % 256;
    const messages: ShortMessage[] = texts.map((message, index) => {
      if (texts.length === 1) return {message};
      const header = concatenationHeader({number: index + 1, reference, referenceBits: 8}, texts.length);
      return {message, udh: Buffer.from(header)};
    });
    for (const short_message of reverse ? messages.reverse() : messages) {
      await this.#deliver({
        source_addr: from.replace('+', ''),
        source_addr_ton: 1,
        source_addr_npi: 1,
        destination_addr: to.replace('+', ''),
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        data_coding,
        short_message,
      });
    }
  }

  async #deliver(pdu: object): Promise<void> {
    const session = await this.bound();
    const {command_status: status} = await new Promise<Pdu>((resolve) => session.deliver_sm(pdu, resolve));
    if (status !== okay) throw new Error(`deliver_sm was answered with ${status}`);
  }

  #serve(session: Session): void {
    this.#sessions.add(session);
    session.on('error', () => undefined); // a reset ends the session; its close follows
    session.on('close', () => {
      this.#sessions.delete(session);
      if (this.#bound === session) this.#bound = undefined;
    });
    session.on('bind_transceiver', (pdu: Pdu) => {
      const {system_id, password} = loginOfCarrier;
      const isKnown = pdu.system_id === system_id && pdu.password === password && !this.refusesLogin;
      session.send(pdu.response({command_status: isKnown ? okay : bindFailed}));
      if (!isKnown) return;
      this.#bound = session;
      for (const resolve of this.#onBound.splice(0)) resolve();
    });
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu: Pdu) => session.send(pdu.response()));
    session.on('submit_sm', (pdu: Pdu) => this.#take(session, pdu));
  }

  #take(session: Session, pdu: Pdu): void {
    const part = readPart(pdu, `c${++this.#ids}`);
    const reaction = this.onSubmit(part);
    const ending = part.to.slice(-3);
    if (ending === '005') {
      session.send(pdu.response({command_status: invalidDestination}));
      return;
    }
    this.submitted.push(part);
    if (reaction === 'HANG_UP') session.socket.destroy();
    if (reaction !== 'ACCEPT') return;
    session.send(pdu.response({message_id: part.carrierId}));
    const known = states[ending];
    const state: State | null = known === undefined ? ['DELIVRD', 2] : known;
    if (this.sendsReceipts && part.wantsReceipt && state) void this.sendReceipt(part, ...state);
  }
}

function readPart(pdu: Pdu, carrierId: string): SubmittedPart {
  const encoding = pdu.data_coding === ucs2 ? 'UCS_2' : 'GSM_7';
  const {message, udh} = pdu.short_message;
  const elements = (udh ?? []) as Buffer[];
  const headerOctets = elements.length === 0 ? 0 : 1 + elements.reduce((sum, {length}) => sum + length, 0);
  const octets = messageOctets(pdu);
  const textUnits = octets - headerOctets;
  return {
    carrierId,
    from: pdu.source_addr,
    fromType: pdu.source_addr_ton,
    to: pdu.destination_addr,
    toType: pdu.dest_addr_ton,
    text: message,
    encoding,
    part: readConcatenation(elements),
    // Over SMPP a septet takes an octet; on the air seven octets hold eight.
    octets:
      encoding === 'UCS_2' ? octets : Math.ceil(((Math.ceil((headerOctets * 8) / 7) + textUnits) * 7) / 8),
    wantsReceipt: (pdu.registered_delivery & 1) === 1,
  };
}

/** The length of short_message, which npm's smpp does not keep: what is left of the PDU beside its other fields. */
function messageOctets(pdu: Pdu): number {
  const texts = [
    pdu.service_type,
    pdu.source_addr,
    pdu.destination_addr,
    pdu.schedule_delivery_time,
    pdu.validity_period,
  ];
  const header = 16;
  const oneOctetFields = 12;
  const others = texts.reduce((sum, text) => sum + String(text || '').length + 1, header + oneOctetFields);
  return pdu.command_length - others;
}

function readConcatenation(elements: readonly Buffer[]): SubmittedPart['part'] {
  for (const [id, , ...data] of elements) {
    if (id === 0x00) return {reference: data[0]!, of: data[1]!, number: data[2]!};
    if (id === 0x08) return {reference: data[0]! * 256 + data[1]!, of: data[2]!, number: data[3]!};
  }
  return null;
}

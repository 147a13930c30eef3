import {fateOf} from './outcomes.js';
import type {Gateway, GatewayHandlers, Inbound, OutgoingMessage, Receipt, SendAnswer} from './gateway.js';
import {emptyPool} from './sender-pool.js';

export interface SimulatedGatewayOptions {
  /** Until the gateway has taken a message, in milliseconds. */
  acceptMs?: number;
  /** From there until it shows on the handset, and between receipts. */
  deliverMs?: number;
  now?: () => Date;
  /** Where other processes run the same carrier: their handsets' messages show here too, unless they are long. */
  otherProcesses?: ProcessChannel;
}

/** Such as PostgresChannel. */
export interface ProcessChannel {
  publish(topic: string, text: string): void;
  on(topic: string, listener: (text: string) => void): () => void;
}

/** A message as its handset sees it. */
export interface HandsetMessage {
  id: string;
  direction: 'RECEIVED' | 'SENT';
  /** The other side: the sender ID that shows, or the number written to. */
  peer: string;
  body: string;
  at: Date;
}

const reportAgainMs = 1_000;

export type HandsetListener = (address: string, message: HandsetMessage) => void;

/** Carriers and their handsets, in this process. What becomes of a message depends on its recipient: outcomes.ts. */
export class SimulatedGateway implements Gateway {
  #options: Required<Omit<SimulatedGatewayOptions, 'otherProcesses'>>;
  #otherProcesses: ProcessChannel | undefined;
  #handlers: GatewayHandlers | undefined;
  #listeners = new Set<HandsetListener>();
  #timers = new Set<() => void>();
  #accepted = new Map<string, {accepted: true; gatewayMessageId: string; from: string}>();
  #deliveries = new Set<Promise<void>>();
  #nextOfPool = 0;
  #stopped = false;

  constructor({otherProcesses, ...options}: SimulatedGatewayOptions = {}) {
    this.#options = {acceptMs: 150, deliverMs: 900, now: () => new Date(), ...options};
    this.#otherProcesses = otherProcesses;
    otherProcesses?.on('handset', (text) => {
      const {address, message} = JSON.parse(text) as {address: string; message: HandsetMessage};
      this.#tell(address, {...message, at: new Date(message.at)});
    });
  }

  start(handlers: GatewayHandlers): void {
    this.#handlers = handlers;
  }

  /** Drops what is still on its way, as a carrier would that loses power. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const cancel of [...this.#timers]) cancel();
    await Promise.all(this.#deliveries);
  }

  async send(message: OutgoingMessage): Promise<SendAnswer> {
    await this.#wait(this.#options.acceptMs);
    if (this.#stopped) throw new Error('The gateway was stopped before it answered');
    const before = this.#accepted.get(message.messageId);
    if (before) return before;
    const fate = fateOf(message.to);
    if (fate.refused) return {accepted: false, ...fate.refused};
    const from = message.from[this.#nextOfPool++ % message.from.length];
    if (from === undefined) return emptyPool;
    const answer = {accepted: true, gatewayMessageId: crypto.randomUUID(), from} as const;
    this.#accepted.set(message.messageId, answer);
    const delivery = this.#deliver(message, answer.gatewayMessageId, from);
    this.#deliveries.add(delivery);
    void delivery.finally(() => this.#deliveries.delete(delivery));
    return answer;
  }

  /** Reports a receipt, as carriers do: in any order, twice, or before the send was answered. */
  async receipt(receipt: Omit<Receipt, 'at'> & {at?: Date}): Promise<void> {
    await this.#handlers?.onReceipt({at: this.#options.now(), ...receipt});
  }

  /** A handset writes. Answers with the gateway's id of the message, once the host has stored it. */
  async writeFrom(
    address: string,
    to: string,
    body: string,
    id: string = crypto.randomUUID(),
  ): Promise<string> {
    const at = this.#options.now();
    const inbound: Inbound = {gatewayMessageId: id, from: address, to, body, at};
    this.#show(address, {id, direction: 'SENT', peer: to, body, at});
    await this.#handlers?.onInbound(inbound);
    return id;
  }

  /** Tells of messages as they arrive on handsets or leave them. Returns how to stop listening. */
  onHandsetMessage(listener: HandsetListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #deliver(message: OutgoingMessage, gatewayMessageId: string, from: string): Promise<void> {
    const fate = fateOf(message.to);
    await this.#wait(this.#options.deliverMs);
    for (const [index, outcome] of fate.receipts.entries()) {
      if (index > 0) await this.#wait(this.#options.deliverMs);
      if (this.#stopped) return;
      await this.#insist(() => this.receipt({gatewayMessageId, ...outcome}));
    }
    if (!fate.arrives || this.#stopped) return;
    const {messageId: id, body} = message;
    this.#show(message.to, {id, direction: 'RECEIVED', peer: from, body, at: this.#options.now()});
  }

  /** As carriers do: reports until the host has it. */
  async #insist(report: () => Promise<void>): Promise<void> {
    while (!this.#stopped) {
      try {
        return await report();
      } catch {
        await this.#wait(reportAgainMs);
      }
    }
  }

  #show(address: string, message: HandsetMessage) {
    this.#tell(address, message);
    this.#otherProcesses?.publish('handset', JSON.stringify({address, message}));
  }

  #tell(address: string, message: HandsetMessage) {
    for (const listener of this.#listeners) listener(address, message);
  }

  #wait(ms: number): Promise<void> {
    if (ms === 0 || this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#timers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#timers.add(done);
    });
  }
}

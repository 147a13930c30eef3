import type {OutgoingMessage, SendAnswer} from '../../../server/gateway/gateway.js';
import {SimulatedGateway} from '../../../server/gateway/simulated.js';

/** The simulated carriers, with a hand on them: tests decide when a message is taken, and see what went out. */
export class Carrier extends SimulatedGateway {
  /** Every message that was taken, in order. */
  readonly taken: (OutgoingMessage & {gatewayMessageId: string; sentFrom: string})[] = [];
  readonly #held = new Map<string, Promise<void>>();
  readonly #lost = new Set<string>();

  constructor() {
    super({acceptMs: 0, deliverMs: 0});
  }

  /** Messages to this number wait until the function that is returned is called. */
  hold(to: string): () => void {
    let release = () => {};
    this.#held.set(to, new Promise((resolve) => (release = resolve)));
    return release;
  }

  /** The answer to messages to this number is lost on its way. */
  loseAnswers(to: string): void {
    this.#lost.add(to);
  }

  /** What went to this number. */
  takenFor(to: string) {
    return this.taken.filter((message) => message.to === to);
  }

  override async send(message: OutgoingMessage): Promise<SendAnswer> {
    await this.#held.get(message.to);
    if (this.#lost.has(message.to)) throw new Error('The carrier did not answer.');
    const answer = await super.send(message);
    if (answer.accepted) {
      const {gatewayMessageId, from: sentFrom} = answer;
      this.taken.push({...message, gatewayMessageId, sentFrom});
    }
    return answer;
  }
}

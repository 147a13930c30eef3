import {GatewayUnavailable} from '../../../server/gateway/gateway.js';
import type {
  Gateway,
  GatewayHandlers,
  OutgoingMessage,
  Receipt,
  SendAnswer,
} from '../../../server/gateway/gateway.js';

export interface HeldSend {
  message: OutgoingMessage;
  /** Accepts it, or answers otherwise. */
  answer(answer?: SendAnswer): void;
  /** Accepts it, to wait for its carrier. */
  keep(): void;
  /** Breaks off: what became of it stays unknown. */
  lose(): void;
  /** Does not take it. */
  turnAway(): void;
}

/** A gateway whose answers the test gives. It names messages by the host's own ids. */
export class HeldGateway implements Gateway {
  readonly partByPart: boolean;
  readonly held: HeldSend[] = [];
  #handlers: GatewayHandlers | undefined;

  constructor({partByPart = false} = {}) {
    this.partByPart = partByPart;
  }

  send(message: OutgoingMessage): Promise<SendAnswer> {
    return new Promise((resolve, reject) => {
      const from = message.from[0]!;
      const accepted = {accepted: true, gatewayMessageId: message.messageId, from} as const;
      this.held.push({
        message,
        answer: (answer = accepted) => resolve(answer),
        keep: () => resolve({...accepted, waits: true}),
        lose: () => reject(new Error('The answer was lost')),
        turnAway: () => reject(new GatewayUnavailable('The gateway is away')),
      });
    });
  }

  async receipt(receipt: Pick<Receipt, 'gatewayMessageId' | 'status'> & Partial<Receipt>): Promise<void> {
    await this.#handlers!.onReceipt({
      reason: null,
      code: null,
      retryable: false,
      at: new Date(),
      ...receipt,
    });
  }

  start(handlers: GatewayHandlers) {
    this.#handlers = handlers;
  }

  async stop() {
    return undefined;
  }
}

/** The way to the carriers. The host knows no more of one than this. */
export interface Gateway {
  /**
   * Hands a message over. Resolves once the gateway has taken or refused it; rejects where that is not known, and
   * the message is then never sent again by itself.
   */
  send(message: OutgoingMessage): Promise<SendAnswer>;
  /** Begins to report what comes from the carriers. A handler's promise settles when the report is stored. */
  start(handlers: GatewayHandlers): void;
  stop(): Promise<void>;
}

export interface OutgoingMessage {
  /** The host's id: a gateway that knows idempotency keys takes it for one. */
  messageId: string;
  /** What it may go out from: one address, or the numbers of the shared pool, of which the gateway picks one. */
  from: readonly string[];
  to: string;
  body: string;
  encoding: 'GSM_7' | 'UCS_2';
  parts: number;
}

export type SendAnswer =
  | {accepted: true; gatewayMessageId: string; from: string}
  | {accepted: false; reason: string; code: string; retryable: boolean};

export interface GatewayHandlers {
  onReceipt(receipt: Receipt): Promise<void>;
  onInbound(inbound: Inbound): Promise<void>;
}

/** What became of a message. Comes late, twice and in any order. */
export interface Receipt {
  gatewayMessageId: string;
  status: 'SENT' | 'DELIVERED' | 'FAILED';
  /** In plain words, where it failed. */
  reason: string | null;
  /** The gateway's own code. */
  code: string | null;
  /** Whether the failure passes: the message may still be delivered, or sent again. */
  retryable: boolean;
  at: Date;
}

/** A message from a handset. May come twice, with the same id. */
export interface Inbound {
  gatewayMessageId: string;
  from: string;
  /** The number that it arrived at. */
  to: string;
  body: string;
  at: Date;
}

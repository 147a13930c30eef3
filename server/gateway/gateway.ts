/** The way to the carriers. The host knows no more of one than this; docs/gateways.md shows how to write one. */
export interface Gateway {
  /** True where long messages are handed over part by part, cut by the host; else the gateway gets them whole. */
  readonly partByPart?: boolean;
  /**
   * Hands a message, or a part of one, over. Resolves once the gateway has taken or refused it. Rejects with
   * `GatewayUnavailable` where it certainly was not taken: the message waits, and is handed over again. Rejects
   * with anything else where that is not known: the message is UNKNOWN then, and never sent again by itself.
   */
  send(message: OutgoingMessage): Promise<SendAnswer>;
  /** Begins to report what comes from the carriers. A handler's promise settles when the report is stored. */
  start(handlers: GatewayHandlers): void;
  stop(): Promise<void>;
  /** Answers what a provider asks of the host, at any path below /gateway/. It is the gateway that tells a forged one. */
  webhook?(request: Request): Promise<Response>;
}

export interface OutgoingMessage {
  /** The host's id: a gateway that knows idempotency keys takes it for one. */
  messageId: string;
  /** What it may go out from: one address, or the numbers of the shared pool, of which the gateway picks one. */
  from: readonly string[];
  to: string;
  /** The text, or of it what the part holds. */
  body: string;
  /** Of the whole text: each part goes out in it. */
  encoding: 'GSM_7' | 'UCS_2';
  /** Of the whole text. */
  parts: number;
  /** Set where this is one of several parts. */
  part?: Part;
}

export interface Part {
  /** From 1. */
  number: number;
  /** By which handsets know the parts that belong together; as large as its bits allow. */
  reference: number;
  referenceBits: 8 | 16;
}

export type SendAnswer =
  | {
      accepted: true;
      /**
       * The id that receipts will carry. `messageId` itself where the provider can be made to name it: then they
       * find their message even where the answer to its send was lost.
       */
      gatewayMessageId: string;
      from: string;
      /** Where the gateway keeps it until the carrier takes it: a receipt says SENT then. */
      waits?: boolean;
    }
  | {accepted: false; reason: string; code: string; retryable: boolean};

/** The gateway cannot be reached, or takes nothing now; what it was asked to send, it has not taken. */
export class GatewayUnavailable extends Error {
  override name = 'GatewayUnavailable';
  /** How long it asked to be left alone. */
  readonly retryAfterMs: number;

  constructor(message: string, {retryAfterMs = 0, cause}: {retryAfterMs?: number; cause?: unknown} = {}) {
    super(message, {cause});
    this.retryAfterMs = retryAfterMs;
  }
}

export interface GatewayHandlers {
  onReceipt(receipt: Receipt): Promise<void>;
  onInbound(inbound: Inbound): Promise<void>;
}

/** What became of a message, or of one part of it. Comes late, twice and in any order. */
export interface Receipt {
  gatewayMessageId: string;
  /** From 1, where parts are reported one by one. */
  part?: number;
  status: 'SENT' | 'DELIVERED' | 'FAILED';
  /** In plain words, where it failed. */
  reason: string | null;
  /** The gateway's own code. */
  code: string | null;
  /** Whether the failure passes: the message may still be delivered, or sent again. */
  retryable: boolean;
  at: Date;
}

/** A message from a handset, its parts joined. May come twice, with the same id. */
export interface Inbound {
  gatewayMessageId: string;
  from: string;
  /** The number that it arrived at. */
  to: string;
  body: string;
  at: Date;
}

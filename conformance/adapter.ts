import {pathToFileURL} from 'node:url';
import {resolve} from 'node:path';

/** Someone that the account can write to. */
export interface Recipient {
  /** E.164. */
  address: string;
  /** The same number as people of the account's country write it; needed for R22 alone. */
  national?: string;
}

/** A message that a handset writes to the account. */
export interface InboundMessage {
  /** The handset's number. */
  from: string;
  body: string;
  /** The account's number that it arrives at; without one the adapter chooses. */
  to?: string;
  /** The carrier's id: the same id again is the same message, reported twice. */
  id?: string;
}

export interface CarrierReceipt {
  /** `SmsMessage.id` of the message that it is about. */
  messageId: string;
  status: 'SENT' | 'DELIVERED' | 'FAILED';
  /** Of FAILED: the reason passes, and the message may still be delivered. */
  retryable?: boolean;
}

/** What the carrier was handed. */
export interface HandedOver {
  to: string;
  body: string;
}

/**
 * What the developer of a host offers so that the command reaches what the contract does not: a module that exports
 * some of these functions. What is missing makes the checks that need it "not verified". All may be async; a
 * promise resolves once the host has been told, not when it has finished with it.
 */
export interface Adapter {
  /** Starts the host; then --endpoint and --token can be left out. */
  start?(): Promise<{endpoint: string; token: string; ws?: string}>;
  /** Stops what `start` started. */
  stop?(): Promise<void>;
  /** The contract as the host serves it, as SDL; for hosts that refuse introspection. */
  schema?(): Promise<string>;

  /**
   * A number that nobody of the account has written with, and that may be written to. `silent`: the carrier takes
   * messages to it and reports nothing by itself. Without this function, numbers reserved for fiction are used.
   */
  recipient?(options: {silent: boolean}): Promise<Recipient>;
  /** A handset writes to the account. */
  inbound?(message: InboundMessage): Promise<void>;
  /** The carrier reports what became of a message to a silent recipient. */
  receipt?(receipt: CarrierReceipt): Promise<void>;
  /** For the next message to this silent recipient, the carrier reports DELIVERED before it answers the host. */
  earlyReceipt?(address: string): Promise<void>;
  /** What the carrier was handed for this recipient, in order. */
  handedOver?(address: string): Promise<HandedOver[]>;
  /** A campaign of the account to these contacts. */
  campaign?(campaign: {name: string; body: string; addresses: readonly string[]}): Promise<void>;
  /** Removes a conversation for good, as erasure or loss of access would. */
  removeConversation?(id: string): Promise<void>;

  /** A token of another agent of the same account. */
  secondAgent?(): Promise<string>;
  /** A token of another account. */
  otherAccount?(): Promise<string>;
  /** A token of the same account that expires in so many seconds. */
  expiringToken?(seconds: number): Promise<string>;
  /** A further agent of the account, and how to end that agent's access. */
  revocableAgent?(): Promise<{token: string; revoke(): Promise<void>}>;
  /** A token of an agent of the account who has used up what may be sent for now. */
  rateLimited?(): Promise<string>;

  /** Forgets the log up to now, as age would. */
  trimLog?(): Promise<void>;
  /** Restarts the host, politely; resolves when it serves again at the same address. */
  restart?(): Promise<void>;
  /** Takes a backup; the answer restores it. */
  backup?(): Promise<() => Promise<void>>;
  /** Takes away what the host needs to answer, such as its database; the answer gives it back. */
  outage?(): Promise<() => Promise<void>>;
}

export type HookName = Exclude<keyof Adapter, 'start' | 'stop'>;

const hooks: Record<keyof Adapter, true> = {
  start: true,
  stop: true,
  schema: true,
  recipient: true,
  inbound: true,
  receipt: true,
  earlyReceipt: true,
  handedOver: true,
  campaign: true,
  removeConversation: true,
  secondAgent: true,
  otherAccount: true,
  expiringToken: true,
  revocableAgent: true,
  rateLimited: true,
  trimLog: true,
  restart: true,
  backup: true,
  outage: true,
};

export const hookNames = Object.keys(hooks) as (keyof Adapter)[];

/** An adapter that cannot be used; the message says what to mend. */
export class AdapterError extends Error {
  override name = 'AdapterError';
}

/** Loads an adapter's module. */
export async function loadAdapter(file: string): Promise<Adapter> {
  let exports: Record<string, unknown>;
  try {
    exports = (await import(pathToFileURL(resolve(file)).href)) as Record<string, unknown>;
  } catch (error) {
    throw new AdapterError(`The adapter ${file} cannot be loaded: ${String(error)}`);
  }
  return checkAdapter(exports, file);
}

/** Takes what a module exports for an adapter, unless a name is no hook: a misspelt one would go unnoticed. */
export function checkAdapter(exports: Record<string, unknown>, file: string): Adapter {
  for (const [name, value] of Object.entries(exports)) {
    if (name === 'default') {
      throw new AdapterError(`${file} has a default export. Export each function by its name instead.`);
    }
    if (!Object.hasOwn(hooks, name)) {
      throw new AdapterError(
        `${file} exports ${name}, which is no hook. The hooks are: ${hookNames.join(', ')}.`,
      );
    }
    if (typeof value !== 'function') throw new AdapterError(`${file}: ${name} is not a function.`);
  }
  return exports;
}

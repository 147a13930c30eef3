import {POOL_NUMBERS, SENDERS} from './practice.js';
import type {Random} from './random.js';
import type {DemoSender} from './types.js';

/** Our side of a message. */
export interface OurSide {
  readonly senderId: string;
  readonly senderAddress: string;
}

/** Which of our sender IDs a thread goes through, message by message. */
export interface Channel {
  /** For our next message; `change` picks another sender ID from now on, for this time's reasons. */
  outbound(change: boolean): OurSide;
  /** For theirs: people answer the number that they last heard from. */
  inbound(): OurSide;
}

const USUAL = {
  'sender-main': 58,
  'sender-dental': 18,
  'sender-point': 8,
  'sender-shared': 12,
  'sender-short-code': 4,
} as const;

export function createChannel(random: Random): Channel {
  const home = random.weighted(USUAL);
  let current = sideOf(home, random);
  return {
    outbound(change) {
      if (change) current = sideOf(random.chance(0.85) ? home : random.weighted(USUAL), random);
      // A shared number is another one each time.
      else if (current.senderId === 'sender-shared') current = sideOf(current.senderId, random);
      return current;
    },
    inbound: () => current,
  };
}

/** A sender ID with the number that it goes out from. */
export function sideOf(senderId: string, random: Random): OurSide {
  const {address} = SENDERS.find(({id}) => id === senderId) as DemoSender;
  return {senderId, senderAddress: address ?? random.pick(POOL_NUMBERS)};
}

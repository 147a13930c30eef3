import type {Random} from './random.js';
import type {DemoDelivery} from './types.js';

type Outcome = Omit<DemoDelivery, 'at'>;

const delivered: Outcome = {status: 'DELIVERED', reason: null, code: null, retryable: false};
const sent: Outcome = {status: 'SENT', reason: null, code: null, retryable: false};
const unknown: Outcome = {status: 'UNKNOWN', reason: null, code: null, retryable: false};
const failed = (reason: string, code: string, retryable: boolean): Outcome => ({
  status: 'FAILED',
  reason,
  code,
  retryable,
});

const UNDELIVERABLE = failed('The handset could not be reached.', 'UNDELIV', false);
const EXPIRED = failed('The phone was off or out of reach for too long.', 'EXPIRED', true);
const REJECTED = failed('The carrier refused the message.', 'REJECTD', false);
const INVALID = failed('The carrier knows no such number.', 'INVALID_DESTINATION', false);

/** What the simulated carrier does for recipients whose number ends so. */
const BY_LAST_DIGITS: Record<string, Outcome> = {
  '001': UNDELIVERABLE,
  '002': EXPIRED,
  '003': REJECTED,
  '004': sent,
  '005': INVALID,
  '006': sent,
  '007': failed('The message was deleted before it was delivered.', 'DELETED', true),
  '008': failed('The carrier lost track of the message.', 'UNKNOWN', true),
  '009': sent,
};

/** How a message to the recipient ended, some time after it was sent. */
export function deliveryOf(address: string, sentAt: Date, random: Random): DemoDelivery {
  const outcome = BY_LAST_DIGITS[address.slice(-3)] ?? usual(random);
  const seconds = outcome === EXPIRED ? 6 * 60 * 60 : 2 + random.exponential(outcome === delivered ? 6 : 40);
  return {...outcome, at: new Date(sentAt.getTime() + Math.round(seconds * 1000))};
}

/** The host lost track between handing over and hearing back. */
export function lostTrackOf(sentAt: Date): DemoDelivery {
  return {...unknown, at: new Date(sentAt.getTime() + 30_000)};
}

function usual(random: Random): Outcome {
  const outcome = random.weighted({delivered: 968, sent: 22, expired: 6, undeliverable: 3, rejected: 1});
  return {delivered, sent, expired: EXPIRED, undeliverable: UNDELIVERABLE, rejected: REJECTED}[outcome];
}

import {fateOf} from '../../server/gateway/outcomes.js';
import {isDoomed} from './numbers.js';
import type {Random} from './random.js';
import type {DemoDelivery} from './types.js';

type Outcome = Omit<DemoDelivery, 'at'>;

const SENT: Outcome = {status: 'SENT', reason: null, code: null, retryable: false};

/** What happens to numbers that usually work: endings of the simulated carrier's table, '' for none of them. */
const NOW_AND_THEN = {'': 968, '004': 22, '002': 6, '001': 3, '003': 1} as const;

/** How a message to the recipient ended, some time after it was sent. */
export function deliveryOf(address: string, sentAt: Date, random: Random): DemoDelivery {
  const luck = random.weighted(NOW_AND_THEN);
  const outcome = outcomeOf(isDoomed(address) ? address : luck);
  const seconds = outcome.code === 'EXPIRED' ? 6 * 60 * 60 : 2 + random.exponential(8);
  return {...outcome, at: new Date(sentAt.getTime() + Math.round(seconds * 1000))};
}

/** The host lost track between handing over and hearing back. */
export function lostTrackOf(sentAt: Date): DemoDelivery {
  return {
    status: 'UNKNOWN',
    reason: null,
    code: null,
    retryable: false,
    at: new Date(sentAt.getTime() + 30_000),
  };
}

/** Told by the simulated carrier's own table, so that old and new messages fail with the same words. */
function outcomeOf(recipient: string): Outcome {
  const {refused, receipts} = fateOf(recipient);
  if (refused) return {status: 'FAILED', ...refused};
  return receipts.at(-1) ?? SENT;
}

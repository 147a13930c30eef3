import type {SendAnswer} from './gateway.js';

/** What a gateway answers where the pool that it should send from is empty. */
export const emptyPool: SendAnswer = {
  accepted: false,
  reason: 'The shared pool has no numbers.',
  code: 'NO_SENDER',
  retryable: true,
};

/** The number of the pool that this recipient always gets, as long as the pool stays: their thread keeps one number. */
export function chooseFromPool(pool: readonly string[], recipient: string): string | undefined {
  let sum = 0;
  for (const character of recipient) sum = (sum * 31 + character.codePointAt(0)!) % 1_000_003;
  return pool[sum % pool.length];
}

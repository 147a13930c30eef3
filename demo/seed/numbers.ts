import type {Random} from './random.js';

/**
 * Mobile numbers that regulators keep for fiction: a message to one reaches nobody. Only ranges that
 * libphonenumber accepts as mobile numbers are here, because the host refuses the others when they are typed.
 */

/** ACMA, Australia. */
export const AUSTRALIAN = [
  '570006 570110 570156 570157 570158 570159 570313 570737 571266 571491 571804 572549 572665 572983 573087',
  '573770 574118 574632 575254 575789 576398 576801 577426 577644 578148 578888 578957 579212 579455 579760',
]
  .join(' ')
  .split(' ')
  .map((rest) => `+61491${rest}`);

/** NANPA: 555-0100 to 555-0199 in every area code. These are the ones our travellers and students come from. */
const AMERICAN_AREAS = ['206', '212', '303', '312', '415', '503', '512', '604', '617', '647', '808', '416'];

const range = (prefix: string, first: number, last: number, digits: number) =>
  Array.from({length: last - first + 1}, (_, i) => prefix + String(first + i).padStart(digits, '0'));

/** Bundesnetzagentur, Germany: numbers for media productions. */
const GERMAN = [...range('+4917139200', 0, 99, 2), ...range('+4917604069', 0, 99, 3)];

/** PTS, Sweden. */
const SWEDISH = range('+46701740', 605, 699, 3);

const AMERICAN = AMERICAN_AREAS.flatMap((area) => range(`+1${area}555`, 100, 199, 4));

const FICTIONAL = new Set([...AUSTRALIAN, ...AMERICAN, ...GERMAN, ...SWEDISH]);

/** Whether a regulator has set the number aside for fiction. */
export function isFictional(address: string): boolean {
  return FICTIONAL.has(address);
}

/** The simulated carrier fails on purpose for recipients whose number ends so (001 to 009). */
export function isDoomed(address: string): boolean {
  return /00[1-9]$/.test(address);
}

/** Where a number comes from, and `doomed` for those that the simulated carrier refuses on purpose. */
export type NumberPool = 'AU' | 'US' | 'DE' | 'SE' | 'doomed';

/** Hands out every number at most once, and none of those that are taken already. */
export function createNumberSource(random: Random, taken: readonly string[]): (pool: NumberPool) => string {
  const ordinary = (numbers: readonly string[]) =>
    random.shuffle(numbers.filter((n) => !isDoomed(n) && !taken.includes(n)));
  const pools: Record<NumberPool, string[]> = {
    AU: ordinary(AUSTRALIAN),
    US: ordinary(AMERICAN),
    DE: ordinary(GERMAN),
    SE: ordinary(SWEDISH),
    doomed: GERMAN.filter(isDoomed),
  };
  return (pool) => {
    const number = pools[pool].shift();
    if (!number) throw new RangeError(`no fictional number left in ${pool}`);
    return number;
  };
}

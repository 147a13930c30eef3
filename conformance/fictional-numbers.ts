import type {Recipient} from './adapter.js';

/*
 * Numbers that regulators keep free for fiction: nobody has them, so messages to them reach nobody. 555-0100 to
 * 555-0199 of each North American area code, and for national forms a few of other countries.
 */
const areaCodes = [
  '201', '202', '206', '212', '213', '214', '216', '303', '305', '312', '313', '314', '404', '408', '412', '415',
  '503', '504', '512', '602', '612', '614', '617', '619', '702', '713', '716', '718', '813', '816',
]; // prettier-ignore

/** One of some thousand, at random. */
export function fictionalNumber(): Recipient {
  const area = areaCodes[Math.floor(Math.random() * areaCodes.length)]!;
  const line = `01${String(Math.floor(Math.random() * 100)).padStart(2, '0')}`;
  return {address: `+1${area}555${line}`, national: `(${area}) 555-${line}`};
}

/** A number of this country with its national form; null where none is known. */
export function fictionalNationalNumber(country: string): Recipient | null {
  if (country === 'US' || country === 'CA') return fictionalNumber();
  if (country === 'AU') return {address: '+61491570156', national: '0491 570 156'};
  return null;
}

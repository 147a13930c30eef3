import {formatAddress} from './addresses.js';

export interface Named {
  first_name: string | null;
  last_name: string | null;
  address: string;
}

/** What lists and headers show; never empty. */
export function displayName({first_name: first, last_name: last, address}: Named, country: string): string {
  return [first, last].filter(Boolean).join(' ') || formatAddress(address, country);
}

/** Text to search in or for: without case and accents. */
export function searchable(...texts: (string | null)[]): string {
  return texts.filter(Boolean).join(' ').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** For LIKE: the text as it is, without wildcards of its own. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

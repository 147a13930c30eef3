import {isGsmText} from './gsm-alphabet.js';

/**
 * The text as it is counted and sent: line breaks are LF, because a carriage return overwrites the line on a
 * faithful handset (TS 23.038, 6.1.1) and costs a unit; lone surrogates become U+FFFD; NUL, which no keyboard types and
 * no database keeps, is dropped.
 */
export function normaliseForSms(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** Whether nobody could see anything of it: there are blanks, and characters without width, at most. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cf}]/u.test(text);
}

/** Typography that word processors and phones put in by themselves, and what a plain keyboard would have typed. */
const TYPOGRAPHY: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′`´]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[‹]/g, '<'],
  [/[›]/g, '>'],
  [/[‐‑‒–—―−]/g, '-'],
  [/…/g, '...'],
  [/•/g, '-'],
  [/[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/[\u2028\u2029]/g, '\n'],
  [/[\u00ad\u200b\u2060\ufeff]/g, ''],
];

/**
 * The same text in GSM-7, where that loses nothing but typography; null where a letter, a symbol or an emoji
 * would be lost, or where there is nothing to change.
 */
export function plainGsmText(text: string): string | null {
  let plain = text.normalize('NFC');
  for (const [pattern, replacement] of TYPOGRAPHY) plain = plain.replace(pattern, replacement);
  return plain !== text && isGsmText(plain) ? plain : null;
}

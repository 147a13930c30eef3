import {countSeptets, isGsmText, septetsOf} from './gsm-alphabet.js';

export type Encoding = 'GSM_7' | 'UCS_2';

/** Bits of the concatenation reference in the user data header of each part; the host's gateway decides. */
export type ReferenceBits = 8 | 16;

export interface PartCount {
  readonly encoding: Encoding;
  /** Units charged: septets in GSM-7 (extension characters are 2), UTF-16 code units in UCS-2. */
  readonly characters: number;
  /** Messages the carrier charges for; 0 for an empty text. */
  readonly parts: number;
  /** Units that each part holds: 160 or 70 alone, 153 or 67 (152 or 66 with 16-bit references) when concatenated. */
  readonly perPart: number;
  /** Units still free in the last part. */
  readonly remaining: number;
  /** The characters that are not in GSM-7, each once, in order of appearance; empty in GSM-7. */
  readonly forcedBy: readonly string[];
}

/** Units in one part by TS 23.040, 9.2.3.24.1 (8-bit reference) and 9.2.3.24.8 (16-bit reference). */
const CAPACITY = {
  GSM_7: {alone: 160, 8: 153, 16: 152},
  UCS_2: {alone: 70, 8: 67, 16: 66},
} as const;

/**
 * Counts a text as carriers charge it: 3GPP TS 23.038 for the alphabet, TS 23.040 for concatenation.
 * Counts the text as it stands; run `normaliseForSms` first where it came from outside.
 */
export function countSms(text: string, referenceBits: ReferenceBits = 8): PartCount {
  const walk = walkParts(text, referenceBits);
  return {
    encoding: walk.encoding,
    characters: walk.characters,
    parts: text ? walk.starts.length : 0,
    perPart: walk.perPart,
    remaining: walk.perPart - walk.lastUsed,
    forcedBy:
      walk.encoding === 'GSM_7' ? [] : [...new Set(text)].filter((character) => !isGsmText(character)),
  };
}

/** The texts of the parts, in order, as the carrier cuts them; joined they are the text. */
export function splitSms(text: string, referenceBits: ReferenceBits = 8): string[] {
  if (!text) return [];
  const {starts} = walkParts(text, referenceBits);
  return starts.map((start, i) => text.slice(start, starts[i + 1]));
}

interface PartWalk {
  encoding: Encoding;
  characters: number;
  perPart: number;
  /** Index of the first code unit of each part. */
  starts: number[];
  lastUsed: number;
}

/**
 * Fills parts in order, first fit. Dividing the units by the capacity would be wrong: an escape sequence and a
 * surrogate pair may not be cut in the middle (TS 23.040, 9.2.3.24.1), so a part may stay one unit short.
 */
function walkParts(text: string, referenceBits: ReferenceBits): PartWalk {
  const septets = countSeptets(text);
  const encoding: Encoding = septets < 0 ? 'UCS_2' : 'GSM_7';
  const characters = septets < 0 ? text.length : septets;
  const capacity = CAPACITY[encoding];
  if (characters <= capacity.alone) {
    return {encoding, characters, perPart: capacity.alone, starts: [0], lastUsed: characters};
  }
  const perPart = capacity[referenceBits];
  const starts = [0];
  let used = 0;
  for (let i = 0; i < text.length;) {
    const length = encoding === 'UCS_2' && isSurrogatePair(text, i) ? 2 : 1;
    const units = encoding === 'UCS_2' ? length : septetsOf(text.charCodeAt(i));
    if (used + units > perPart) {
      starts.push(i);
      used = 0;
    }
    used += units;
    i += length;
  }
  return {encoding, characters, perPart, starts, lastUsed: used};
}

function isSurrogatePair(text: string, i: number): boolean {
  return (text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
}

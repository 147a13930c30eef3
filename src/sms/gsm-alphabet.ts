/**
 * The GSM 7-bit default alphabet and its extension table: 3GPP TS 23.038 (ETSI TS 123 038), sections 6.2.1 and 6.2.1.1.
 * National language shift tables are left out on purpose: gateways do not use them unless told to.
 */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

const EXTENSION = '\f^{}\\[~]|€';

/** Septets by UTF-16 code unit: 1 basic, 2 extension (behind the escape), 0 or undefined where GSM-7 has no such character. */
const septets = new Uint8Array(0x20ad);
for (const character of BASIC) septets[character.charCodeAt(0)] = 1;
for (const character of EXTENSION) septets[character.charCodeAt(0)] = 2;

/** Septets that a UTF-16 code unit takes in GSM-7: 1 or 2; 0 where it is not in the alphabet. */
export function septetsOf(codeUnit: number): number {
  return septets[codeUnit] ?? 0;
}

/** Septets of the text, or -1 where a character is not in GSM-7. */
export function countSeptets(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const units = septetsOf(text.charCodeAt(i));
    if (!units) return -1;
    sum += units;
  }
  return sum;
}

export function isGsmText(text: string): boolean {
  return countSeptets(text) >= 0;
}

import type {Part} from './gateway.js';

/**
 * The user data header that makes a part one of several: 3GPP TS 23.040, 9.2.3.24.1 with an 8-bit reference, and
 * 9.2.3.24.8 with a 16-bit one.
 */
export function concatenationHeader({number, reference, referenceBits}: Part, parts: number): Uint8Array {
  return referenceBits === 8
    ? Uint8Array.of(5, 0x00, 3, reference, parts, number)
    : Uint8Array.of(6, 0x08, 4, reference >> 8, reference & 0xff, parts, number);
}

import {resolveMergeFields, type MergeContext, type MergeResult} from './merge-fields.js';
import {countSms, type PartCount, type ReferenceBits} from './parts.js';
import {normaliseForSms} from './text.js';

export interface PreparedSms extends MergeResult, PartCount {}

/**
 * What becomes of a body on its way out: merge fields resolved, text normalised, parts counted on the result.
 * Composer and host both call this, so that what is shown is what is stored and charged.
 */
export function prepareSms(body: string, merge: MergeContext, referenceBits: ReferenceBits): PreparedSms {
  const merged = resolveMergeFields(body, merge);
  const text = normaliseForSms(merged.text);
  return {...merged, text, ...countSms(text, referenceBits)};
}

/** What the field knows about SMS texts. Free of DOM and Node: the widget and the host share it. */
export {countSms, splitSms, type Encoding, type PartCount, type ReferenceBits} from './parts.js';
export {isGsmText} from './gsm-alphabet.js';
export {isBlank, normaliseForSms, plainGsmText} from './text.js';
export {
  mergeToken,
  resolveMergeFields,
  type MergeContext,
  type MergeResult,
  type MergeSyntax,
} from './merge-fields.js';
export {prepareSms, type PreparedSms} from './prepare.js';

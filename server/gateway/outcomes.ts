import {receiptStates} from './receipt-states.js';
import type {ReceiptState} from './receipt-states.js';

export interface Fate {
  /** Refused when it is handed over. */
  refused?: {reason: string; code: string; retryable: boolean};
  /** Whether it shows on the handset. */
  arrives: boolean;
  /** The receipts that follow, in this order. */
  receipts: ReceiptState[];
}

const fails = (receipt: ReceiptState): Fate => ({arrives: false, receipts: [receipt]});

/**
 * What becomes of a message, by the last three digits of its recipient:
 *
 * | digits | outcome |
 * | --- | --- |
 * | 001 | undeliverable |
 * | 002 | expired: the handset was off; may be sent again |
 * | 003 | rejected by the carrier |
 * | 004 | arrives, but no receipt comes |
 * | 005 | refused when it is handed over |
 * | 006 | the carrier has accepted it; nothing more is heard |
 * | 007 | deleted by the carrier |
 * | 008 | the carrier lost track of it: reported as failed |
 * | 009 | on its way: first a failure that passes, then delivered |
 * | others | delivered |
 */
const byEnding: Record<string, Fate> = {
  '001': fails(receiptStates.UNDELIV),
  '002': fails(receiptStates.EXPIRED),
  '003': fails(receiptStates.REJECTD),
  '004': {arrives: true, receipts: []},
  '005': {
    refused: {reason: 'The gateway refused the number.', code: '0x0000000b', retryable: false},
    arrives: false,
    receipts: [],
  },
  '006': {arrives: false, receipts: [receiptStates.ACCEPTD]},
  '007': fails(receiptStates.DELETED),
  '008': fails(receiptStates.UNKNOWN),
  '009': {
    arrives: true,
    receipts: [
      {status: 'FAILED', reason: 'The network was busy.', code: 'ENROUTE', retryable: true},
      receiptStates.DELIVRD,
    ],
  },
};

export function fateOf(recipient: string): Fate {
  return byEnding[recipient.slice(-3)] ?? {arrives: true, receipts: [receiptStates.DELIVRD]};
}

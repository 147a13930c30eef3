import type {Receipt} from './gateway.js';

type Outcome = Pick<Receipt, 'status' | 'reason' | 'code' | 'retryable'>;

export interface Fate {
  /** Refused when it is handed over. */
  refused?: {reason: string; code: string; retryable: boolean};
  /** Whether it shows on the handset. */
  arrives: boolean;
  /** The receipts that follow, in this order. */
  receipts: Outcome[];
}

const delivered: Outcome = {status: 'DELIVERED', reason: null, code: 'DELIVRD', retryable: false};
const failed = (code: string, reason: string, retryable = false): Fate => ({
  arrives: false,
  receipts: [{status: 'FAILED', reason, code, retryable}],
});

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
  '001': failed('UNDELIV', 'The number is not in service.'),
  '002': failed('EXPIRED', 'The phone was switched off or out of reach for too long.', true),
  '003': failed('REJECTD', 'The carrier rejected the message.'),
  '004': {arrives: true, receipts: []},
  '005': {
    refused: {reason: 'The gateway refused the number.', code: '0x0000000b', retryable: false},
    arrives: false,
    receipts: [],
  },
  '006': {arrives: false, receipts: [{status: 'SENT', reason: null, code: 'ACCEPTD', retryable: false}]},
  '007': failed('DELETED', 'The carrier deleted the message.'),
  '008': failed('UNKNOWN', 'The carrier does not know what became of the message.', true),
  '009': {
    arrives: true,
    receipts: [
      {status: 'FAILED', reason: 'The network was busy.', code: 'ENROUTE', retryable: true},
      delivered,
    ],
  },
};

export function fateOf(recipient: string): Fate {
  return byEnding[recipient.slice(-3)] ?? {arrives: true, receipts: [delivered]};
}

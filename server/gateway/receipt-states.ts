import type {Receipt} from './gateway.js';

export type ReceiptState = Pick<Receipt, 'status' | 'reason' | 'code' | 'retryable'>;

const failed = (code: string, reason: string, retryable = false): ReceiptState => ({
  status: 'FAILED',
  reason,
  code,
  retryable,
});

/** The states of SMPP receipts: SMPP 3.4, 5.2.28 and appendix B. */
export const receiptStates = {
  ENROUTE: {status: 'SENT', reason: null, code: 'ENROUTE', retryable: false},
  ACCEPTD: {status: 'SENT', reason: null, code: 'ACCEPTD', retryable: false},
  DELIVRD: {status: 'DELIVERED', reason: null, code: 'DELIVRD', retryable: false},
  EXPIRED: failed('EXPIRED', 'The phone was switched off or out of reach for too long.', true),
  UNDELIV: failed('UNDELIV', 'The number is not in service.'),
  REJECTD: failed('REJECTD', 'The carrier rejected the message.'),
  DELETED: failed('DELETED', 'The carrier deleted the message.'),
  UNKNOWN: failed('UNKNOWN', 'The carrier does not know what became of the message.', true),
} satisfies Record<string, ReceiptState>;

export function receiptState(code: string): ReceiptState | undefined {
  return Object.hasOwn(receiptStates, code) ? receiptStates[code as keyof typeof receiptStates] : undefined;
}

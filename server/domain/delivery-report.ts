import type {DeliveryStatus} from '../db/tables.js';

/** One thing that was said about a message's delivery, or about that of one of its parts. */
export interface DeliveryReport {
  status: DeliveryStatus;
  reason: string | null;
  code: string | null;
  retryable: boolean;
  at: Date;
}

export interface PartReport extends DeliveryReport {
  part: number;
}

/**
 * Whether a report outranks what is known. The ranks make every order of receipts end the same: DELIVERED is
 * above every failure, since what reached the handset did not fail; of failures the final one stands. Of two
 * reports of one rank the earlier moment stands.
 */
export function isAbove(report: DeliveryReport, known: DeliveryReport): boolean {
  const difference = rank(report) - rank(known);
  if (difference !== 0) return difference > 0;
  return isEarlier(report, known);
}

/** Whether it says that the message has left the gateway, one way or the other. */
export function hasLeft(report: DeliveryReport): boolean {
  return rank(report) >= rank({status: 'SENT', retryable: false});
}

/**
 * What reports of a message's parts make of the message: DELIVERED once every part is, FAILED once one part was
 * reported so, else SENT once every part is; null until then. More reports only ever move it up, so that every
 * order of receipts ends the same. That is why a failure stands until all is delivered, even where its own part
 * was delivered after all: the other parts may never be heard of.
 */
export function reportOfParts(reports: readonly PartReport[], parts: number): DeliveryReport | null {
  const ofPart = (part: number) => reports.filter((report) => report.part === part);
  const ofParts = Array.from({length: parts}, (_, index) => ofPart(index + 1));
  const delivered = ofParts.map((of) => first(of.filter(({status}) => status === 'DELIVERED')));
  if (delivered.every((report) => report !== null)) return last(delivered);
  const failed = reports.filter(({status}) => status === 'FAILED');
  if (failed.length > 0) return failed.reduce((top, report) => (isAbove(report, top) ? report : top));
  const sent = ofParts.map(first); // of a part without failures, SENT and DELIVERED are left
  if (!sent.every((report) => report !== null)) return null;
  return {...last(sent), status: 'SENT', reason: null};
}

function first(reports: readonly DeliveryReport[]): DeliveryReport | null {
  return reports.length === 0 ? null : reports.reduce((a, b) => (isEarlier(b, a) ? b : a));
}

function last(reports: readonly DeliveryReport[]): DeliveryReport {
  return reports.reduce((a, b) => (isEarlier(a, b) ? b : a));
}

function rank({status, retryable}: Pick<DeliveryReport, 'status' | 'retryable'>): number {
  if (status === 'FAILED') return retryable ? 3 : 4;
  return {QUEUED: 0, UNKNOWN: 1, SENT: 2, DELIVERED: 5}[status];
}

/** Of reports at one moment an order that is always the same. */
function isEarlier(a: DeliveryReport, b: DeliveryReport): boolean {
  return sortKey(a) < sortKey(b);
}

function sortKey({at, code, reason}: DeliveryReport): string {
  return `${at.toISOString()} ${code ?? ''} ${reason ?? ''}`;
}

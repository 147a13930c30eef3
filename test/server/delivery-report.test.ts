import {it} from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {isAbove, reportOfParts} from '../../server/domain/delivery-report.js';
import type {DeliveryReport, PartReport} from '../../server/domain/delivery-report.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
const queued: DeliveryReport = {status: 'QUEUED', reason: null, code: null, retryable: false, at: at(0)};

const report = fc.record<PartReport>({
  part: fc.integer({min: 1, max: 3}),
  status: fc.constantFrom('SENT', 'FAILED', 'DELIVERED'),
  reason: fc.constantFrom(null, 'The phone was off.'),
  code: fc.constantFrom(null, 'EXPIRED', 'DELIVRD'),
  retryable: fc.boolean(),
  at: fc.integer({min: 1, max: 5}).map(at),
});

/** What a message shows after these reports on its parts, in this order. */
function after(reports: readonly PartReport[]): DeliveryReport {
  const kept: PartReport[] = [];
  let message = queued;
  for (const next of reports) {
    const same = kept.findIndex(({part, status}) => part === next.part && status === next.status);
    if (same >= 0 && !isAbove(next, kept[same]!)) continue;
    if (same >= 0) kept.splice(same, 1);
    kept.push(next);
    const whole = reportOfParts(kept, 3);
    if (whole && isAbove(whole, message)) message = whole;
  }
  return message;
}

const bare = ({status, reason, code, retryable, at}: DeliveryReport) => ({
  status,
  reason,
  code,
  retryable: status === 'FAILED' && retryable,
  at,
});

it('reports on parts make the same of a message in each order, repeated or not', () => {
  fc.assert(
    fc.property(
      fc.array(report, {maxLength: 8}).chain((reports) =>
        fc.record({
          one: fc.constant(reports),
          other: fc.shuffledSubarray([...reports, ...reports], {minLength: reports.length * 2}),
        }),
      ),
      ({one, other}) => assert.deepEqual(bare(after(other)), bare(after(one))),
    ),
    {numRuns: 3_000},
  );
});

it('a message is DELIVERED only if each part is, and FAILED only if one was said to be', () => {
  fc.assert(
    fc.property(fc.array(report, {maxLength: 8}), (reports) => {
      const parts = (status: string) =>
        new Set(reports.filter((one) => one.status === status).map(({part}) => part));
      const {status} = after(reports);
      if (parts('DELIVERED').size === 3) assert.equal(status, 'DELIVERED');
      else if (parts('FAILED').size > 0) assert.equal(status, 'FAILED');
      else if (new Set([...parts('SENT'), ...parts('DELIVERED')]).size === 3) assert.equal(status, 'SENT');
      else assert.equal(status, 'QUEUED');
    }),
    {numRuns: 3_000},
  );
});

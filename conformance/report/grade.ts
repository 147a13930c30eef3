import type {Outcome, Result} from '../run.js';
import {ruleIds} from '../rules.js';
import type {RuleId} from '../rules.js';

/**
 * A: everything was verified and holds. B: nothing is broken, and something could not be verified. F: a rule is
 * broken. What was not verified never makes an A.
 */
export type Letter = 'A' | 'B' | 'F';

export interface Grade {
  readonly letter: Letter;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly broken: readonly RuleId[];
  /** Rules of which something, or all, could not be tried. */
  readonly unverified: readonly RuleId[];
  /** All of it in one line. */
  readonly line: string;
}

export function grade(results: readonly Result[]): Grade {
  const counts = {passed: 0, failed: 0, 'not verified': 0, 'not offered': 0};
  for (const {outcome} of results) counts[outcome]++;
  const rulesWith = (wanted: Outcome) =>
    ruleIds.filter((id) => results.some(({rule, outcome}) => rule === id && outcome === wanted));
  const broken = rulesWith('failed');
  const unverified = rulesWith('not verified');
  const letter = broken.length > 0 ? 'F' : unverified.length > 0 || counts.passed === 0 ? 'B' : 'A';
  const parts = [
    `${counts.passed} passed`,
    `${counts.failed} failed${broken.length > 0 ? ` (${broken.join(', ')})` : ''}`,
    `${counts['not verified']} not verified${unverified.length > 0 ? ` (${unverified.join(', ')})` : ''}`,
    ...(counts['not offered'] > 0 ? [`${counts['not offered']} not offered`] : []),
  ];
  return {letter, counts, broken, unverified, line: `Grade ${letter}: ${parts.join(', ')}`};
}

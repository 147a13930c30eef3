import {Broken, NotVerified} from './check.js';
import type {Check} from './check.js';
import {checks as allChecks} from './checks/index.js';
import {HostUnderTest} from './host-under-test.js';
import type {HostOptions} from './host-under-test.js';
import {grade} from './report/grade.js';
import type {Grade} from './report/grade.js';
import type {RuleId} from './rules.js';

export type Outcome =
  | 'passed'
  | 'failed'
  /** It could not be tried. */
  | 'not verified'
  /** The host does not offer what it is about. */
  | 'not offered';

export interface Result {
  readonly rule: RuleId;
  readonly title: string;
  readonly outcome: Outcome;
  /** Why it is not passed. */
  readonly reason: string;
  readonly seconds: number;
}

export interface Report {
  readonly endpoint: string;
  readonly results: readonly Result[];
  /** What the host should do, but need not. */
  readonly remarks: readonly string[];
  readonly grade: Grade;
}

export interface RunOptions extends Omit<HostOptions, 'onProgress'> {
  /** Only the checks of these rules. */
  only?: readonly RuleId[];
  /** Which of these checks; all by default. */
  filter?(check: Check): boolean;
  onCheck?(check: Check, index: number, count: number): void;
  onResult?(result: Result): void;
  onProgress?(what: string): void;
}

/**
 * Tries every check on a host, one after the other: they share its account. Rejects where the host does not answer
 * as one at all.
 */
export async function runConformance(options: RunOptions): Promise<Report> {
  const {only, filter = () => true} = options;
  const picked = allChecks.filter((check) => (!only || only.includes(check.rule)) && filter(check));
  const host = await HostUnderTest.open(options);
  try {
    const results: Result[] = [];
    for (const [index, check] of picked.entries()) {
      options.onCheck?.(check, index, picked.length);
      const result = await attempt(host, check);
      options.onResult?.(result);
      results.push(result);
    }
    return {endpoint: options.endpoint.href, results, remarks: host.remarks, grade: grade(results)};
  } finally {
    await host.close();
  }
}

async function attempt(host: HostUnderTest, check: Check): Promise<Result> {
  const started = performance.now();
  const result = (outcome: Outcome, reason = ''): Result => ({
    rule: check.rule,
    title: check.title,
    outcome,
    reason,
    seconds: (performance.now() - started) / 1000,
  });
  const unoffered = check.offers?.filter((capability) => !host.offers(capability)) ?? [];
  if (unoffered.length > 0)
    return result('not offered', `smsService.capabilities lacks ${unoffered.join(', ')}.`);
  const missing = check.needs?.filter((name) => !host.adapter[name]) ?? [];
  if (missing.length > 0) {
    return result('not verified', `The adapter has no ${missing.map((name) => `${name}()`).join(', ')}.`);
  }
  try {
    await check.run(host);
    return result('passed');
  } catch (error) {
    if (error instanceof NotVerified) return result('not verified', error.message);
    if (error instanceof Broken) return result('failed', error.message);
    return result('failed', `The check could not be finished: ${describe(error)}`);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  const {cause} = error;
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message;
}

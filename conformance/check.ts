import type {HookName} from './adapter.js';
import type {HostUnderTest} from './host-under-test.js';
import type {RuleId} from './rules.js';

export type Capability =
  | 'SUBSCRIPTIONS'
  | 'TEMPLATES'
  | 'MERGE_FIELDS'
  | 'CREATE_CONTACT'
  | 'START_CONVERSATION'
  | 'FILTER_BY_SENDER';

/** One statement about a host that is tried out. */
export interface Check {
  rule: RuleId;
  /** What is true of a host that passes. */
  title: string;
  /** Functions of the adapter without which it cannot be tried. */
  needs?: readonly HookName[];
  /** Capabilities without which it does not apply. */
  offers?: readonly Capability[];
  /** Rejects with Broken where it is not true, with NotVerified where it could not be tried. */
  run(host: HostUnderTest): Promise<void>;
}

/** The host breaks the rule. */
export class Broken extends Error {
  override name = 'Broken';
}

/** It could not be tried; the message says what is missing. */
export class NotVerified extends Error {
  override name = 'NotVerified';
}

export function expect(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Broken(message);
}

export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [show(actual), show(expected)];
  expect(a === b, `${what}: expected ${b}, got ${a}`);
}

/** A value as one short line. */
export function show(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) => sorted(part)) ?? 'undefined';
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}

/** With keys in one order: hosts need not answer in the order of the document. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two values are the same JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(value, (_key, part: unknown) => sorted(part));
  return text(a) === text(b);
}

/** Looks again until something is there; breaks the rule where it does not come. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  seconds = 15,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Broken(`${what}: waited ${seconds} s in vain`);
    await pause(30);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Does some work over and over, `most` times at most, while something else goes on; answers what that answers. */
export async function repeatDuring<T>(
  main: () => Promise<T>,
  work: (index: number) => Promise<unknown>,
  most = 200,
): Promise<T> {
  let over = false;
  const repeat = async () => {
    for (let index = 0; !over && index < most; index++) await work(index);
  };
  const [answer] = await Promise.all([main().finally(() => (over = true)), repeat()]);
  return answer;
}

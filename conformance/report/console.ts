import type {WriteStream} from 'node:tty';
import type {Check} from '../check.js';
import type {Report, Result} from '../run.js';
import {rules} from '../rules.js';
import type {RuleId} from '../rules.js';

const marks = {passed: '✔', failed: '✖', 'not verified': '?', 'not offered': '–'} as const;
const colours = {passed: 32, failed: 31, 'not verified': 33, 'not offered': 90} as const;

/** Writes the run for people as it goes: a line for each check, and in a terminal what is being waited for. */
export class ConsoleReport {
  readonly #out: WriteStream;
  #rule: RuleId | undefined;
  #running = '';

  constructor(out: WriteStream) {
    this.#out = out;
  }

  onCheck(check: Check, index: number, count: number): void {
    if (check.rule !== this.#rule) {
      this.#rule = check.rule;
      this.#line(`\n${this.#paint(1, check.rule)}  ${rules[check.rule]}`);
    }
    this.#running = `  … ${index + 1}/${count} ${check.title}`;
    this.#transient(this.#running);
  }

  onProgress(what: string): void {
    if (this.#out.isTTY) this.#transient(`${this.#running}: ${what}`);
    else this.#line(`  … ${what}`);
  }

  onResult({title, outcome, reason, seconds}: Result): void {
    const time = seconds >= 1 ? ` (${seconds.toFixed(1)} s)` : '';
    this.#line(`  ${this.#paint(colours[outcome], marks[outcome])} ${clean(title)}${time}`);
    if (outcome !== 'passed') this.#line(`      ${outcome}: ${clean(reason)}`);
  }

  end({remarks, grade, results}: Report): void {
    if (remarks.length > 0) this.#line('\nNot required, but a host should:');
    for (const remark of remarks) this.#line(`  ${clean(remark)}`);
    const failed = results.filter(({outcome}) => outcome === 'failed');
    if (failed.length > 0) this.#line('\nBroken:');
    for (const {rule, title, reason} of failed)
      this.#line(`  ${rule}  ${clean(title)}\n      ${clean(reason)}`);
    this.#line(`\n${this.#paint({A: 32, B: 33, F: 31}[grade.letter], grade.line)}`);
  }

  #line(text: string): void {
    this.#out.write(`${this.#out.isTTY ? '\r\u001b[K' : ''}${text}\n`);
  }

  /** A line that the next one replaces; only a terminal has such. */
  #transient(text: string): void {
    if (this.#out.isTTY) this.#out.write(`\r\u001b[K${clean(text).slice(0, (this.#out.columns || 80) - 1)}`);
  }

  #paint(code: number, text: string): string {
    return this.#out.isTTY && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

/** Reasons quote what a host answered: its control characters must not reach the terminal. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

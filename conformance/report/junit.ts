import type {Report, Result} from '../run.js';
import {ruleIds, rules} from '../rules.js';

/** The report as JUnit's XML: a suite for each rule. What was not verified is skipped, with its reason. */
export function toJUnit({endpoint, results, grade}: Report): string {
  const suites = ruleIds.flatMap((rule) => {
    const own = results.filter((result) => result.rule === rule);
    if (own.length === 0) return [];
    const attributes = `name="${escape(`${rule} ${rules[rule]}`)}" ${totals(own)}`;
    return [`  <testsuite ${attributes}>`, ...own.map(testCase), '  </testsuite>'];
  });
  const name = escape(`sms-chat-conformance ${endpoint}: ${grade.line}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${name}" ${totals(results)}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase({rule, title, outcome, reason, seconds}: Result): string {
  const open = `    <testcase classname="${rule}" name="${escape(title)}" time="${seconds.toFixed(3)}"`;
  if (outcome === 'passed') return `${open}/>`;
  const message = escape(outcome === 'failed' ? reason : `${outcome}: ${reason}`);
  const child = outcome === 'failed' ? `<failure message="${message}"/>` : `<skipped message="${message}"/>`;
  return `${open}>${child}</testcase>`;
}

function totals(results: readonly Result[]): string {
  const count = (...outcomes: Result['outcome'][]) =>
    results.filter(({outcome}) => outcomes.includes(outcome)).length;
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  return [
    `tests="${results.length}"`,
    `failures="${count('failed')}"`,
    'errors="0"',
    `skipped="${count('not verified', 'not offered')}"`,
    `time="${seconds.toFixed(3)}"`,
  ].join(' ');
}

/** Also without the control characters that XML cannot hold: reasons quote what hosts answer. */
function escape(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
  };
  return text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g,
      '\ufffd',
    )
    .replace(/(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[&<>"\n]/g, (character) => entities[character]!);
}

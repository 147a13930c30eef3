/** docs/ui-coverage.md names a test for everything that it says, and each of them is there. */
import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import ts from 'typescript';
import {ruleIds} from '../../conformance/rules.js';
import {fromRoot} from '../../scripts/lib/run.mjs';

/** What a row names: a file below test/, and tests in it. */
interface Row {
  readonly what: string;
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

const rows: readonly Row[] = readFileSync(fromRoot('docs/ui-coverage.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (---|:?-+|What |Rule )/.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map(([, what = '', files = '', tests = '']) => ({
    what,
    files: files.split(', '),
    tests: tests.split(' · '),
  }));

const sources = readdirSync(fromRoot('test'), {recursive: true, encoding: 'utf8'}).filter((name) =>
  name.endsWith('.ts'),
);

/** `list` is test/e2e/list.ts; others are named with their folder: `server/log`, `faults/faults/f01-cuts`. */
function pathOf(name: string): string | undefined {
  const candidates = [`e2e/${name}.ts`, `${name}.test.ts`, `${name}.ts`];
  return candidates.find((candidate) => sources.includes(candidate));
}

/** Names of its suites and tests; what a template fills in can be anything. */
function namesIn(path: string): RegExp[] {
  const file = `test/${path}`;
  const source = ts.createSourceFile(file, readFileSync(fromRoot(file), 'utf8'), ts.ScriptTarget.ESNext);
  const names: RegExp[] = [];
  const add = (parts: readonly string[]) =>
    names.push(new RegExp(`^${parts.map((part) => escape(part)).join('.*')}$`));
  const addText = (node: ts.Node | undefined) => {
    if (!node) return;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) add([node.text]);
    else if (ts.isTemplateExpression(node))
      add([node.head.text, ...node.templateSpans.map(({literal}) => literal.text)]);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ['it', 'describe'].includes(node.expression.getText(source)))
      addText(node.arguments[0]);
    // Faults are objects.
    if (ts.isPropertyAssignment(node) && node.name.getText(source) === 'title') addText(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const known = new Map<string, RegExp[]>();
const hasTest = (path: string, test: string) => {
  if (!known.has(path)) known.set(path, namesIn(path));
  return known.get(path)!.some((name) => name.test(test));
};

describe('docs/ui-coverage.md', () => {
  it('names files that there are', () => {
    const missing = rows.flatMap(({files}) => files.filter((file) => !pathOf(file)));
    assert.deepEqual(missing, []);
  });

  it('names tests that there are in these files', () => {
    const missing = rows.flatMap(({files, tests}) => {
      const paths = files.map(pathOf).filter((path) => path !== undefined);
      return tests.filter((test) => !paths.some((path) => hasTest(path, test)));
    });
    assert.deepEqual(missing, []);
  });

  it('has every rule of the contract', () => {
    const named = rows.map(({what}) => /^\*\*(R\d+)\*\*/.exec(what)?.[1]).filter(Boolean);
    assert.deepEqual(
      ruleIds.filter((id) => /^R\d+$/.test(id)),
      named,
    );
  });
});

/** Every snippet in the documents does what it says: run in a browser, checked against types, schema and files. */
import {after, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {pathToFileURL} from 'node:url';
import {sql} from 'kysely';
import {checkAdapter} from '../../conformance/adapter.js';
import {fromRoot} from '../../scripts/lib/run.mjs';
import {startWorld} from '../e2e/helpers/world.js';
import {documents} from './helpers/documents.js';
import type {Snippet} from './helpers/documents.js';
import {Dialogue} from './helpers/graphql.js';
import {runHtml, runScript} from './helpers/in-browser.js';
import {cssParts, cssProperties} from './helpers/public-api.js';
import {checkShell, isNpmCommand} from './helpers/shell.js';
import {typeErrors} from './helpers/types.js';

const world = await startWorld();
const snippets = documents.flatMap((document) => document.snippets);
const notRun = snippets.filter((snippet) => snippet.notRun);
const toRun = snippets.filter((snippet) => !snippet.notRun && snippet.language !== 'text');

const isTyped = ({language, from}: Snippet) => ['js', 'ts'].includes(language) && !from;
const errors = typeErrors(toRun.filter(isTyped));

/** A module for Node says its name in its first line. */
const isNodeModule = ({code}: Snippet) => /^\/\/ [\w-]+\.mjs\b/.test(code);

/** Those for browsers run there; of those for Node, adapters of the conformance command are what documents have. */
async function runJs(snippet: Snippet): Promise<void> {
  assert.deepEqual(errors.get(snippet), []);
  if (!isNodeModule(snippet)) return runScript(snippet);
  const folder = await mkdtemp(path.join(tmpdir(), 'sms-chat-adapter-'));
  try {
    const file = path.join(folder, 'adapter.mjs');
    await writeFile(file, snippet.code);
    checkAdapter((await import(pathToFileURL(file).href)) as Record<string, unknown>, 'adapter.mjs');
  } finally {
    await rm(folder, {recursive: true});
  }
}

async function runCss({code}: Pick<Snippet, 'code'>): Promise<void> {
  const used = (pattern: RegExp) => [...code.matchAll(pattern)].flatMap(([, names]) => names!.split(/\s+/));
  assert.deepEqual(
    [
      ...used(/(--sms-chat-[a-z-]+)/g).filter((name) => !cssProperties.has(name)),
      ...used(/::part\(([^)]+)\)/g).filter((name) => !cssParts.has(name)),
    ],
    [],
    'tokens and parts that there are not',
  );
  const page = await world.browser.newPage();
  const declarations = [...code.matchAll(/^\s*([\w-]+):\s*([^;{]+);/gm)].map(([, name, value]) => [
    name,
    value,
  ]);
  const wrong = await page.evaluate(
    (all) => all.filter(([name, value]) => !CSS.supports(name!, value!)).map(([name]) => name),
    declarations,
  );
  await page.close();
  assert.deepEqual(wrong, [], 'declarations that the browser does not know');
}

/** Paths into the package have to be in it. */
function checkJson({code}: Snippet): void {
  const value = JSON.stringify(JSON.parse(code));
  for (const [, file] of value.matchAll(/node_modules\/sms-chat-elements\/([^"]+)/g))
    assert.ok(existsSync(fromRoot(file!)), `the package has no ${file}`);
}

type Runner = (snippet: Snippet) => void | Promise<void>;

const runners: Readonly<Record<string, Runner>> = {
  html: runHtml,
  js: runJs,
  ts: (snippet) => assert.deepEqual(errors.get(snippet), []),
  css: runCss,
  json: checkJson,
  sh: ({code}) => checkShell(code),
};

/** A piece of a file that is tested elsewhere: it stands there, but for its indent. */
function checkPiece({code, from}: Snippet): void {
  const lines = (text: string) => text.split('\n').map((line) => line.trim());
  const whole = lines(readFileSync(fromRoot(from!), 'utf8')).join('\n');
  assert.ok(whole.includes(lines(code).join('\n')), `is not in ${from}:\n${code}`);
}

for (const document of documents) {
  const {file, snippets: own, inlineCode} = document;
  const run = own.filter((snippet) => toRun.includes(snippet));
  const commands = inlineCode.filter(isNpmCommand);
  const statements = inlineCode.filter((code) => /^(SELECT|INSERT|UPDATE|DELETE) /.test(code));
  if (run.length + commands.length + statements.length === 0) continue;

  describe(file, () => {
    const dialogue = new Dialogue(document);
    const graphql: Runner = (operation) => dialogue.run(operation);
    after(() => dialogue.end());

    for (const snippet of run) {
      it(`${file}:${snippet.line}, ${snippet.language}`, async () => {
        if (snippet.from) return checkPiece(snippet);
        const runner = snippet.language === 'graphql' ? graphql : runners[snippet.language];
        assert.ok(runner, `nothing runs ${snippet.language || 'a snippet without a language'}`);
        await runner(snippet);
      });
    }

    for (const command of new Set(commands)) {
      it(`${file}: ${command}`, () => checkShell(command.replaceAll('…', '')));
    }

    for (const statement of new Set(statements)) {
      it(`${file}: ${statement}`, async () => {
        await sql.raw(statement).execute(world.host.db);
      });
    }
  });
}

describe('themes', () => {
  for (const file of readdirSync(fromRoot('themes'))) {
    it(`themes/${file} uses tokens and parts that there are`, () =>
      runCss({code: readFileSync(fromRoot(`themes/${file}`), 'utf8')}));
  }
});

describe('a snippet that is not run', () => {
  it('is rare', () => assert.ok(notRun.length <= 3));
});

after(() => {
  for (const {file, line, notRun: reason} of notRun) console.log(`Not run: ${file}:${line}: ${reason}`);
});

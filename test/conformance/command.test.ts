import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {after, before, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {checkAdapter, hookNames} from '../../conformance/adapter.js';
import {parseOptions} from '../../conformance/options.js';
import {grade} from '../../conformance/report/grade.js';
import {toJUnit} from '../../conformance/report/junit.js';
import {listChecks} from '../../conformance/report/list.js';
import type {Outcome, Result} from '../../conformance/run.js';

const root = path.resolve(import.meta.dirname, '../..');
const endpoint = ['--endpoint', 'http://localhost:8787/graphql'];

const result = (outcome: Outcome, extra: Partial<Result> = {}): Result => ({
  rule: 'R1',
  title: 'Something holds',
  outcome,
  reason: outcome === 'passed' ? '' : 'because',
  seconds: 0.1,
  ...extra,
});

describe('the arguments of the command', () => {
  const wrong: Record<string, {args: string[]; says: RegExp}> = {
    'no endpoint': {args: ['--token', 'x'], says: /--endpoint is missing/},
    'an endpoint that is no address': {
      args: ['--endpoint', 'localhost', '--token', 'x'],
      says: /http:\/\/ or https:\/\//,
    },
    'an address of sockets for the endpoint': {
      args: ['--endpoint', 'ws://localhost', '--token', 'x'],
      says: /http:\/\//,
    },
    'no token': {args: endpoint, says: /--token is missing/},
    'a token with its scheme': {args: [...endpoint, '--token', 'Bearer abc'], says: /without “Bearer”/},
    'an empty token': {args: [...endpoint, '--token', ''], says: /empty/},
    'a rule that does not exist': {args: [...endpoint, '--token', 'x', '--only', 'R3,R30'], says: /no R30/},
    'seconds that are no number': {
      args: [...endpoint, '--token', 'x', '--cut-seconds', 'long'],
      says: /0 to 600/,
    },
    'an option that does not exist': {args: [...endpoint, '--tokens', 'x'], says: /--tokens/},
    'a word too many': {args: [...endpoint, '--token', 'x', 'extra'], says: /extra/},
  };
  for (const [what, {args, says}] of Object.entries(wrong)) {
    it(`say what to mend: ${what}`, () => {
      assert.throws(() => parseOptions(args, {}), says);
    });
  }

  it('take the token from the environment, and the rest as given', () => {
    const options = parseOptions(
      [...endpoint, '--only', 'r14, schema', '--ws', 'wss://sockets.example/graphql'],
      {
        SMS_CHAT_TOKEN: 'abc',
      },
    );
    assert.ok(typeof options !== 'string');
    assert.equal(options.token, 'abc');
    assert.deepEqual(options.only, ['R14', 'SCHEMA']);
    assert.equal(options.socketUrl?.href, 'wss://sockets.example/graphql');
  });

  it('can leave the host to the adapter', () => {
    const options = parseOptions(['--adapter', 'adapter.mjs'], {});
    assert.ok(typeof options !== 'string');
    assert.equal(options.endpoint, null);
  });
});

describe('an adapter', () => {
  it('with a misspelt function is refused by name', () => {
    assert.throws(
      () => checkAdapter({inBound: () => undefined}, 'a.mjs'),
      /exports inBound.*The hooks are: .*inbound/,
    );
  });
  it('with a value where a function belongs is refused', () => {
    assert.throws(() => checkAdapter({inbound: 1}, 'a.mjs'), /inbound is not a function/);
  });
  it('with a default export is refused', () => {
    assert.throws(() => checkAdapter({default: {}}, 'a.mjs'), /default export/);
  });
});

describe('the grade', () => {
  it('is A only where everything passed', () => {
    assert.equal(grade([result('passed'), result('not offered')]).letter, 'A');
  });
  it('is never A where something was not verified', () => {
    const {letter, line} = grade([result('passed'), result('not verified', {rule: 'R20'})]);
    assert.equal(letter, 'B');
    assert.equal(line, 'Grade B: 1 passed, 0 failed, 1 not verified (R20)');
  });
  it('is F where a rule is broken, and names it', () => {
    const {letter, line} = grade([result('failed', {rule: 'R3'}), result('not verified'), result('passed')]);
    assert.equal(letter, 'F');
    assert.match(line, /1 failed \(R3\)/);
  });
  it('is not A where nothing was tried', () => {
    assert.equal(grade([]).letter, 'B');
  });
});

describe('the JUnit report', () => {
  const results = [
    result('passed'),
    result('failed', {reason: '<b> & "quotes"\u0001\ud800 from outside'}),
    result('not verified', {rule: 'R20'}),
  ];
  const xml = toJUnit({endpoint: 'http://localhost/graphql', results, remarks: [], grade: grade(results)});

  it('counts failures, and what was not verified as skipped', () => {
    assert.match(xml, /<testsuites [^>]*tests="3" failures="1" errors="0" skipped="1"/);
    assert.match(xml, /<testsuite name="R20 [^>]*skipped="1"/);
    assert.match(xml, /<skipped message="not verified: because"\/>/);
  });
  it('holds what hosts answered as text', () => {
    assert.match(xml, /message="&lt;b&gt; &amp; &quot;quotes&quot;\ufffd\ufffd from outside"/);
  });
});

describe('docs/conformance.md', () => {
  const text = readFileSync(path.join(root, 'docs/conformance.md'), 'utf8');
  const words = (table: string) =>
    table
      .replace(/[\s-]+/g, ' ')
      .replace(/\| (?=\|)/g, '|')
      .trim();

  it('lists every check as the command does', () => {
    const [, table = ''] = /<!-- checks -->([^]*)<!-- \/checks -->/.exec(text) ?? [];
    assert.equal(words(table), words(listChecks()));
  });
  it('explains every function of an adapter', () => {
    for (const name of hookNames) assert.ok(text.includes(`\`${name}(`), `${name} is missing`);
  });
});

describe('the command', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sms-chat-conformance-'));
  });
  after(() => rm(folder, {recursive: true}));

  const run = (...args: string[]) =>
    new Promise<{code: number; errors: string}>((resolve) => {
      const command = [path.join(root, 'conformance/cli.ts'), ...args];
      execFile(process.execPath, ['--import', 'tsx', ...command], {cwd: root}, (error, _output, errors) =>
        resolve({code: Number(error?.code ?? 0), errors}),
      );
    });

  it('exits with 2 and says so where there is no host', async () => {
    // Port 1 is nobody's.
    const {code, errors} = await run('--endpoint', 'http://localhost:1/graphql', '--token', 'x');
    assert.equal(code, 2);
    assert.match(
      errors,
      /localhost:1\/graphql cannot be reached: nothing listens at this.*Is the host running/,
    );
  });

  it('exits with 2 and says so where the host answers null for what has no null in the contract', async () => {
    const host = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"data": {"smsService": null}}');
    });
    await new Promise<void>((resolve) => host.listen(0, 'localhost', resolve));
    const {port} = host.address() as AddressInfo;
    const {code, errors} = await run('--endpoint', `http://localhost:${port}/graphql`, '--token', 'x');
    host.close();
    assert.equal(code, 2);
    assert.match(errors, /does not answer as a host of the contract.*smsService was answered with null/s);
  });

  it('exits with 2 and says so where the adapter cannot be loaded', async () => {
    const file = path.join(folder, 'broken.mjs');
    await writeFile(file, 'export const inbound = ;');
    const {code, errors} = await run(...endpoint, '--token', 'x', '--adapter', file);
    assert.equal(code, 2);
    assert.match(errors, /broken\.mjs cannot be loaded/);
  });

  it('exits with 2 where nothing names a host', async () => {
    const file = path.join(folder, 'empty.mjs');
    await writeFile(file, 'export const inbound = async () => {};');
    const {code, errors} = await run('--adapter', file);
    assert.equal(code, 2);
    assert.match(errors, /the adapter has no start\(\)/);
  });
});

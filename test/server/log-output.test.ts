import {it} from 'node:test';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/** Runs a program in which much happens; answers with all that it wrote, and its lines of the log. */
function run(name: string) {
  const program = fileURLToPath(new URL(`./helpers/${name}.ts`, import.meta.url));
  const {status, signal, error, stdout, stderr} = spawnSync(process.execPath, ['--import', 'tsx', program], {
    encoding: 'utf8',
    timeout: 180_000,
  });
  assert.equal(status, 0, `${signal} ${error} ${stderr}`);
  const written = stdout + stderr;
  const lines = stdout
    .trim()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as {
          msg: string;
          route?: string;
          status?: number;
          name?: string;
          code?: string;
          reason?: string;
        },
    );
  return {written, lines};
}

function assertNothingTold(written: string) {
  assert.doesNotMatch(written, /SECRET|secret \d/i);
  // In E.164, national, with spaces, encoded: no six digits of the handsets' numbers in a row. A time may hold them.
  assert.doesNotMatch(written.replace(/"time":\d+|[ ()-]/g, ''), /491570\d/);
}

it('no log holds a message text, a name or a whole number, whatever happens', () => {
  const {written, lines} = run('busy-host');
  // It was logged: requests, the gateway's failures, and the database's.
  assert.ok(lines.filter(({msg}) => msg === 'request').length > 100);
  assert.ok(lines.some(({msg, name}) => msg === 'unexpected' && name === 'Error'));
  assert.ok(lines.some(({msg, code}) => msg === 'unexpected' && code === '23514'));
  const [unknown, ...others] = lines.filter(({msg}) => msg === 'message not kept');
  assert.deepEqual(
    [unknown!.reason, others],
    ['It arrived at +61…99, which is the number of no sender.', []],
  );
  assertNothingTold(written);
});

it('nor with the gateways that lead to carriers, whatever their providers say', () => {
  const {written, lines} = run('busy-gateways');
  for (const msg of ['gateway away', 'message not kept', 'unexpected'])
    assert.ok(lines.filter((line) => line.msg === msg).length >= 2, msg);
  for (const status of [200, 400, 401, 404, 503])
    assert.ok(
      lines.some((line) => line.route === '/gateway/' && line.status === status),
      String(status),
    );
  assertNothingTold(written);
});

import {it} from 'node:test';
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const program = fileURLToPath(new URL('../../load/run.ts', import.meta.url));
const load = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', program, ...args]);

/* That the load test works; what it measures in small says nothing. */

it('npm run load -- --small measures every part: messages are stored, sockets hear of them, the account is searched', async () => {
  const {stdout} = await load('--small');
  const tables = stdout.split('\n### ').slice(1);
  assert.equal(tables.length, 3);
  const [throughput, sockets, big] = tables.map((table) =>
    table
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
  );
  assert.deepEqual(
    throughput!.map(([processes, accounts]) => [processes, accounts]),
    [
      ['1', '1'],
      ['1', '10'],
      ['2', '1'],
      ['2', '10'],
    ],
  );
  assert.deepEqual(
    sockets!.map(([processes, held]) => [processes, held]),
    [
      ['1', '40'],
      ['2', '40'],
    ],
  );
  for (const row of [...throughput!, ...sockets!]) {
    for (const cell of row) assert.match(cell, /^\d+(\.\d+)?( %)?$/);
  }
  assert.equal(big!.length, 25);
  for (const [what, ...cells] of big!) {
    for (const cell of cells.slice(0, 3)) assert.ok(Number(cell) > 0, what);
    assert.ok(cells[3] !== '', what);
  }
});

it('npm run load says what it does not know', async () => {
  await assert.rejects(load('everything'), /Not known: everything\. The parts are throughput, sockets, big/);
});

import {it} from 'node:test';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

it('no log holds a message text, a name or a whole number, whatever happens', () => {
  const program = fileURLToPath(new URL('./helpers/busy-host.ts', import.meta.url));
  const {status, signal, error, stdout, stderr} = spawnSync(process.execPath, ['--import', 'tsx', program], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${signal} ${error} ${stderr}`);
  const written = stdout + stderr;
  const lines = stdout
    .trim()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as {msg: string; route?: string; status?: number; name?: string; code?: string},
    );
  // It was logged: requests, the gateway's failures, and the database's.
  assert.ok(lines.filter(({msg}) => msg === 'request').length > 100);
  assert.ok(lines.some(({msg, name}) => msg === 'unexpected' && name === 'Error'));
  assert.ok(lines.some(({msg, code}) => msg === 'unexpected' && code === '23514'));
  assert.doesNotMatch(written, /SECRET|secret \d/i);
  // In E.164, national, with spaces, encoded: no six digits of the handsets' numbers in a row. A time may hold them.
  assert.doesNotMatch(written.replace(/"time":\d+|[ ()-]/g, ''), /491570\d/);
});

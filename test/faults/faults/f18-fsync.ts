import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import type {Fault} from '../fault.js';
import {pause} from '../measures.js';
import {World} from '../world.js';

const sendMessage = `mutation SendMessage($input: SmsSendMessageInput!) {
  smsSendMessage(input: $input) { message { id } error { code } } }`;

export const fault: Fault = {
  id: 'F18',
  title: 'nothing is acknowledged before it is on the disk, by strace',
  async run(run) {
    if (spawnSync('strace', ['-V']).status !== 0) return run.did('not run: this machine has no strace');
    const world = await World.start(run);
    const account = await world.account();
    const authorization = `Bearer ${await account.token()}`;
    const trace = await startTrace(world.host.pid);
    run.atEnd(() => trace.remove());

    const sends = run.pick(20, 500);
    for (let i = 0; i < sends; i++) {
      const input = {
        clientMessageId: crypto.randomUUID(),
        conversationId: account.conversationId(0),
        body: `Send ${i}`,
      };
      const response = await fetch(`${world.host.url}/graphql`, {
        method: 'POST',
        headers: {'content-type': 'application/json', authorization},
        body: JSON.stringify({query: sendMessage, variables: {input}}),
      });
      const answer = await response.text();
      if (!answer.includes('"message":{')) throw new Error(`Not sent: ${answer}`);
      if (i % 100 === 99) run.progress(`${i + 1} sends`);
    }
    await trace.stop();
    const {answers, early, syncs} = readTrace(trace.lines());
    run.did(`${sends} sends, one after the other`);
    run.measure('answers seen', answers, {least: sends});
    run.measure('answered before an fsync of the log', early, {is: 0});
    run.measure('fsyncs of the log', syncs, {least: sends});
  },
};

/**
 * Follows the calls in their order. An answer is early where what was written to the write-ahead log has not been
 * synced, or where nothing has been since the answer before it.
 */
function readTrace(lines: readonly string[]): {answers: number; early: number; syncs: number} {
  let [answers, early, syncs] = [0, 0, 0];
  let isDirty = false;
  let syncedSinceAnswer = false;
  for (const line of lines) {
    const isLog = line.includes('/pg_wal/');
    if (isLog && /\bp?write(v|64)?\(/.test(line)) isDirty = true;
    else if (isLog && /\bf(data)?sync\(/.test(line)) {
      isDirty = false;
      syncedSinceAnswer = true;
      syncs++;
    } else if (line.includes('HTTP/1.1 200') && /\b(write|writev|sendto|sendmsg)\(/.test(line)) {
      answers++;
      if (isDirty || !syncedSinceAnswer) early++;
      syncedSinceAnswer = false;
    }
  }
  return {answers, early, syncs};
}

/** Attaches to a running process; resolves once it follows it. */
async function startTrace(pid: number) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sms-chat-trace-'));
  const file = path.join(folder, 'trace');
  const calls = 'trace=write,writev,pwrite64,fsync,fdatasync,sendto,sendmsg';
  const child = spawn('strace', ['-f', '-y', '-s', '40', '-e', calls, '-o', file, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let told = '';
    child.stderr.on('data', (data: Buffer) => {
      told += data.toString();
      if (told.includes('attached')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`strace ended with ${code}: ${told}`)));
  });
  // Threads are attached one after the other.
  await pause(300);
  return {
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
    lines: () => readFileSync(file, 'utf8').split('\n'),
    remove() {
      child.kill('SIGINT');
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

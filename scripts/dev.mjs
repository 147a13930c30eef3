/** Rebuilds the bundles and restarts the host as their sources change. */
import {spawn} from 'node:child_process';
import {fromRoot} from './lib/run.mjs';

const start = (bin, ...args) =>
  // In a group of its own: one Ctrl-C reaches this process twice, by the terminal and by npm, and should reach these once.
  spawn(fromRoot(`node_modules/.bin/${bin}`), args, {cwd: fromRoot('.'), stdio: 'inherit', detached: true});

const children = [
  start('rollup', '-c', '--watch', '--no-watch.clearScreen'),
  start('tsx', 'watch', '--clear-screen=false', 'server/main.ts', 'demo'),
];

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill('SIGTERM');
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
// Either is of no use without the other.
for (const child of children) child.on('exit', stop);

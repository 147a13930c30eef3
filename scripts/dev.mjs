/** Rebuilds the bundles and restarts the host as their sources change. */
import {spawn} from 'node:child_process';
import {fromRoot} from './lib/run.mjs';

const children = [
  spawn(fromRoot('node_modules/.bin/rollup'), ['-c', '--watch', '--no-watch.clearScreen'], {
    stdio: 'inherit',
  }),
  spawn(fromRoot('node_modules/.bin/tsx'), ['watch', '--clear-screen=false', fromRoot('server/main.ts')], {
    stdio: 'inherit',
  }),
];

/** @param {NodeJS.Signals} [signal] */
const stop = (signal = 'SIGTERM') => children.forEach((child) => child.kill(signal));

// Either is of no use without the other.
for (const child of children) child.on('exit', () => stop());
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal));

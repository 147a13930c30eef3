import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/** @param {string} path relative to the project's root */
export const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Runs a command in the project's root, showing its output as it comes, or when `quiet` only its complaints.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{quiet?: boolean, timeoutMinutes?: number}} [options]
 * @returns {Promise<{code: number, output: string}>} the exit code, 1 when it ended by a signal; and what it wrote to
 *   its standard output
 */
export function run(command, args, {quiet = false, timeoutMinutes} = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: fromRoot('.'),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMinutes && timeoutMinutes * 60_000,
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (!quiet) process.stdout.write(chunk);
    });
    child.stderr.on('data', (chunk) => process.stderr.write(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal) console.error(`${command} was ended by ${signal}`);
      resolve({code: code ?? 1, output});
    });
  });
}

/**
 * Runs a command-line tool of a dependency, like `npx` but without its start-up time.
 *
 * @param {string} name
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const runBin = (name, args, options) => run(fromRoot(`node_modules/.bin/${name}`), args, options);

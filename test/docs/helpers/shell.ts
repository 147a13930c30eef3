/** Checks commands as documents write them: that scripts, flags and files are there, without running anything. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import * as path from 'node:path';
import {fromRoot} from '../../../scripts/lib/run.mjs';

interface PackageJson {
  scripts: Record<string, string>;
  bin?: Record<string, string>;
}

const readPackage = (folder: string) =>
  JSON.parse(readFileSync(fromRoot(path.join(folder, 'package.json')), 'utf8')) as PackageJson;

/** Files of this repository, wherever they stand in a command. */
const FILE = /(?<![\w/.-])(?:deploy|docs|examples|schema|scripts|conformance|server|test|themes)\/[\w@./-]+/g;

/** Throws what is wrong with a script of the shell. */
export function checkShell(code: string): void {
  const {status, stderr} = spawnSync('bash', ['-n'], {input: code, encoding: 'utf8'});
  assert.equal(status, 0, stderr);
  const copies = new Map<string, string>();
  let folder = '.';
  for (const command of commandsOf(code)) {
    const [name, ...args] = command.split(/\s+/) as [string, ...string[]];
    if (name === 'cd' && existsSync(fromRoot(args[0]!))) folder = args[0]!;
    if (name === 'npm') checkNpm(args, folder);
    if (name === 'npx') checkNpx(args);
    if (name === 'cp' || name === 'install') copies.set(args.at(-1)!, args.at(-2)!);
    if (name === 'sed') checkSed(command, copies.get(args.at(-1)!));
    for (const [file] of command.matchAll(FILE)) assert.ok(existsSync(fromRoot(file)), `no file ${file}`);
  }
}

/** One command in prose: `npm run bench -- --docs`. */
export const isNpmCommand = (code: string) => /^(?:[A-Z]+=\S+ )?npm (?:start|test|run)\b/.test(code);

/** Each simple command, on one line, without comments and variables before it. */
function commandsOf(code: string): string[] {
  return code
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#\s.*$/, ''))
    .flatMap((line) => line.split(/\s(?:&&|\|\||\||;)\s/))
    .map((command) => command.trim().replace(/^(?:[A-Z_]+=\S+ )+/, ''))
    .filter(Boolean);
}

function checkNpm([verb = '', ...args]: string[], folder: string): void {
  if (!['run', 'start', 'test'].includes(verb)) return;
  const {scripts} = readPackage(folder);
  const name = verb === 'run' ? args[0]! : verb;
  const script = scripts[name];
  assert.ok(script, `no script ${name} in ${folder}/package.json`);
  const [, ...rest] = args.slice(args.indexOf('--'));
  if (args.includes('--')) checkFlags(rest, usageOf(script), `npm run ${name}`);
}

function checkNpx(args: string[]): void {
  const {bin = {}} = readPackage('.');
  const name = args.find((arg) => arg in bin);
  assert.ok(name, `no command of the package in npx ${args.join(' ')}`);
  const {stdout} = spawnSync(process.execPath, [fromRoot(bin[name]!), '--help'], {encoding: 'utf8'});
  checkFlags(args.slice(args.indexOf(name)), stdout, name);
}

function checkFlags(args: readonly string[], usage: string, command: string): void {
  for (const arg of args.filter((word) => word.startsWith('--'))) {
    const [flag] = arg.split('=') as [string];
    assert.ok(new RegExp(`${flag}\\b`).test(usage), `${command} knows no ${flag}`);
  }
}

/** What the files of the project that a script runs say of its flags: their heads, or what they print for --help. */
function usageOf(script: string): string {
  const [file] = script.match(/[\w/-]+\.(?:ts|mjs)/) ?? [];
  const files = [file, 'conformance/options.ts'].filter((name) => name !== undefined);
  return files.map((name) => readFileSync(fromRoot(name), 'utf8')).join('\n');
}

/** What `sed` replaces in the copy of a file of ours has to stand in it. */
function checkSed(command: string, original: string | undefined): void {
  if (!original) return;
  const text = readFileSync(fromRoot(original), 'utf8');
  for (const [, pattern] of command.matchAll(/s\|([^|]+)\|/g))
    assert.match(text, new RegExp(pattern!, 'm'), `${original} has no ${pattern}`);
}

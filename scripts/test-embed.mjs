/**
 * Installs and builds every app of examples/ as its README says, type checks included, and drives each of them in a
 * browser against the reference host; ends with `N passed, N failed`.
 *
 *     npm run test:embed               all of it
 *     npm run test:embed -- react vue  these apps are built anew, the others taken as they are
 *     npm run test:embed -- --docs     and the table into docs/frameworks.md
 */
import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {fromRoot, run, runBin} from './lib/run.mjs';
import {nodeTests} from './test/kinds.mjs';

const all = readdirSync(fromRoot('examples')).filter((name) =>
  existsSync(fromRoot(`examples/${name}/package.json`)),
);
const picked = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = picked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No such example: ${unknown.join(', ')}. There are: ${all.join(', ')}`);
  process.exit(2);
}

/** Of each app, whether it is built, and whether it is not with a mistake. */
const built = new Map();
const typed = new Map();

const npm = (folder, ...args) => run('npm', ['--prefix', fromRoot(folder), ...args], {quiet: true});

/** Where the templates of each stand, for those whose frameworks check types in them. */
const TEMPLATES = {
  angular: 'src/app.ts',
  react: 'src/app.tsx',
  svelte: 'src/app.svelte',
  vue: 'src/app.vue',
};
/** Of an attribute, of a property and of an event. */
const MISTAKES = [
  ['persistence="drafts"', 'persistence="forever"'],
  [/(auth\]?=.)signIn/, '$1sent'],
  ['detail.unreadMessages', 'detail.unreadMails'],
];

/** Counts as one check: with a mistake in its template, an app that is installed is not built. */
async function refusesMistakes(name) {
  const file = fromRoot(`examples/${name}/${TEMPLATES[name]}`);
  const right = readFileSync(file, 'utf8');
  try {
    for (const [before, after] of MISTAKES) {
      const wrong = right.replace(before, after);
      if (wrong === right) throw new Error(`${file} has no ${before}`);
      writeFileSync(file, wrong);
      const {code} = await npm(`examples/${name}`, 'run', 'build');
      if (code === 0) {
        console.error(`✖ examples/${name} is built with ${after}`);
        return false;
      }
    }
  } finally {
    writeFileSync(file, right);
  }
  console.log('✔ mistakes in its template are refused');
  return true;
}

/** Counts as one check: it installs from its lock file, its types are right, and it builds. */
async function build(name) {
  console.log(`\n── examples/${name}`);
  if (!(await succeeds(name, 'ci'))) return false;
  // Before the build, which shows that it is the mistake that was refused.
  if (name in TEMPLATES) typed.set(name, await refusesMistakes(name));
  if (!(await succeeds(name, 'run', 'build', '--if-present'))) return false;
  console.log('✔ installed and built');
  return true;
}

async function succeeds(name, ...command) {
  const {code, output} = await npm(`examples/${name}`, ...command);
  if (code !== 0) console.error(`${output}\n✖ npm ${command.join(' ')} failed in examples/${name}`);
  return code === 0;
}

function writeTable() {
  const results = JSON.parse(readFileSync(fromRoot('test-results/embed.json'), 'utf8'));
  const examples = [...new Set(results.map(({example}) => example))];
  const features = [...new Set(results.map(({feature}) => feature))];
  const mark = (passed) => (passed ? '✔' : '✖');
  const cell = (example, feature) =>
    mark(results.some((it) => it.example === example && it.feature === feature && it.passed));
  // What is no affair of a host has no result there.
  const isTried = (example, feature) =>
    results.some((it) => it.example === example && it.feature === feature);
  const folderOf = (example) => results.find((it) => it.example === example).folder.split('/')[1];
  const rows = [
    ['', ...examples],
    ['---', ...examples.map(() => ':-:')],
    [
      'installed from its lock file, typed, and built',
      ...examples.map((it) => mark(built.get(folderOf(it)))),
    ],
    [
      'a wrong attribute, property or detail of an event is refused in templates',
      ...examples.map((it) => (typed.has(folderOf(it)) ? mark(typed.get(folderOf(it))) : '–')),
    ],
    ...features.map((feature) => [
      feature,
      ...examples.map((example) => (isTried(example, feature) ? cell(example, feature) : '–')),
    ]),
  ];
  const table = rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
  const file = fromRoot('docs/frameworks.md');
  const [before, after] = ['<!-- results -->', '<!-- end of results -->'];
  const text = readFileSync(file, 'utf8');
  const start = text.indexOf(before) + before.length;
  const run = `Run of ${new Date().toISOString().slice(0, 10)}, in Chromium.`;
  writeFileSync(file, `${text.slice(0, start)}\n\n${run}\n\n${table}\n\n${text.slice(text.indexOf(after))}`);
}

if ((await run('node', [fromRoot('scripts/build.mjs')])).code !== 0) process.exit(1);
for (const name of picked.length > 0 ? picked : all) built.set(name, await build(name));
const tests = await nodeTests('embed')();
if (process.argv.includes('--docs')) {
  writeTable();
  await runBin('prettier', ['--write', '--log-level', 'warn', 'docs/frameworks.md']);
}
const results = [...built.values(), ...typed.values()];
const failed = tests.failed + results.filter((isBuilt) => !isBuilt).length;
console.log(`\n${tests.passed + results.filter(Boolean).length} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * Measures the inbox, the lower bound and other chat kits, side by side, and prints the tables.
 *
 *     npm run bench                                     all of it
 *     npm run bench -- --adapters vanilla,sms-chat      these
 *     npm run bench -- --scenarios first,open --rounds 3 --sizes 1000,10000
 *     npm run bench -- --docs                           and the tables into docs/performance.md
 *
 * Every scenario of every round runs in a fresh page, the adapters in turn, so that noise of the machine hits all
 * alike. Only ratios of medians within one run mean anything.
 */
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {BenchPage, browserVersion, closeBrowser} from './lib/bench-page.mjs';
import {adapterNames, buildPages} from './lib/build.mjs';
import {median, report, writeToDocs} from './lib/report.mjs';
import {scenarios} from './lib/scenarios.mjs';
import {serve} from './lib/server.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
/** A measure that takes longer counts as not finished. */
const LIMIT_MS = 40_000;

const {values} = parseArgs({
  options: {
    adapters: {type: 'string', default: adapterNames().join(',')},
    scenarios: {type: 'string', default: Object.keys(scenarios).join(',')},
    sizes: {type: 'string', default: '1000,10000,100000'},
    rounds: {type: 'string', default: '5'},
    out: {type: 'string', default: `${folder}results/latest.json`},
    /** Goes on with what is in `out`. */
    merge: {type: 'boolean', default: false},
    docs: {type: 'boolean', default: false},
    verbose: {type: 'boolean', default: false},
  },
});
const names = values.adapters.split(',');
const sizes = values.sizes.split(',').map(Number);
const rounds = Number(values.rounds);

await buildPages(names);
const server = await serve();
mkdirSync(`${folder}results`, {recursive: true});
const results =
  values.merge && existsSync(values.out)
    ? JSON.parse(readFileSync(values.out, 'utf8'))
    : {about: {}, adapters: {}};
Object.assign(results.about, {
  date: new Date().toISOString(),
  cpu: os.cpus()[0].model,
  cores: os.cpus().length,
  node: process.version,
  chromium: await browserVersion(),
  loadAtStart: os.loadavg()[0],
  rounds,
});
const save = () => {
  results.about.loadAtEnd = os.loadavg()[0];
  writeFileSync(values.out, JSON.stringify(results, null, 1));
};

for (let round = 0; round < rounds; round++) {
  for (const scenario of values.scenarios.split(',')) {
    for (const name of names) await runScenario(round, scenario, name);
    save();
  }
  // A browser that has run for long is another one.
  await closeBrowser();
}
save();
// Without a round, there is still the one that told its version.
await closeBrowser();
server.close();
console.log(report(results));
if (values.docs) writeToDocs(results);

async function runScenario(round, scenario, name) {
  const adapter = (results.adapters[name] ??= {measures: {}});
  const {measures} = adapter;
  const hasFailed = (key) => measures[key]?.some(({dnf, na}) => dnf || na);
  const wall = (key) => median(measures[key]?.map((result) => result.wallMs) ?? []) ?? 0;

  /** Slow ones are repeated less; what failed, or is hopeless at a tenth of the size, is not tried again. */
  function isWorthIt(key, {once, size}) {
    const count = measures[key]?.length ?? 0;
    if (hasFailed(key) || (once && count > 0)) return false;
    if ((wall(key) > 12_000 && count >= 2) || (wall(key) > 40_000 && count >= 1)) return false;
    const smaller = size && key.replace(String(size), String(size / 10));
    return !measures[smaller] || (!hasFailed(smaller) && wall(smaller) < LIMIT_MS);
  }

  async function record(key, {slowdown, ...options}, measure) {
    if (!isWorthIt(key, options)) return;
    const start = Date.now();
    let page;
    let result;
    try {
      const onMessage = values.verbose ? (text) => console.log(`    ${text.slice(0, 400)}`) : undefined;
      page = await BenchPage.open({slowdown, url: server.url + name, limit: LIMIT_MS, onMessage});
      const {label, kind, has, evalMs} = await page.call('load', name);
      Object.assign(adapter, {label, kind});
      Object.assign(context.has, has);
      result = {evalMs, ...(await measure(page))};
    } catch (error) {
      result = {dnf: true, error: String(error.message).slice(0, 300)};
    }
    await page?.close();
    (measures[key] ??= []).push({...result, wallMs: Date.now() - start});
    console.log(`${round + 1}  ${key.padEnd(22)} ${name.padEnd(20)} ${brief(result)}`);
  }

  const context = {
    record,
    sizes,
    has: {},
    opens: (size) =>
      !hasFailed(`open/${size}`) && (!measures[`open/${size / 10}`] || !!measures[`open/${size}`]),
  };
  await scenarios[scenario](context);
}

function brief(result) {
  if (result.na) return 'not offered';
  if (result.dnf) return `DNF ${result.error ?? ''}`;
  return Object.entries(result)
    .filter(([, value]) => typeof value === 'number')
    .map(([key, value]) => `${key}=${Number(value.toFixed(1))}`)
    .join(' ');
}

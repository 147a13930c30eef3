/**
 * Where the main thread's time goes in one measure: by kind of work, from Chromium's trace, and by function.
 *
 *     node bench/profile.mjs sms-chat first
 *     node bench/profile.mjs sms-chat open 10000
 */
import {readFileSync} from 'node:fs';
import {SourceMap} from 'node:module';
import {BenchPage, closeBrowser} from './lib/bench-page.mjs';
import {buildPages} from './lib/build.mjs';
import {serve} from './lib/server.mjs';

const [name = 'sms-chat', measure = 'first', size = '1000', rate = '1'] = process.argv.slice(2);
const REPEATS = 6;
/** @type {Record<string, {ready?: (page: BenchPage) => Promise<void>, once: (page: BenchPage) => Promise<any>, prepare: (page: BenchPage) => Promise<any>}>} */
const measures = {
  first: {prepare: (page) => page.call('prepareFirst', 1000, 50), once: (page) => page.call('first')},
  open: {
    prepare: (page) => page.call('prepareThread', Number(size)),
    once: (page) => page.call('open', 15_000),
  },
  append: {prepare: (page) => page.call('prepareAppend', Number(size)), once: (page) => page.call('append')},
  list: {
    prepare: (page) => page.call('prepareConversations', Number(size)),
    once: (page) => page.call('conversations', 15_000),
  },
  bump: {prepare: async () => undefined, once: (page) => page.call('bump', 0.5)},
  stream: {prepare: (page) => page.call('prepareStream', 100), once: (page) => page.call('stream', 100)},
};

await buildPages([name], {minify: false});
const server = await serve();
const map = new SourceMap(
  JSON.parse(readFileSync(new URL('../dist/sms-chat.js.map', import.meta.url), 'utf8')),
);
const events = [];
const functions = new Map();
const {prepare, once} = measures[measure];
let cpu = 0;
let page;
for (let i = 0; i < REPEATS; i++) {
  // A first render is one only in a fresh page.
  if (!page || measure === 'first') page = await openPage();
  await prepare(page);
  await page.call('frames', 10);
  // In turn, since each costs time that the other would see.
  const result = i % 2 ? await profiled() : await traced();
  console.log(`cpu ${result.cpu.toFixed(1)} ms, painted after ${result.ms?.toFixed(1)} ms`);
  if (i % 2 === 0) cpu += result.cpu;
  if (measure === 'first') await page.close();
}
console.log(`mean of those that were traced: ${(cpu / (REPEATS / 2)).toFixed(1)} ms`);
printTop('Kinds of work, self time in ms of the thread', selfTimesByKind(), 22);
printTop('Functions, self time in ms', functions, 34);
await closeBrowser();
server.close();

async function openPage() {
  const opened = await BenchPage.open({url: server.url + name, limit: 40_000, slowdown: Number(rate)});
  await opened.call('load', name);
  opened.cdp.on('Tracing.dataCollected', ({value}) => events.push(...value));
  if (measure === 'first') return opened;
  await opened.call('prepareFirst', 40, 50);
  await opened.call('first');
  return opened;
}

async function traced() {
  const over = new Promise((resolve) => page.cdp.once('Tracing.tracingComplete', resolve));
  const includedCategories = ['toplevel', 'devtools.timeline', 'v8', 'disabled-by-default-v8.compile'];
  await page.cdp.send('Tracing.start', {transferMode: 'ReportEvents', traceConfig: {includedCategories}});
  const result = await page.cost(() => once(page));
  await page.cdp.send('Tracing.end');
  await over;
  return result;
}

async function profiled() {
  await page.cdp.send('Profiler.enable');
  await page.cdp.send('Profiler.setSamplingInterval', {interval: 200});
  await page.cdp.send('Profiler.start');
  const result = await page.cost(() => once(page));
  addSelfTimes((await page.cdp.send('Profiler.stop')).profile);
  return result;
}

function selfTimesByKind() {
  // Each page has a process of its own; its main thread is the one that lays out.
  const thread = ({pid, tid}) => `${pid} ${tid}`;
  const main = new Set(events.filter(({name}) => name === 'UpdateLayoutTree').map(thread));
  const complete = events
    .filter((event) => event.ph === 'X' && event.tdur !== undefined && main.has(thread(event)))
    .sort((a, b) => a.pid - b.pid || a.tid - b.tid || a.tts - b.tts || b.tdur - a.tdur);
  const kinds = new Map();
  const open = [];
  const add = (kind, micros) => kinds.set(kind, (kinds.get(kind) ?? 0) + micros / 1000);
  for (const event of complete) {
    const isOther = open.length > 0 && (open[0].pid !== event.pid || open[0].tid !== event.tid);
    while (open.length > 0 && (isOther || open.at(-1).tts + open.at(-1).tdur <= event.tts)) open.pop();
    add(event.name, event.tdur);
    if (open.length > 0) add(open.at(-1).name, -event.tdur);
    open.push(event);
  }
  return kinds;
}

function addSelfTimes({nodes, samples, timeDeltas}) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  samples.forEach((id, i) => {
    const key = placeOf(byId.get(id).callFrame);
    functions.set(key, (functions.get(key) ?? 0) + timeDeltas[i] / 1000);
  });
}

/** Of a function of the published inbox, the place in its sources. */
function placeOf({functionName, lineNumber, columnNumber, url}) {
  const file = url.split('/').at(-1);
  const source = file === 'sms-chat.js' ? map.findEntry(lineNumber, columnNumber) : {};
  const place = source.originalSource
    ? `${source.originalSource.split('/').slice(-2).join('/')}:${source.originalLine + 1}`
    : `${file}:${lineNumber}`;
  return `${functionName || '(anonymous)'} ${place}`;
}

function printTop(title, times, count) {
  console.log(`\n${title}`);
  const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, count);
  for (const [key, ms] of sorted) console.log(`${(ms / (REPEATS / 2)).toFixed(2).padStart(9)}  ${key}`);
}

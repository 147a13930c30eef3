import {readFileSync, writeFileSync} from 'node:fs';

/** What is said of each measure, and what the inbox has to reach against the lower bound or at all. */
const SIZES = ['1000', '10000', '100000'];
const inWords = (size) => Number(size).toLocaleString('en');

/** Main-thread ms, with their ratio to the lower bound. */
const cpu = (key, name, {field = 'cpu', most} = {}) => ({key, field, name, unit: 'ms', ratio: true, most});
const value = (key, name, field, unit = '', most = undefined) => ({key, field, name, unit, most});

const TABLES = [
  [
    'First render: 1,000 conversations and a thread of 50',
    [
      cpu('first', 'main thread', {most: 2}),
      cpu('first/slow', 'main thread, CPU 4 × slower', {most: 2}),
      value('first', 'DOM nodes', 'nodes', '', 1500),
    ],
  ],
  [
    'Open a thread',
    SIZES.flatMap((size) => [
      cpu(`open/${size}`, `${inWords(size)} messages`, {most: 2}),
      value(`open/${size}`, 'DOM nodes', 'nodes', '', 1500),
    ]),
  ],
  [
    'Messages arrive',
    [
      cpu('append1/1000', '1 in 1,000', {most: 2}),
      cpu('append1/10000', '1 in 10,000', {most: 2}),
      cpu('append1000/1000', '1,000 in 1,000', {most: 2}),
      cpu('append1000/10000', '1,000 in 10,000', {most: 2}),
      cpu('whole/append1', '1 in 10,000, all loaded', {most: 2}),
    ],
  ],
  [
    '100 messages a second, for 4 s',
    [
      value('stream', 'call to painted, p50', 'p50', 'ms'),
      value('stream', 'p95', 'p95', 'ms', 20),
      value('stream', 'never shown', 'lost', '', 0),
      value('stream', 'long tasks', 'long.count', '', 0),
      cpu('stream', 'main thread'),
    ],
  ],
  [
    '50 older messages come in above: how far what is read moves, at most, in any frame',
    [
      value('prepend', 'at the start', 'at0', 'px', 0),
      value('prepend', '200 px below', 'at200', 'px', 0),
      value('prepend', '640 px below', 'at640', 'px', 0),
      value('prepend', 'scrolling up', 'up', 'px', 0),
      value('prepend', 'scrolling down', 'down', 'px', 0),
    ],
  ],
  [
    'Conversations: first paint, and one moves to the top',
    SIZES.flatMap((size) => [
      cpu(`list/${size}`, inWords(size), {most: 2}),
      cpu(`list/${size}`, 'to the top', {field: 'bumpCpu', most: 2}),
    ]),
  ],
  [
    'Scrolling',
    ['', '/slow'].flatMap((slow) =>
      [
        ['thread60', 'thread, 60 px a frame'],
        ['thread240', 'thread, 240 px'],
        ['list60', 'list, 60 px'],
      ].flatMap(([pane, name]) => [
        value(
          `scroll/${pane}${slow}`,
          `${name}${slow && ', CPU 4 × slower'}: p99 frame`,
          'p99',
          'ms',
          slow ? 33.4 : 20,
        ),
        value(`scroll/${pane}${slow}`, 'blank frames', 'blankFrames', '', 0),
      ]),
    ),
  ],
  [
    'Typing after 1,600 characters, with a thread of 10,000 open',
    [
      value('typing', 'keydown to painted, p50', 'p50', 'ms'),
      value('typing', 'p95', 'p95', 'ms', 20),
      cpu('typing', 'main thread, a key', {field: 'cpuPerKey'}),
      value('typing/slow', 'CPU 4 × slower, p95', 'p95', 'ms', 50),
    ],
  ],
  [
    'After 100 threads, one after the other',
    [
      value('leak', 'heap', 'heapMB', 'MB', 2),
      value('leak', 'DOM nodes', 'nodes', '', 0),
      value('leak', 'listeners', 'listeners', '', 0),
    ],
  ],
];

/** The targets allow for this much noise. */
const SLACK = 1.25;
const KINDS = ['bound', 'widget', 'peer'];

export function median(values) {
  const sorted = values.filter((each) => typeof each === 'number').sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A number; or in words why there is none. */
function medianOf({measures}, {key, field}) {
  const results = measures[key];
  if (!results) return 'not tried';
  if (results.some(({na}) => na)) return 'n/a';
  if (results.some(({dnf}) => dnf)) return 'DNF';
  return (
    median(results.map((result) => field.split('.').reduce((part, name) => part?.[name], result))) ?? '–'
  );
}

function format(number) {
  if (typeof number !== 'number') return number;
  if (Number.isInteger(number) || Math.abs(number) >= 100) return number.toFixed(0);
  return number.toFixed(Math.abs(number) >= 10 ? 1 : 2);
}

const times = (ratio) => `${ratio.toFixed(ratio < 0.1 ? 3 : ratio < 10 ? 2 : 0)} ×`;

/** Markdown: a table for each part, a row for each widget. */
export function report({about, adapters}) {
  const rows = Object.entries(adapters).sort(([, a], [, b]) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  const {vanilla} = adapters;
  const lines = [
    `${about.date.slice(0, 16).replace('T', ' ')} UTC, ${about.cpu}, ${about.cores} cores shared with other work ` +
      `(load ${about.loadAtStart.toFixed(1)} at the start, ${about.loadAtEnd.toFixed(1)} at the end), ` +
      `Chromium ${about.chromium}, Node ${about.node}. Medians of ${about.rounds} rounds, fewer where one takes long; ` +
      'in brackets the ratio to `vanilla`.',
  ];
  for (const [title, columns] of TABLES) {
    const measured = columns.filter(({key}) => rows.some(([, {measures}]) => measures[key]));
    if (measured.length === 0) continue;
    lines.push('', `### ${title}`, '');
    const unitOf = ({name, unit}) => (unit ? `${name} (${unit})` : name);
    lines.push(
      `| | ${measured.map(unitOf).join(' | ')} |`,
      `| --- |${measured.map(() => ' ---: |').join('')}`,
    );
    for (const [name, adapter] of rows) {
      const cells = measured.map((column) => {
        const own = medianOf(adapter, column);
        const bound = vanilla && column.ratio && adapter !== vanilla ? medianOf(vanilla, column) : null;
        const isRatio = typeof own === 'number' && typeof bound === 'number' && bound > 0;
        return `${format(own)}${isRatio ? ` (${times(own / bound)})` : ''}`;
      });
      lines.push(`| ${name === 'sms-chat' ? '**sms-chat**' : name} | ${cells.join(' | ')} |`);
    }
  }
  if (adapters['sms-chat']) lines.push('', '### Targets', '', ...verdicts(adapters));
  return lines.join('\n');
}

function verdicts(adapters) {
  const lines = [
    '| what | target | reached | against the best peer | |',
    '| --- | --- | ---: | ---: | --- |',
  ];
  const peers = Object.values(adapters).filter(({kind}) => kind === 'peer');
  for (const [title, columns] of TABLES) {
    for (const column of columns) {
      if (column.most === undefined || !adapters['sms-chat'].measures[column.key]) continue;
      const own = medianOf(adapters['sms-chat'], column);
      const bound = column.ratio ? medianOf(adapters.vanilla, column) : 1;
      const reached = typeof own === 'number' ? own / bound : own;
      const best = Math.min(
        ...peers.map((peer) => medianOf(peer, column)).filter((each) => typeof each === 'number'),
      );
      const target = column.ratio
        ? `≤ ${column.most.toFixed(1)} × vanilla`
        : `≤ ${column.most} ${column.unit}`;
      const isReached =
        reached <= column.most * (column.ratio ? SLACK : 1) + (column.unit === 'px' ? 0.05 : 0);
      const text =
        typeof reached !== 'number'
          ? reached
          : column.ratio
            ? times(reached)
            : `${format(reached)} ${column.unit}`;
      const against =
        column.ratio && Number.isFinite(best) && typeof own === 'number' ? times(own / best) : '';
      lines.push(
        `| ${title.split(':')[0]}: ${column.name} | ${target} | ${text} | ${against} | ${isReached ? 'yes' : '**no**'} |`,
      );
    }
  }
  return lines;
}

const DOCS = new URL('../../docs/performance.md', import.meta.url);
const MARKS = ['<!-- results of npm run bench -->', '<!-- end of the results -->'];

/** Puts the tables between the marks of docs/performance.md. */
export function writeToDocs(results) {
  const text = readFileSync(DOCS, 'utf8');
  const [before, rest] = text.split(MARKS[0]);
  const after = rest.split(MARKS[1])[1];
  writeFileSync(DOCS, `${before}${MARKS[0]}\n\n${report(results)}\n\n${MARKS[1]}${after}`);
}

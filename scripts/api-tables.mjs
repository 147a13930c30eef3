/**
 * Writes the tables of tokens, parts and slots in docs/theming.md from custom-elements.json; with `--check`, fails where
 * they are not what it says.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import * as prettier from 'prettier';
import {fromRoot} from './lib/run.mjs';

const FILE = fromRoot('docs/theming.md');

const {modules} = JSON.parse(readFileSync(fromRoot('custom-elements.json'), 'utf8'));
const elements = modules.flatMap(({declarations}) => declarations);

/** What comes first in each group; the rest follows in the order of the manifest. */
const TOKEN_GROUPS = [
  ['Colours', /-(background|color)$/],
  ['Corners, space, type', /./],
];
const PART_GROUPS = {
  'The whole': 'inbox',
  'The list': 'list-pane',
  'The thread': 'thread-pane',
  'The composer': 'composer',
  'What opens': 'dialog',
};

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function tokens() {
  const all = elements.flatMap(({cssProperties}) => cssProperties);
  const left = new Set(all);
  return TOKEN_GROUPS.map(([title, pattern]) => {
    const group = [...left].filter(({name}) => pattern.test(name));
    for (const token of group) left.delete(token);
    const rows = group.map((token) => [
      `\`${token.name}\``,
      token.default ? `\`${token.default}\`` : '',
      token.description,
    ]);
    return `### ${title}\n\n${table(['token', 'default', ''], rows)}`;
  }).join('\n\n');
}

function parts() {
  const [inbox, badge] = ['sms-chat', 'sms-chat-badge'].map((tag) =>
    elements.find((it) => it.tagName === tag),
  );
  const titles = Object.entries(PART_GROUPS);
  const starts = titles.map(([, first]) => inbox.cssParts.findIndex(({name}) => name === first));
  const groups = titles.map(([title], index) => [
    title,
    inbox.cssParts.slice(starts[index], starts[index + 1]),
  ]);
  return [...groups, ['The badge', badge.cssParts]]
    .map(([title, group]) => {
      const rows = group.map(({name, description}) => [`\`${name}\``, description]);
      return `### ${title}\n\n${table(['part', ''], rows)}`;
    })
    .join('\n\n');
}

function slots() {
  const rows = elements.flatMap(({tagName, slots: all}) =>
    all.map(({name, description}) => [`\`<${tagName}>\``, `\`${name}\``, description]),
  );
  return table(['element', 'slot', ''], rows);
}

function replace(text, name, content) {
  const start = text.indexOf('\n', text.indexOf(`<!-- ${name}:`)) + 1;
  return `${text.slice(0, start)}\n${content}\n\n${text.slice(text.indexOf(`<!-- end of ${name} -->`))}`;
}

const before = readFileSync(FILE, 'utf8');
const written = Object.entries({tokens, parts, slots}).reduce(
  (text, [name, make]) => replace(text, name, make()),
  before,
);
const after = await prettier.format(written, {...(await prettier.resolveConfig(FILE)), filepath: FILE});

if (!process.argv.includes('--check')) writeFileSync(FILE, after);
else if (after !== before) {
  console.error('docs/theming.md is out of date: run `npm run api-tables`.');
  process.exitCode = 1;
}

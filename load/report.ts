import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import * as os from 'node:os';
import {fileURLToPath} from 'node:url';

export interface Table {
  /** The part of the load test that it comes from. */
  id: string;
  title: string;
  head: string[];
  rows: string[][];
}

const docs = fileURLToPath(new URL('../docs/scaling.md', import.meta.url));
const folder = new URL('../test-results/', import.meta.url);
const kept = fileURLToPath(new URL('load.json', folder));

export function toMarkdown({title, head, rows}: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Puts a table in the place of the one of the same part, with when and where it was measured. */
export function writeToDocs(table: Table, order: readonly string[], command: string): void {
  const tables = {...keptTables(), [table.id]: `${toMarkdown(table)}\n\n${provenance(command)}`};
  mkdirSync(folder, {recursive: true});
  writeFileSync(kept, JSON.stringify(tables, null, 2));
  const [before, after] = ['<!-- prettier-ignore-start -->', '<!-- prettier-ignore-end -->'];
  const text = readFileSync(docs, 'utf8');
  const [start, end] = [text.indexOf(before) + before.length, text.indexOf(after)];
  const shown = order.flatMap((id) => tables[id] ?? []).join('\n\n');
  writeFileSync(docs, `${text.slice(0, start)}\n\n${shown}\n\n${text.slice(end)}`);
}

/** Of earlier runs on this machine, as Markdown. */
function keptTables(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(kept, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

function provenance(command: string): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {encoding: 'utf8'}).trim();
  const date = new Date().toISOString().slice(0, 10);
  return `_${date}, ${os.cpus().length} cores (${cpu?.model.trim()}), ${memory} GB, Node ${process.version}, commit ${commit}: \`${command}\`_`;
}

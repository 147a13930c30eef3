/** What the project says of itself: its documents, with their snippets, links and headings. */
import {readdirSync, readFileSync} from 'node:fs';
import * as path from 'node:path';
import {fromRoot} from '../../../scripts/lib/run.mjs';

export interface Snippet {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** Why it cannot be run: `<!-- not run: … -->` before it. */
  readonly notRun?: string;
  /** The file that it is a piece of: `<!-- from … -->` before it. */
  readonly from?: string;
}

export interface Document {
  readonly file: string;
  readonly text: string;
  readonly snippets: readonly Snippet[];
  /** What stands between backticks in its prose. */
  readonly inlineCode: readonly string[];
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

/** Blocks between fences, with their indent, their language and their lines. */
const FENCED = /^( *)```([^\n]*)\n([^]*?)\n\1```$/gm;
const NOTE = /^ *(?:<!--|\{\/\*) (not run:|from) (.+?) (?:-->|\*\/\}) *$/;

const inFolder = (folder: string, extension: RegExp) =>
  readdirSync(fromRoot(folder), {recursive: true, encoding: 'utf8'})
    .filter((name) => extension.test(name))
    .map((name) => `${folder}/${name}`);

/** Markdown, or MDX, in which comments are written differently. */
export const documents: readonly Document[] = [
  'README.md',
  'CHANGELOG.md',
  'llms.txt',
  'examples/README.md',
  'bench/README.md',
  'schema/rules.md',
  ...inFolder('docs', /\.md$/),
  ...inFolder('stories', /\.mdx$/),
]
  .sort()
  .map(read);

function read(file: string): Document {
  const text = readFileSync(fromRoot(file), 'utf8');
  const prose = text.replace(FENCED, '').replace(/<!--[^]*?-->/g, '');
  return {
    file,
    text,
    snippets: [...text.matchAll(FENCED)].map((match) => readSnippet(file, text, match)),
    inlineCode: [...prose.matchAll(/(`+)(.+?)\1/g)].map(([, , code]) => code!.trim().replaceAll('\\|', '|')),
    links: [...prose.replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target!),
    anchors: anchorsOf(prose),
  };
}

function readSnippet(file: string, text: string, match: RegExpMatchArray): Snippet {
  const [, indent, language, code] = match as unknown as [string, string, string, string];
  const before = text.slice(0, match.index);
  const lines = before.trimEnd().split('\n');
  const [, kind, note] = NOTE.exec(lines.at(-1) ?? '') ?? [];
  return {
    file,
    line: before.split('\n').length,
    language: language.trim(),
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    notRun: kind === 'not run:' ? note : undefined,
    from: kind === 'from' ? note : undefined,
  };
}

/** The ids that GitHub gives to headings. */
function anchorsOf(prose: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of prose.matchAll(/^#{1,6} +(.+)$/gm)) {
    const slug = heading!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-');
    let id = slug;
    for (let again = 1; anchors.has(id); again++) id = `${slug}-${again}`;
    anchors.add(id);
  }
  return anchors;
}

/** A link of a document as a path from the root of the project, and the place in that file. */
export function targetOf(document: Document, link: string): {file: string; anchor: string} {
  const [target, anchor = ''] = link.split('#') as [string, string?];
  const file = target ? path.join(path.dirname(document.file), decodeURI(target)) : document.file;
  return {file: file.replace(/\/$/, ''), anchor};
}

/** Type-checks snippets as if each were a file in the root of the project, where the package finds itself by its name. */
import ts from 'typescript';
import {fromRoot} from '../../../scripts/lib/run.mjs';
import type {Snippet} from './documents.js';

/** What pages have of their own. */
const GLOBALS = 'declare function getToken(): Promise<string>;';

/** What is wrong with each, by its file name and line. */
export function typeErrors(snippets: readonly Snippet[]): Map<Snippet, string[]> {
  const files = new Map([[fromRoot('snippet-globals.d.ts'), GLOBALS]]);
  const names = new Map<Snippet, string>();
  for (const snippet of snippets) {
    const name = fromRoot(
      `snippet-${snippet.file.replaceAll(/\W/g, '-')}-${snippet.line}.${snippet.language}`,
    );
    names.set(snippet, name);
    files.set(name, snippet.code);
  }
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node'],
    experimentalDecorators: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    skipLibCheck: true,
    // Snippets do not say what is null in their page and what is not.
    strict: false,
  };
  const host = ts.createCompilerHost(options);
  const {readFile, fileExists, getSourceFile} = host;
  host.fileExists = (name) => files.has(name) || fileExists.call(host, name);
  host.readFile = (name) => files.get(name) ?? readFile.call(host, name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? getSourceFile.call(host, name, languageVersion, ...rest)
      : ts.createSourceFile(name, text, languageVersion);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const errorsOf = (name: string) => {
    const source = program.getSourceFile(name)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({messageText}) => ts.flattenDiagnosticMessageText(messageText, '\n'),
    );
  };
  return new Map(snippets.map((snippet) => [snippet, errorsOf(names.get(snippet)!)]));
}

declare module '*.css';

declare module '@custom-elements-manifest/analyzer/cli.js' {
  /** Runs `cem` in this process; resolves to the manifest. */
  export function cli(options: {argv: string[]; cwd: string; noWrite: boolean}): Promise<unknown>;
}

declare module 'virtual:elements-manifest' {
  const manifest: unknown;
  export default manifest;
}

/** Vite: the text of a file. */
declare module '*?raw' {
  const text: string;
  export default text;
}

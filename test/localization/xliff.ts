import {readFileSync, readdirSync} from 'node:fs';
import {fromRoot} from '../../scripts/lib/run.mjs';

/** A text for translators; `{0}` stands for a placeholder. */
export interface Unit {
  readonly id: string;
  readonly source: string;
  /** Empty where it is not translated. */
  readonly target: string;
}

const XML: Record<string, string> = {'&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&'};

const plain = (xml: string) =>
  xml.replace(/<x id="(\d+)"[^>]*\/>/g, '{$1}').replace(/&(lt|gt|quot|apos|amp);/g, (name) => XML[name]!);

/** The locales that the package has, by the names of their files. */
export const locales = readdirSync(fromRoot('translations')).map((name) => name.replace('.xlf', ''));

export function readUnits(locale: string): Unit[] {
  const xml = readFileSync(fromRoot(`translations/${locale}.xlf`), 'utf8');
  return [...xml.matchAll(/<trans-unit id="(\w+)">([^]*?)<\/trans-unit>/g)].map(([, id, unit]) => ({
    id: id!,
    source: plain(/<source>([^]*?)<\/source>/.exec(unit!)![1]!),
    target: plain(/<target>([^]*?)<\/target>/.exec(unit!)?.[1] ?? ''),
  }));
}

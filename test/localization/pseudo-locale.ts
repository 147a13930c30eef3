import {readUnits} from './xliff.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'áƀçđéƒĝĥíĵķłḿñóþɋřšŧúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶŁḾÑÓÞɊŘŠŦÚṼŴẊÝŽ';

/** Longer by two fifths, as German may be, and marked, so that what is cut off or put together shows. */
function pseudo(text: string): string {
  const accented = text.replace(/[a-z]/gi, (letter) => ACCENTED[LETTERS.indexOf(letter)]!);
  return `⟦${accented}${'·'.repeat(Math.ceil(text.length * 0.4))}⟧`;
}

/** Placeholders and the syntax of plurals stay. */
function translate(source: string): string {
  if (!source.startsWith('{n, plural, ')) return pseudo(source);
  return source.replace(
    / (\w+) {([^{}]*)}/g,
    (_, category: string, form: string) => ` ${category} {${pseudo(form)}}`,
  );
}

/** A translation of all texts that no language has, as a module in JavaScript. */
export function pseudoLocale(): string {
  const templates = readUnits('de').map(({id, source}) => {
    const pieces = translate(source).split(/{(\d)}/);
    const strings = pieces.filter((_, i) => i % 2 === 0);
    const values = pieces.filter((_, i) => i % 2 === 1).map(Number);
    return [id, values.length ? {strTag: true, strings, values} : strings[0]];
  });
  return `export const templates = ${JSON.stringify(Object.fromEntries(templates))};`;
}

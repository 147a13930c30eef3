/**
 * The words of the elements, in the language of each: a page may hold an inbox in German and a badge in English, and an
 * app that uses @lit/localize itself has a language of its own. So the parts of @lit/localize are used without its one
 * language for the whole page. English needs nothing else; all other languages are in translations.ts, which loads late.
 */
import type {MsgFn} from '@lit/localize/internal/types.js';
import type {StrResult} from '@lit/localize';

export {str} from '@lit/localize/internal/str-tag.js';

export type Template = string | StrResult;

/** Words of a page, by the English ones: `{'New': 'New message', 'Chat with {0} closed.': '{0} is done.'}`. */
export type Texts = Readonly<Record<string, string>>;

/** What an element speaks. */
export interface Language {
  /** For dates and numbers: what `lang` says, as in BCP 47. */
  readonly locale: string;
  /** Of the texts; empty for the one of the page. */
  readonly dir: 'ltr' | 'rtl' | '';
  readonly translate: (template: Template) => string;
  readonly plurals: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

/** English, with the dates and numbers of a place, such as Australia. */
export function englishOf(locale: string, dir: Language['dir']): Language {
  return {
    locale,
    dir,
    translate: (template) =>
      typeof template === 'string' ? template : String.raw({raw: template.strings}, ...template.values),
    plurals: new Intl.PluralRules('en'),
    // Without groups, as in the counters of other products: Characters: 1600.
    numbers: new Intl.NumberFormat(locale, {useGrouping: false}),
  };
}

export const english = englishOf('en', '');

let current = english;

/** What is said from here on is said in this language: elements do it before they render. */
export function speak(language: Language): void {
  current = language;
}

/** A text in the language of the element that renders. */
export const msg = ((template: Template) => current.translate(template)) as MsgFn;

/**
 * The form of a text for a number, of which languages have one to six.
 *
 * @param text In the syntax of ICU: `{n, plural, one {# message} other {# messages}}`.
 */
export function plural(text: string, count: number): string {
  const form = (category: string) => text.split(` ${category} {`)[1]?.split('}')[0];
  return (form(current.plurals.select(count)) ?? form('other') ?? text).replace('#', number(count));
}

/** A count in the digits of the language. */
export function number(count: number): string {
  return current.numbers.format(count);
}

import {runtimeMsg} from '@lit/localize/internal/runtime-msg.js';
import type {LocaleModule} from '@lit/localize/internal/types.js';
import {englishOf, type Language, type Template, type Texts} from './language.js';

const locales: Record<string, () => Promise<LocaleModule>> = {
  ar: () => import('./locales/ar.js'),
  de: () => import('./locales/de.js'),
  es: () => import('./locales/es.js'),
  fr: () => import('./locales/fr.js'),
  ja: () => import('./locales/ja.js'),
  'pt-BR': () => import('./locales/pt-BR.js'),
  'zh-Hans': () => import('./locales/zh-Hans.js'),
};

/**
 * The language for a `lang`, with the words of the page before ours; English for what Intl does not know.
 *
 * @param keepsDir The page has said itself what the direction is.
 * @throws Where a file cannot be loaded; the next call tries again.
 */
export async function languageFor(lang: string, keepsDir: boolean, texts: Texts | null): Promise<Language> {
  return languageWith(await locales[localeFor(lang)]?.(), lang, keepsDir, texts);
}

/** The same, where its translation is there already. */
export function languageWith(
  translation: LocaleModule | undefined,
  lang: string,
  keepsDir: boolean,
  texts: Texts | null,
): Language {
  if (!isKnown(lang)) lang = 'en';
  const name = localeFor(lang);
  const templates = translation?.templates;
  const fallback = englishOf(lang, keepsDir ? '' : directionOf(name));
  const translate: Language['translate'] = templates
    ? (template) => runtimeMsg(templates, template, undefined) as string
    : fallback.translate;
  const find: Language['translate'] = texts
    ? (template) => ownText(texts, template) ?? translate(template)
    : translate;
  return {
    ...fallback,
    translate: isRightToLeft(lang) ? (template) => find(isolated(template)) : find,
    plurals: templates || texts ? new Intl.PluralRules(lang) : fallback.plurals,
  };
}

function isKnown(lang: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(lang).length > 0;
  } catch {
    return false;
  }
}

/** The translation for a `lang`: `de` for `de-AT`; empty where there is none, as for traditional Chinese. */
export function localeFor(lang: string): string {
  if (!isKnown(lang)) return 'en';
  const {language, script} = new Intl.Locale(lang).maximize();
  const names = ['en', ...Object.keys(locales)];
  return (
    names.find((name) => name === language || name === `${language}-${script}`) ??
    (language === 'pt' ? 'pt-BR' : '')
  );
}

function isRightToLeft(lang: string): boolean {
  return /Arab|Hebr/.test(new Intl.Locale(lang).maximize().script ?? '');
}

/** What is put in keeps its own direction: after Arabic letters, the groups of 0491 570 156 would stand the other way round. */
function isolated(template: Template): Template {
  if (typeof template === 'string') return template;
  return {...template, values: template.values.map((value) => `\u2068${String(value)}\u2069`)};
}

/** Of a language without a translation, the direction is the page's affair. */
function directionOf(name: string): Language['dir'] {
  return name === 'ar' ? 'rtl' : name ? 'ltr' : '';
}

function ownText(texts: Texts, template: Template): string | undefined {
  const isPlain = typeof template === 'string';
  const key = isPlain ? template : template.strings.reduce((text, string, i) => `${text}{${i - 1}}${string}`);
  if (!Object.hasOwn(texts, key)) return undefined;
  return isPlain
    ? texts[key]
    : texts[key]?.replace(/\{(\d)\}/g, (_, i: string) => String(template.values[Number(i)]));
}

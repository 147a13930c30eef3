/** What the picker needs of one language. */
export interface EmojiData {
  readonly emoji: readonly EmojiEntry[];
  readonly words: PickerWords;
}

/** Of emoji-picker-element-data; builds keep these fields alone (scripts/build/emoji.mjs). */
export interface EmojiEntry {
  readonly emoji: string;
  readonly group?: number;
  readonly order?: number;
  readonly version: number;
  readonly annotation: string;
  readonly tags?: readonly string[];
  readonly shortcodes?: readonly string[];
  readonly skins?: readonly EmojiSkin[];
}

export interface EmojiSkin {
  /** Two of them where two people are shown. */
  readonly tone: number | readonly number[];
  readonly emoji: string;
  readonly version: number;
}

/** The texts of the picker, as its package translates them. */
export interface PickerWords {
  readonly regionLabel: string;
  readonly searchLabel: string;
}

const languages: Readonly<Record<string, () => Promise<{data: EmojiData}>>> = {
  ar: () => import('./data/ar.js'),
  de: () => import('./data/de.js'),
  en: () => import('./data/en.js'),
  es: () => import('./data/es.js'),
  fr: () => import('./data/fr.js'),
  ja: () => import('./data/ja.js'),
  'pt-BR': () => import('./data/pt-BR.js'),
  'zh-Hans': () => import('./data/zh-Hans.js'),
};

/** @throws Where the file cannot be loaded. */
export async function loadEmojiData(locale: string): Promise<EmojiData> {
  const {language, script} = new Intl.Locale(locale).maximize();
  const name = [language, `${language}-${script}`, language === 'pt' && 'pt-BR'].find(
    (candidate) => candidate && Object.hasOwn(languages, candidate),
  );
  return (await languages[name || 'en']!()).data;
}

import type {EmojiEntry} from './emoji-data.js';
import type {EmojiMemory} from './emoji-memory.js';

/** An emoji as the picker reads it. */
interface Emoji {
  readonly unicode: string;
  readonly annotation: string;
  readonly group: number | undefined;
  readonly version: number;
  readonly skins: readonly {tone: number; unicode: string; version: number}[] | undefined;
  /** What it is found by: each word after a space. */
  readonly words: string;
}

/**
 * What the picker asks in place of its own database: that one keeps a copy of the data in the browser, under a name
 * that it shares with any other picker of the page, and asks whether it is up to date each time.
 */
export class EmojiIndex {
  readonly locale: string;
  readonly dataSource = '';
  customEmoji: readonly never[] = [];
  readonly #emoji: readonly Emoji[];
  readonly #byUnicode: ReadonlyMap<string, Emoji>;
  readonly #memory: EmojiMemory;

  constructor(locale: string, entries: readonly EmojiEntry[], memory: EmojiMemory) {
    this.locale = locale;
    this.#memory = memory;
    this.#emoji = entries.filter(({order}) => order !== undefined).map(toEmoji);
    this.#byUnicode = new Map(this.#emoji.map((emoji) => [emoji.unicode, emoji]));
  }

  async ready(): Promise<void> {}

  async close(): Promise<void> {}

  async getEmojiByGroup(group: number): Promise<Emoji[]> {
    return this.#emoji.filter((emoji) => emoji.group === group);
  }

  /** Each word begins one of the emoji; in languages that are written without spaces, it is in one. */
  async getEmojiBySearchQuery(query: string): Promise<Emoji[]> {
    const wanted = comparable(query).split(/\s+/).filter(Boolean);
    const isFound = (words: string, word: string) =>
      words.includes(/[^\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u.test(word) ? ` ${word}` : word);
    const found = this.#emoji.filter(({words}) => wanted.every((word) => isFound(words, word)));
    // Those that are called so before those that have to do with it.
    const isLater = ({words}: Emoji) => Number(!words.startsWith(` ${wanted.join(' ')}`));
    return found.sort((a, b) => isLater(a) - isLater(b));
  }

  async getEmojiByUnicodeOrName(unicode: string): Promise<Emoji | null> {
    return this.#byUnicode.get(unicode) ?? null;
  }

  async getPreferredSkinTone(): Promise<number> {
    return this.#memory.skinTone;
  }

  async setPreferredSkinTone(tone: number): Promise<void> {
    this.#memory.skinTone = tone;
  }

  async incrementFavoriteEmojiCount(unicode: string): Promise<void> {
    this.#memory.count(unicode);
  }

  async getTopFavoriteEmoji(limit: number): Promise<Emoji[]> {
    return this.#memory.favourites
      .map((unicode) => this.#byUnicode.get(unicode))
      .filter((emoji) => emoji !== undefined)
      .slice(0, limit);
  }
}

function toEmoji({emoji, annotation, group, version, tags = [], shortcodes = [], skins}: EmojiEntry): Emoji {
  return {
    unicode: emoji,
    annotation,
    group,
    version,
    skins: skins?.flatMap(({tone, emoji: unicode, version}) =>
      typeof tone === 'number' ? {tone, unicode, version} : [],
    ),
    words: comparable(` ${[annotation, ...tags, ...shortcodes].join(' ')}`).replaceAll('_', ' '),
  };
}

/** However it is typed: small letters, without accents. */
const comparable = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

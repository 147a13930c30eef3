const KEY = 'sms-chat.emoji';
/** As many as are ever shown. */
const MOST = 32;

interface Kept {
  readonly skinTone: number;
  /** How often each was picked. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Which emoji the person at this screen picks most, and of which skin tone: for this site, where it may be kept. */
export class EmojiMemory {
  readonly #keeps: () => boolean;
  #kept: Kept = {skinTone: 0, counts: {}};

  /** @param keeps Whether it may outlive the page. */
  constructor(keeps: () => boolean) {
    this.#keeps = keeps;
    try {
      if (keeps())
        this.#kept = {...this.#kept, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Kept>)};
    } catch {
      // Begins anew.
    }
  }

  /** Forgets what this browser keeps. */
  static clear(): void {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing can be kept either.
    }
  }

  get skinTone(): number {
    return this.#kept.skinTone;
  }

  set skinTone(skinTone: number) {
    this.#keep({...this.#kept, skinTone});
  }

  /** The most picked first. */
  get favourites(): string[] {
    return ranked(this.#kept.counts).map(([emoji]) => emoji);
  }

  count(emoji: string): void {
    const counts = {...this.#kept.counts, [emoji]: (this.#kept.counts[emoji] ?? 0) + 1};
    this.#keep({...this.#kept, counts: Object.fromEntries(ranked(counts).slice(0, MOST))});
  }

  #keep(kept: Kept): void {
    this.#kept = kept;
    try {
      if (this.#keeps()) localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // It is known for as long as the page is open.
    }
  }
}

const ranked = (counts: Kept['counts']) => Object.entries(counts).sort(([, a], [, b]) => b - a);

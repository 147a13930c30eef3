import {isServer, type ReactiveController, type ReactiveElement} from 'lit';
import {prepareOnServer} from '../shared/server-rendering.js';
import {warn} from '../shared/warn.js';
import {english, englishOf, speak, type Language, type Texts} from './language.js';
import {nearestLang} from './nearest-lang.js';

type Host = ReactiveElement & {readonly texts: Texts | null};

let languageOnServer: (lang: string, keepsDir: boolean, texts: Texts | null) => Language = (lang, keepsDir) =>
  englishOf(lang, keepsDir ? '' : 'ltr');

/** Where all translations are at hand: see node/languages.ts. */
export function setLanguageOnServer(find: typeof languageOnServer): void {
  languageOnServer = find;
}

/** Gives a public element the language of its `lang`, or of its nearest ancestor with one, and follows changes of it. */
export class LanguageController implements ReactiveController {
  readonly #host: Host;
  readonly #onLanguage: (language: Language) => void;
  #observer: MutationObserver | null = null;
  #wanted: readonly unknown[] = [];

  constructor(host: Host, onLanguage: (language: Language) => void) {
    this.#host = host;
    this.#onLanguage = onLanguage;
    host.addController(this);
    if (isServer) prepareOnServer(host, () => onLanguage(findOnServer(host)));
  }

  hostConnected(): void {
    this.#observer ??= new MutationObserver(() => this.#follow());
    for (let root: Node | undefined = this.#host; (root = root.getRootNode());) {
      this.#observer.observe(root, {attributeFilter: ['lang', 'dir'], subtree: true});
      if (!(root instanceof ShadowRoot)) break;
      root = root.host;
    }
    this.#follow();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  hostUpdate(): void {
    this.#follow();
  }

  #follow(): void {
    const texts = toTexts(this.#host);
    const {lang, dir} = nearestLang(this.#host);
    const wanted = [lang, dir, texts];
    if (wanted.every((value, i) => value === this.#wanted[i])) return;
    this.#wanted = wanted;
    const use = (language: Language) => {
      if (this.#wanted !== wanted) return;
      speak(language);
      // Said once more inside: Chromium takes what loses its dir in a shadow root for left to right, whatever is around it.
      this.#onLanguage(dir && dir !== 'auto' ? {...language, dir} : language);
    };
    if (!texts && /^(en(-[a-z]{2})?)?$/i.test(lang))
      return use(lang ? englishOf(lang, dir ? '' : 'ltr') : english);
    import('./translations.js')
      .then(({languageFor}) => languageFor(lang, !!dir, texts))
      .then(use, (error: unknown) => {
        console.warn(`<${this.#host.localName}> stays English: lang="${lang}" did not load.`, error);
        use(english);
      });
  }
}

/** There are no ancestors to ask: the language is what the element itself says. */
function findOnServer(host: Host): Language {
  const {texts} = host;
  const lang = host.getAttribute('lang') ?? '';
  return lang || texts ? languageOnServer(lang || 'en', host.hasAttribute('dir'), texts) : english;
}

function toTexts(host: Host): Texts | null {
  const texts: unknown = host.texts ?? null;
  if (typeof texts === 'object') return texts as Texts | null;
  warn(host, "texts: set an object such as {'Close Chat': 'Archive'}");
  return null;
}

import type {Language} from './language.js';

/**
 * The nearest `lang` of an element, through shadow roots; empty where there is none. `dir` is what the page has said
 * itself, as near, of the way in which text runs.
 */
export function nearestLang(element: Element): {lang: string; dir: Language['dir'] | 'auto'} {
  let lang = '';
  let dir: Language['dir'] | 'auto' = '';
  for (let node: Node | null = element; node && !lang; node = node.parentNode ?? (node as ShadowRoot).host) {
    dir ||= (node as HTMLElement).dir as typeof dir;
    lang = (node as HTMLElement).lang ?? '';
  }
  return {lang, dir};
}

/**
 * The nearest `lang` of an element, through shadow roots; empty where there is none. `dir` tells that the page has said
 * itself, as near, which way text runs.
 */
export function nearestLang(element: Element): {lang: string; dir: boolean} {
  let lang = '';
  let dir = false;
  for (let node: Node | null = element; node && !lang; node = node.parentNode ?? (node as ShadowRoot).host) {
    dir ||= !!(node as HTMLElement).dir;
    lang = (node as HTMLElement).lang ?? '';
  }
  return {lang, dir};
}

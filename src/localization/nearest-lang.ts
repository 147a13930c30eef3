/**
 * The nearest `lang` of an element, through shadow roots; English where there is none that Intl knows. `dir` tells that
 * the page has said itself, as near, which way text runs.
 */
export function nearestLang(element: Element): {lang: string; dir: boolean} {
  let dir = false;
  for (let node: Node | null = element; node; node = node.parentNode ?? (node as ShadowRoot).host) {
    const {lang} = node as HTMLElement;
    dir ||= !!(node as HTMLElement).dir;
    if (lang) return {lang: isKnown(lang) ? lang : 'en', dir};
  }
  return {lang: 'en', dir: true};
}

function isKnown(lang: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(lang).length > 0;
  } catch {
    return false;
  }
}

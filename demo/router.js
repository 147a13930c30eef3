/**
 * @typedef {object} Page
 * @property {string} title
 * @property {HTMLElement} element
 * @property {(parameters: URLSearchParams) => void} [update] The address changed, but not the page.
 * @property {() => void} [leave] The page goes: stop what it started.
 */

/**
 * Shows the page that the address names after its #, and makes a fresh one each time, as separate documents would.
 *
 * @param {HTMLElement} outlet
 * @param {Record<string, () => Page>} pages by path
 * @param {(path: string, page: Page) => void} onShown
 */
export function startRouter(outlet, pages, onShown) {
  /** @type {{path: string, page: Page} | undefined} */
  let shown;

  function show() {
    const [hash, search] = location.hash.replace(/^#/, '').split('?');
    const path = hash in pages ? hash : '/';
    if (shown?.path !== path) {
      shown?.page.leave?.();
      shown = {path, page: pages[path]()};
      outlet.replaceChildren(shown.page.element);
      onShown(path, shown.page);
    }
    shown.page.update?.(new URLSearchParams(search));
  }

  addEventListener('hashchange', show);
  show();
}

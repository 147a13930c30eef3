/** Registers a tag once: a page may load this package twice, in two bundles or two versions, and the first one wins. */
export function define(tag: string, constructor: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, constructor);
}

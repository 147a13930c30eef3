/** Put in by the build: that of the package. */
const version = '__VERSION__';

/** Where a class of this package says its version, to another one of the package. */
const VERSION = Symbol.for('sms-chat.version');

type Versioned = CustomElementConstructor & {[VERSION]?: string};

/** Registers a tag once: a page may load this package twice, in two bundles or two versions, and the first one wins. */
export function define(tag: string, constructor: Versioned): void {
  constructor[VERSION] = version;
  const first: Versioned | undefined = customElements.get(tag);
  if (!first) customElements.define(tag, constructor);
  else if (first[VERSION] !== version)
    console.warn(
      `<${tag}> stays version ${first[VERSION]}; ${version} was loaded after it. Load one version of sms-chat-elements.`,
    );
}

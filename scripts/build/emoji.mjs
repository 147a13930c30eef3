/**
 * What of emoji-picker-element goes into the package, and how it is made to live on any page: its own build writes
 * style elements, style attributes and innerHTML, which policies of pages forbid, registers a tag of its own, and
 * knows an address of a CDN.
 */

/** In a file of the picker, what is there and what is to be there instead. */
const CHANGES = [
  ["import Database from './database.js';", ''],
  ["this._set('database', new Database({ locale, dataSource }));", "throw new Error('no database');"],
  [/const DEFAULT_DATA_SOURCE = '[^']+';/, "const DEFAULT_DATA_SOURCE = '';"],
  ['template.innerHTML = htmlString;', 'fillTemplate(template.content, htmlString);'],
  ["parentNode.innerHTML = '';", ''],
  [
    'targetNode.setAttribute(attributeName, newValue);',
    "if (attributeName === 'style') targetNode.style.cssText = newValue; else targetNode.setAttribute(attributeName, newValue);",
  ],
  [
    /const style = document\.createElement\('style'\);\s+style\.textContent = (.*);\s+this\.shadowRoot\.appendChild\(style\);/,
    'const sheet = new CSSStyleSheet(); sheet.replaceSync($1); this.shadowRoot.adoptedStyleSheets = [sheet];',
  ],
  [/if \(!customElements\.get\('emoji-picker'\)\) \{[^}]+\}/, ''],
];

/** Builds the elements of a template by hand. The templates of the picker need no more: no comments, no entities. */
// It becomes part of the picker.
/* global document */
function fillTemplate(content, htmlString) {
  let parent = content;
  for (const [, end, name, attributes, text] of htmlString.matchAll(/<(\/?)(\w+)([^>]*)>|([^<]+)/g)) {
    if (text) parent.append(text);
    else if (end) parent = parent.parentNode;
    else {
      const element = document.createElement(name);
      for (const [, attribute, value] of attributes.matchAll(/([\w-]+)="([^"]*)"/g))
        element.setAttribute(attribute, value);
      parent.append(element);
      if (name !== 'input') parent = element;
    }
  }
}

/**
 * Rollup plugin for the picker.
 *
 * @returns {import('rollup').Plugin}
 */
export const emojiPicker = () => ({
  name: 'emoji-picker',
  transform(code, id) {
    if (!id.endsWith('/emoji-picker-element/picker.js')) return null;
    for (const [before, after] of CHANGES) {
      const changed = code.replace(before, after);
      // Another version of the picker: its changes have to be looked at.
      if (changed === code) this.error(`emoji-picker-element no longer has: ${before}`);
      code = changed;
    }
    return {code: `${fillTemplate}\n${code}`, map: null};
  },
});

/**
 * Rollup plugin for the data: without what the picker does not read.
 *
 * @returns {import('rollup').Plugin}
 */
export const emojiData = () => ({
  name: 'emoji-data',
  transform(code, id) {
    if (!/\/emoji-picker-element-data\/.*\.json$/.test(id)) return null;
    const entries = JSON.parse(code).map(
      ({emoji, group, order, version, annotation, tags = [], shortcodes = [], skins}) => {
        const known = new Set(annotation.toLowerCase().split(/\s+/));
        const words = new Set([...tags, ...shortcodes].filter((word) => !known.has(word)));
        const plain = skins?.filter(({tone}) => typeof tone === 'number');
        return {
          ...{emoji, group, order, version, annotation},
          ...(words.size && {tags: [...words]}),
          ...(plain?.length && {skins: plain}),
        };
      },
    );
    // Read faster by JSON.parse than as an object in the code.
    return {code: `export default JSON.parse(${JSON.stringify(JSON.stringify(entries))});`, map: null};
  },
});

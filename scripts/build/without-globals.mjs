/**
 * What Lit does for tools, polyfills and decorators, each in its minified module: it leaves names on `window`, and the
 * bundles have no use for it. What a server rendered is for the modules of npm to take over.
 */
const LEFT_OUT = {
  'reactive-element.js': [
    /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/,
    /const \w+=this\[Symbol\.metadata\];if\(null!==\w+\)\{const \w+=litPropertyMetadata\.get.*?elementProperties\.set\(\w+,\w+\)\}/,
    /,\w+\?\.\(\{ReactiveElement:\w+\}\),\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[\d.]+"\)/,
  ],
  'lit-element.js': [
    /,\w+\.litElementHydrateSupport\?\.\(\{LitElement:\w+\}\)/,
    /const \w+=\w+\.litElementPolyfillSupport;\w+\?\.\(\{LitElement:\w+\}\);/,
    /\(\w+\.litElementVersions\?\?=\[\]\)\.push\("[\d.]+"\);/,
  ],
  'lit-html.js': [
    /,\w+=\w+\.litHtmlPolyfillSupport;\w+\?\.\(\w+,\w+\),\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[\d.]+"\)/,
  ],
};

/** Nothing of the page changes by loading a bundle. */
export function withoutGlobals() {
  return {
    name: 'without-globals',
    transform(code, id) {
      const [, file] = /\/(?:@lit\/reactive-element|lit-element|lit-html)\/([\w-]+\.js)$/.exec(id) ?? [];
      const patterns = LEFT_OUT[file];
      if (!patterns) return null;
      for (const pattern of patterns) {
        if (!pattern.test(code)) throw new Error(`${id} has nothing like ${pattern}`);
        code = code.replace(pattern, '');
      }
      return {code, map: null};
    },
  };
}

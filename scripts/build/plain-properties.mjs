/**
 * Compiles `@property(…)` and `@state()` to what they do, `createProperty` of Lit's elements, for which the bundles need
 * neither the decorators nor the helper that calls them. Lines stay lines, so that
 * source maps stay true. After esbuild, whose `__decorateClass([property({…})], SmsChat.prototype, "endpoint", 2)` it reads.
 */
export function plainProperties() {
  return {
    name: 'plain-properties',
    transform(code, id) {
      if (!id.includes('/src/components/')) return null;
      let plain = code;
      // From the end: what stands before keeps its place.
      for (const {expression, start, end} of this.parse(code).body.reverse()) {
        if (expression?.callee?.name !== '__decorateClass') continue;
        const [{elements: decorators}, prototype, name] = expression.arguments;
        const options = optionsOf(decorators[0], code);
        if (decorators.length > 1 || options === null) continue;
        const text = (node) => code.slice(node.start, node.end);
        const call = `${text(prototype.object)}.createProperty(${text(name)}, ${options});`.replaceAll(
          '\n',
          ' ',
        );
        const lines = code.slice(start, end).replaceAll(/[^\n]/g, '');
        plain = plain.slice(0, start) + call + lines + plain.slice(end);
      }
      return {code: plain, map: null};
    },
  };
}

/** As text; null for other decorators. */
function optionsOf({callee, arguments: [options]}, code) {
  if (callee.name === 'state') return '{state: true, attribute: false}';
  if (callee.name !== 'property') return null;
  return options ? code.slice(options.start, options.end) : '{}';
}

import {fileURLToPath} from 'node:url';

const helper = fileURLToPath(new URL('declare-properties.js', import.meta.url));

/** The commonest options: such properties are told by their names alone. */
const NO_ATTRIBUTE = '{attribute: false}';

/**
 * Compiles `@property(…)`, `@state()` and `@query(…)` of a class to one call of `declareProperties`, for which the
 * bundles need neither the decorators nor what calls them. Lines stay lines, so that source maps stay true. After
 * esbuild, whose `__decorateClass([property({…})], SmsChat.prototype, "endpoint", 2)` it reads.
 */
export function plainProperties() {
  return {
    name: 'plain-properties',
    transform(code, id) {
      if (!id.includes('/src/components/')) return null;
      const classes = new Map();
      let plain = code;
      // From the end: what stands before keeps its place.
      for (const {expression, start, end} of this.parse(code).body.reverse()) {
        if (expression?.callee?.name !== '__decorateClass') continue;
        const [{elements: decorators}, prototype, name, kind] = expression.arguments;
        const [decorator] = decorators;
        // By esbuild's numbers.
        if (kind.value !== 2) throw new Error(`${id}: ${name.value} is no field`);
        if (decorators.length > 1) throw new Error(`${id}: ${name.value} has several decorators`);
        const owner = prototype.object.name;
        const declared = classes.get(owner) ?? {withoutAttribute: [], properties: [], queries: [], at: start};
        const {withoutAttribute, properties, queries} = declared;
        const options = decorator.callee.name === 'query' ? null : optionsOf(decorator, code);
        if (options === null) queries.unshift(`${name.value}: ${queryOf(decorator, code)}`);
        else if (options === NO_ATTRIBUTE) withoutAttribute.unshift(name.value);
        else properties.unshift(`${name.value}: ${options}`);
        classes.set(owner, {...declared, at: start});
        plain = plain.slice(0, start) + code.slice(start, end).replaceAll(/[^\n]/g, '') + plain.slice(end);
      }
      if (classes.size === 0) return null;
      // Again from the end: the classes come last one first.
      for (const [owner, {withoutAttribute, properties, queries, at}] of classes) {
        const values = [
          `'${withoutAttribute.join(' ')}'`,
          `{${properties.join(', ')}}`,
          `{${queries.join(', ')}}`,
        ];
        const call = `declareProperties(${owner}, ${values.join(', ')});`;
        plain = plain.slice(0, at) + call.replaceAll('\n', ' ') + plain.slice(at);
      }
      return {code: `import {declareProperties} from ${JSON.stringify(helper)}; ${plain}`, map: null};
    },
  };
}

/** Of a property, as text. */
function optionsOf({callee, arguments: [options]}, code) {
  // What `state()` comes to: no attribute.
  if (callee.name === 'state') return NO_ATTRIBUTE;
  if (callee.name !== 'property') throw new Error(`No decorator for bundles: @${callee.name}`);
  const text = options ? code.slice(options.start, options.end) : '{}';
  return /^\{\s*attribute: false\s*\}$/.test(text) ? NO_ATTRIBUTE : text;
}

/** A selector, within a list where what was found is kept. */
function queryOf({arguments: [selector, cached]}, code) {
  const text = code.slice(selector.start, selector.end);
  return cached ? `[${text}]` : text;
}

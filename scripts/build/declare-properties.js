/**
 * What `@property`, `@state` and `@query` of Lit do, for all of a class at once; see plain-properties.mjs. Names of
 * properties that have no attribute are in one text.
 */
export function declareProperties(element, withoutAttribute, properties, queries) {
  for (const name of withoutAttribute.split(' ')) if (name) element.createProperty(name, {attribute: false});
  for (const name in properties) element.createProperty(name, properties[name]);
  for (const name in queries) {
    const selector = queries[name];
    const isKept = Array.isArray(selector);
    Object.defineProperty(element.prototype, name, {
      get() {
        const found = this.renderRoot?.querySelector(selector) ?? null;
        if (found && isKept) Object.defineProperty(this, name, {value: found});
        return found;
      },
    });
  }
}

/** Calls back with each node of a syntax tree that stands directly in this one. */
export function forEachChild(node, callback) {
  for (const value of Object.values(node).flat()) if (typeof value?.type === 'string') callback(value);
}

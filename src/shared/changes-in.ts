/**
 * For `hasChanged` of a property: only these fields count. Each message brings its conversation anew, of which most
 * elements show nothing that has changed; the property has the newest one all the same.
 */
export function changesIn<Entity>(...fields: (keyof Entity)[]) {
  return (now: Entity | null, before: Entity | null | undefined): boolean =>
    now !== before && (!now || !before || fields.some((field) => now[field] !== before[field]));
}

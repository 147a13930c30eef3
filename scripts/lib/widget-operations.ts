import * as operations from '../../src/state/api/operations.js';

interface NamedDocument {
  readonly name: string;
  readonly document: string;
}

const all = Object.values(operations).flatMap((exported): NamedDocument[] =>
  'document' in exported ? [exported] : [exported.subscription, exported.query],
);

/** Every operation that the widget sends, once each. */
export const widgetOperations = [...new Map(all.map((operation) => [operation.name, operation])).values()];

/**
 * Stands in for the `graphql` package in the script-tag bundles.
 *
 * graphql-request parses each document, only to learn its operation's name and whether it is a mutation; graphql's parser
 * for that is 10 kB gzipped, more than Lit. Documents reach it as text with one operation each, so one pattern does.
 * The npm build imports the real package.
 */

export const Kind = {OPERATION_DEFINITION: 'OperationDefinition'};

/** @param {string} source a document with one operation */
export function parse(source) {
  const [, operation = 'query', name] = /\b(query|mutation|subscription)\s+(\w+)/.exec(source) ?? [];
  return {
    kind: 'Document',
    definitions: [{kind: Kind.OPERATION_DEFINITION, operation, name: name && {kind: 'Name', value: name}}],
  };
}

/** Only documents that were parsed elsewhere would need printing. */
export function print() {
  throw new Error('Documents must be given as text');
}

export class GraphQLError extends Error {}

/**
 * Stands in for the module of graphql-request that reads documents, in the script-tag bundles.
 *
 * It parses each document, only to learn its operation's name and whether it is a mutation; graphql's parser for that is
 * 10 kB gzipped, more than Lit. Documents reach it as text with one operation each, so one pattern does; and all of
 * them are sent by POST, as mutations are. The npm build imports the real module.
 */

/** @param {string} document with one operation */
export const analyzeDocument = (document) => ({
  expression: document,
  isMutation: true,
  operationName: /(?:query|mutation|subscription) (\w+)/.exec(document)?.[1],
});

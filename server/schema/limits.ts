import {GraphQLError, Kind} from 'graphql';
import type {ASTVisitor, SelectionSetNode, ValidationContext} from 'graphql';

/** Bounds on documents: the widget's own stay far below them. */
export const documentLimits = {tokens: 2_000, depth: 12, aliases: 30};

/** A validation rule against documents that are deep, or ask for the same thing over and over. */
export function documentLimitsRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const {depth, aliases} = measure(context, operation.selectionSet, new Set());
      if (depth > documentLimits.depth) report(`The document is deeper than ${documentLimits.depth} levels`);
      if (aliases > documentLimits.aliases)
        report(`The document has more than ${documentLimits.aliases} aliases`);
      function report(message: string) {
        context.reportError(new GraphQLError(message, {nodes: operation}));
      }
    },
  };
}

function measure(
  context: ValidationContext,
  {selections}: SelectionSetNode,
  entered: Set<string>,
): {depth: number; aliases: number} {
  let depth = 0;
  let aliases = 0;
  const add = (inner: {depth: number; aliases: number}, levels: number) => {
    depth = Math.max(depth, inner.depth + levels);
    aliases += inner.aliases;
  };
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value.startsWith('__')) continue; // introspection has a rule of its own
      if (selection.alias) aliases++;
      const inner = selection.selectionSet && measure(context, selection.selectionSet, entered);
      add(inner ?? {depth: 0, aliases: 0}, 1);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      add(measure(context, selection.selectionSet, entered), 0);
    } else {
      const name = selection.name.value;
      const fragment = context.getFragment(name);
      if (!fragment || entered.has(name)) continue; // graphql's own rules say what is wrong with it
      add(measure(context, fragment.selectionSet, new Set([...entered, name])), 0);
    }
  }
  return {depth, aliases};
}

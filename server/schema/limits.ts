import {GraphQLError, Kind} from 'graphql';
import type {ASTVisitor, FieldNode, SelectionSetNode, ValidationContext} from 'graphql';

/** Bounds on documents where any may be asked: the widget's own stay far below them. */
export const documentLimits = {tokens: 2_000, depth: 12, aliases: 30, cost: 50_000};

/** What a page of unknown size counts as: the most that the host gives by default. */
const pageSize = 100;

/** A validation rule against documents that are deep, ask for the same over and over, or for pages of pages. */
export function documentLimitsRule(context: ValidationContext): ASTVisitor {
  const measure = measurer(context);
  return {
    OperationDefinition(operation) {
      const {depth, aliases, cost} = measure(operation.selectionSet);
      const report = (message: string) => context.reportError(new GraphQLError(message, {nodes: operation}));
      if (depth > documentLimits.depth) report(`The document is deeper than ${documentLimits.depth} levels`);
      if (aliases > documentLimits.aliases)
        report(`The document has more than ${documentLimits.aliases} aliases`);
      if (cost > documentLimits.cost)
        report(`The document asks for more than ${documentLimits.cost} fields: ask for smaller pages`);
    },
  };
}

interface Size {
  depth: number;
  aliases: number;
  /** How many fields an answer may have. */
  cost: number;
}

function measurer(context: ValidationContext): (selections: SelectionSetNode) => Size {
  // Each fragment is measured once: one that spreads another twice, and that one the next, would double with each.
  const fragments = new Map<string, Size>();

  function ofFragment(name: string): Size {
    const known = fragments.get(name);
    if (known) return known;
    // For one that spreads itself, or that is not there: graphql's own rules say what is wrong with it.
    fragments.set(name, {depth: 0, aliases: 0, cost: 0});
    const fragment = context.getFragment(name);
    if (fragment) fragments.set(name, ofSelections(fragment.selectionSet));
    return fragments.get(name)!;
  }

  function ofField(field: FieldNode): Size {
    if (field.name.value.startsWith('__')) return {depth: 0, aliases: 0, cost: 1}; // introspection has its own rule
    const inner = field.selectionSet ? ofSelections(field.selectionSet) : {depth: 0, aliases: 0, cost: 0};
    return {
      depth: inner.depth + 1,
      aliases: inner.aliases + (field.alias ? 1 : 0),
      cost: 1 + inner.cost * rowsOf(field),
    };
  }

  function ofSelections({selections}: SelectionSetNode): Size {
    const sizes = selections.map((selection) => {
      if (selection.kind === Kind.FIELD) return ofField(selection);
      if (selection.kind === Kind.INLINE_FRAGMENT) return ofSelections(selection.selectionSet);
      return ofFragment(selection.name.value);
    });
    return {
      depth: Math.max(0, ...sizes.map(({depth}) => depth)),
      aliases: sizes.reduce((sum, {aliases}) => sum + aliases, 0),
      cost: sizes.reduce((sum, {cost}) => sum + cost, 0),
    };
  }

  return ofSelections;
}

/** How often what is in a field may be in the answer: as the page's size says, or the default of the contract. */
function rowsOf({name, arguments: args = []}: FieldNode): number {
  const size = args.find((argument) => argument.name.value === 'first' || argument.name.value === 'last');
  if (size) return size.value.kind === Kind.INT ? Math.min(Number(size.value.value), pageSize) : pageSize;
  return {smsConversations: 30, messages: 50, smsTemplates: 50, smsRecipients: 10}[name.value] ?? 1;
}

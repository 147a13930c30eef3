import type {ArgTypes} from 'storybook/internal/types';
import manifest from 'virtual:elements-manifest';

/** An attribute, a property, a method, an event, a slot, a token or a part, as the manifest describes it. */
interface Entry {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: {readonly text: string};
}

interface Member extends Entry {
  readonly kind: 'field' | 'method';
  readonly parameters?: readonly (Entry & {readonly optional?: boolean})[];
  readonly return?: {readonly type: {readonly text: string}};
}

interface Declaration {
  readonly tagName?: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly Entry[];
  readonly events?: readonly Entry[];
  readonly slots?: readonly Entry[];
  readonly cssProperties?: readonly Entry[];
  readonly cssParts?: readonly Entry[];
}

const {modules} = manifest as {modules: readonly {declarations?: readonly Declaration[]}[]};
const declarations = modules.flatMap((module) => module.declarations ?? []);

/**
 * The tables of an element: all that its manifest says. Storybook's own extraction leaves methods out, and shows but one
 * of two entries that have the same name, such as an attribute and a part.
 */
export function extractArgTypes(tagName: string): ArgTypes {
  const {
    members = [],
    attributes = [],
    events = [],
    slots = [],
    cssProperties = [],
    cssParts = [],
  } = declarations.find((declaration) => declaration.tagName === tagName) ?? {};
  const isAttribute = ({name}: Entry) => attributes.some((attribute) => attribute.name === name);
  const tables: Readonly<Record<string, readonly Entry[]>> = {
    attributes,
    properties: members.filter((member) => member.kind === 'field' && !isAttribute(member)),
    methods: members.filter(({kind}) => kind === 'method').map(withSignature),
    events,
    slots,
    tokens: cssProperties,
    parts: cssParts,
  };

  const argTypes: ArgTypes = {};
  for (const [category, entries] of Object.entries(tables)) {
    for (const {name, description, type, default: value} of entries) {
      argTypes[name in argTypes ? `${category}: ${name}` : name] = {
        name,
        description,
        table: {category, type: {summary: type?.text}, defaultValue: {summary: value}},
      };
    }
  }
  return argTypes;
}

function withSignature({parameters = [], return: result, ...method}: Member): Entry {
  const taken = parameters.map(({name, optional, type}) => `${name}${optional ? '?' : ''}: ${type?.text}`);
  return {...method, type: {text: `(${taken.join(', ')}) => ${result?.type.text ?? 'void'}`}};
}

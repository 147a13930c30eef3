import {forEachChild} from './for-each-child.mjs';

/** What a property of an element may be declared with: never with all of it. */
const OPTIONS = [
  ['attribute', 'type', 'converter', 'hasChanged'],
  ['attribute', 'reflect', 'hasChanged'],
];
const OPTIONS_OF_BADGE = [['attribute']];

/** Stands for an expression of a template. */
const HOLE = '\0';

/**
 * Looks for what `without-unused.mjs` leaves out of Lit, in a module of src/.
 *
 * @param {import('estree').Program} program the module, compiled
 * @param {boolean} isBadge for the file of the badge, out of which more is left
 * @returns {string[]} what is used of it, in words
 */
export function leftOutFeatures(program, isBadge) {
  const found = [];
  const visit = (node) => {
    if (node.type === 'TaggedTemplateExpression') {
      const texts = node.quasi.quasis.map(({value}) => value.raw);
      if (node.tag.name === 'css' && texts.length > 1) found.push('css with expressions');
      if (node.tag.name === 'html') found.push(...ofTemplate(texts, node.quasi.expressions, isBadge));
    }
    if (node.type === 'CallExpression' && node.callee.name === 'declareProperties')
      found.push(...ofProperties(node.arguments[2].properties, isBadge ? OPTIONS_OF_BADGE : OPTIONS));
    if (isBadge && node.type === 'MethodDefinition' && node.key.name === 'scheduleUpdate')
      found.push('scheduleUpdate');
    if (isBadge && node.type === 'ImportDeclaration' && /^lit\/directives\//.test(node.source.value))
      found.push(node.source.value);
    forEachChild(node, visit);
  };
  visit(program);
  return found;
}

function ofTemplate(texts, expressions, isBadge) {
  const found = [];
  const template = texts.join(HOLE);
  if (template.includes('<!--')) found.push('a comment in a template');
  if (RegExp(`<(?:script|style|textarea|title)\\b[^>]*>[^<]*${HOLE}`).test(template))
    found.push('an expression where only text can be');
  for (const [tag] of template.matchAll(/<\w[^>]*>/g)) {
    if (RegExp(`\\s${HOLE}`).test(tag.replaceAll(/"[^"]*"/g, '')))
      found.push(`an expression for an element: ${shown(tag)}`);
    if (isBadge && RegExp(`\\s[.?][\\w-]+=["']?${HOLE}`).test(tag))
      found.push(`an expression for a property: ${shown(tag)}`);
  }
  expressions.forEach((expression, i) => {
    const [, kind] = /\s([.?@]?)[\w-]+=["']?$/.exec(texts[i]) ?? [];
    if (kind === '@' && expression.type === 'ObjectExpression') found.push('a listener with options');
    if (expression.callee?.name === 'live' && kind !== '.') found.push('live for what is no property');
  });
  return found;
}

const shown = (tag) => tag.replaceAll(HOLE, '${…}');

const ofProperties = (properties, allowed) =>
  properties
    .map(({key, value}) => ({
      name: key.name,
      options: value.properties.map((option) => option.key.name),
      types: value.properties.filter((option) => option.key.name === 'type').map(({value}) => value.name),
    }))
    .filter(
      ({options, types}) =>
        types.some((type) => type !== 'Boolean') ||
        !allowed.some((names) => options.every((option) => names.includes(option))),
    )
    .map(({name, options}) => `property ${name} with ${options.join(', ')}`);

import {readdirSync} from 'node:fs';
import {CloseCode, MessageType} from 'graphql-ws';
import {fromRoot} from '../lib/run.mjs';
import {forEachChild} from './for-each-child.mjs';

/** The chunk of graphql-ws that client and server share; its name holds a hash. */
const COMMON = readdirSync(fromRoot('node_modules/graphql-ws/dist')).find((file) =>
  /^common-.*\.js$/.test(file),
);

/**
 * What of the libraries is never called here. Bundlers keep every member of a class that is used, and all that an option
 * could ask for; told which are not, they leave out the rest by themselves. By file:
 *
 * - `members`: methods that nobody calls
 * - `options`: those that never have another value, as graphql-chat-api.ts calls it
 * - `values`: what a condition, or a member, always comes to; by the end of it
 * - `statements`: what is done for a feature that is not used, by a piece of it; also a `case`
 * - `enums`: their values, in the place of objects that hold them all
 */
const UNUSED = {
  'graphql-request/build/legacy/classes/GraphQLClient.js': {
    members: ['rawRequest', 'batchRequests', 'setHeaders', 'setHeader', 'setEndpoint'],
    options: {
      headers: undefined,
      method: 'POST',
      requestMiddleware: undefined,
      responseMiddleware: undefined,
      excludeOperationName: undefined,
    },
  },
  // Documents are texts, and go out one at a time, by POST.
  'graphql-request/build/legacy/helpers/analyzeDocument.js': {
    values: {'typeof document === `string`': true, 'typeof normalizedDocument === `string`': true},
  },
  'graphql-request/build/legacy/helpers/runRequest.js': {
    values: {
      '_tag === `Single`': true,
      '_tag === `Batch`': false,
      'document.isMutation': true,
      'method === `POST`': true,
      'errorPolicy === `none`': true,
      'errorPolicy === `all`': false,
      'fetchOptions.jsonSerializer': undefined,
      'params.middleware': undefined,
    },
    statements: ['case `Batch`'],
  },
  'graphql-request/build/legacy/lib/graphql.js': {
    values: {'Array.isArray(result)': false, '_tag === `Batch`': false},
  },
  'graphql-ws/dist/client.js': {
    members: ['iterate'],
    options: {
      lazy: false,
      lazyCloseTimeout: 0,
      keepAlive: 0,
      connectionAckWaitTimeout: 0,
      retryAttempts: 0,
      retryWait: undefined,
      shouldRetry: undefined,
      webSocketImpl: undefined,
      jsonMessageReplacer: undefined,
      jsonMessageReviver: undefined,
    },
    enums: {CloseCode, MessageType},
  },
  // What this side sends is as it should be, and no host sends what clients send.
  [`graphql-ws/dist/${COMMON}`]: {statements: ['validateMessage(msg)', 'case "subscribe"']},
  'idb/build/index.js': {
    // Cursors.
    values: {'getCursorAdvanceMethods().includes(func)': false},
    statements: ['isIteratorProp'],
  },
  // Each browser that has the rest of what is used here has this as well.
  '@lit/reactive-element/css-tag.js': {
    values: {
      't.ShadowRoot': true,
      'void 0===t.ShadyCSS': true,
      '"adoptedStyleSheets"in Document.prototype': true,
      '"replace"in CSSStyleSheet.prototype': true,
      'o!==s': false,
      'take care to ensure page security.")': 'Error()',
    },
  },
  // Attributes that hold lists or objects, as JSON.
  '@lit/reactive-element/reactive-element.js': {
    members: ['addInitializer', 'removeController'],
    statements: ['case Object', 'case Array'],
  },
  // Templates of svg and of mathml.
  'lit-html/lit-html.js': {values: {'2===i': false, '3===i': false, 't?.creationScope': undefined}},
  // Only properties are bound by it, each by one expression.
  'lit-html/directives/live.js': {
    values: {'r.type!==n.PROPERTY': false, 'o(r)': true, 'i.type===n.PROPERTY': true},
  },
  // Called with options, and with a value to begin with.
  '@lit/context/lib/controllers/context-consumer.js': {values: {'void 0!==s.context': true}},
  '@lit/context/lib/controllers/context-provider.js': {values: {'void 0!==e.context': true}},
  '@lit/context/lib/value-notifier.js': {members: ['clearCallbacks'], values: {'void 0!==s': true}},
};

/** Smaller bundles. Fails where a library has changed so that there is nothing to leave out: look at it again then. */
export function withoutUnused() {
  return {
    name: 'without-unused',
    transform(code, id) {
      const file = Object.keys(UNUSED).find((path) => id.endsWith(`/node_modules/${path}`));
      if (!file) return null;
      const edits = editsOf(this.parse(code), code, UNUSED[file]);
      edits.sort((one, other) => other.start - one.start);
      for (const {start, end, text} of edits) code = code.slice(0, start) + text + code.slice(end);
      return {code, map: null};
    },
  };
}

function editsOf(program, code, {members = [], options = {}, values = {}, statements = [], enums = {}}) {
  const edits = [];
  const left = new Set([...members, ...statements, ...[options, values, enums].flatMap(Object.keys)]);
  const edit = (name, {start, end}, text) => {
    left.delete(name);
    edits.push({start, end, text});
  };
  /** With the comma after it, where there is one. */
  const drop = (name, {start, end}) =>
    edit(name, {start, end: end + /^\s*,?/.exec(code.slice(end))[0].length}, '');

  const visit = (node) => {
    const name = node.key?.name;
    if (members.includes(name) && (node.type !== 'Property' || node.method)) return drop(name, node);
    if (node.type === 'VariableDeclaration') {
      for (const {id} of node.declarations) {
        if (id.type !== 'ObjectPattern') continue;
        const given = id.properties.filter(({key}) => Object.hasOwn(options, key?.name));
        for (const property of given) {
          drop(property.key.name, property);
          const {name} = property.value.left ?? property.value;
          const text = ` const ${name} = ${JSON.stringify(options[property.key.name])};`;
          edits.push({start: node.end, end: node.end, text});
        }
        if (given.length > 0) return;
      }
    }
    const source = code.slice(node.start, node.end);
    if (/^(Binary|Call|Chain|Member)Expression$/.test(node.type)) {
      const known = Object.keys(values).find((text) => source.endsWith(text));
      if (known) return edit(known, node, String(values[known]));
    }
    if (node.type === 'ExpressionStatement' || node.type === 'SwitchCase') {
      const piece = statements.find((text) => source.includes(text));
      if (piece) return edit(piece, node, '');
    }
    const constants = node.type === 'MemberExpression' && enums[node.object.name];
    if (constants) return edit(node.object.name, node, JSON.stringify(constants[node.property.name]));
    forEachChild(node, visit);
  };
  visit(program);
  if (left.size > 0) throw new Error(`Not in the library any more: ${[...left].join(', ')}`);
  return edits;
}

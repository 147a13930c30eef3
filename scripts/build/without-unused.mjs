import {readdirSync} from 'node:fs';
import {CloseCode, MessageType} from 'graphql-ws';
import {fromRoot} from '../lib/run.mjs';
import {forEachChild} from './for-each-child.mjs';
import {leftOutFeatures} from './left-out-features.mjs';

/** The chunk of graphql-ws that client and server share; its name holds a hash. */
const COMMON = readdirSync(fromRoot('node_modules/graphql-ws/dist')).find((file) =>
  /^common-.*\.js$/.test(file),
);

/**
 * What of the libraries is never called here. Bundlers keep every member of a class that is used, and all that an option
 * could ask for; told which are not, they leave out the rest by themselves. By file:
 *
 * - `members`: methods that nobody calls, and entries that nobody looks up
 * - `options`: those that never have another value, as graphql-chat-api.ts calls it
 * - `values`: what a condition, a member or a call always comes to, or may as well; by the end of it
 * - `assignments`: what is kept and never read
 * - `statements`: what is done for a feature that is not used, by its beginning; also a `case`
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
      fetch: undefined,
    },
    values: {
      'HeadersInitToPlainObject(callOrIdentity(headers))': undefined,
      'HeadersInitToPlainObject(requestOptions.requestHeaders)': 'requestOptions.requestHeaders',
      'requestOptions.signal !== undefined': true,
    },
  },
  'graphql-request/build/legacy/functions/request.js': {values: {'documentOrOptions.document': true}},
  // Of these errors nothing is read but the response, and nobody sees them.
  'graphql-request/build/legacy/classes/ClientError.js': {
    members: ['extractMessage'],
    values: {
      'ClientError.extractMessage(response)': '""',
      'JSON.stringify({ response, request, })': '""',
      'typeof Error.captureStackTrace === `function`': false,
    },
    assignments: ['this.request'],
    statements: ['Object.setPrototypeOf'],
  },
  // Documents go out one at a time, by POST.
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
      'headers.has(ACCEPT_HEADER)': false,
      'headers.has(CONTENT_TYPE_HEADER)': false,
      'typeof body === `string`': true,
    },
    statements: ['case `Batch`', 'default: casesExhausted', 'default: throw casesExhausted'],
  },
  // Errors are read with care by response-error.ts; nobody reads extensions.
  'graphql-request/build/legacy/lib/graphql.js': {
    values: {
      'Array.isArray(result)': false,
      '_tag === `Batch`': false,
      '${String(result)}`)': 'new Error()',
      'data is not plain object`)': 'new Error()',
    },
    statements: [
      'if (typeof result !== `object`',
      'if (!isPlainObject(result.errors)',
      'if (`extensions` in result)',
    ],
  },
  // A client is for one connection, which begins at once and is not tried again.
  'graphql-ws/dist/client.js': {
    members: ['iterate', 'connecting', 'ping', 'pong', 'name', 'reason', 'wasClean'],
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
      generateID: undefined,
      disablePong: undefined,
    },
    values: {
      'typeof WebSocket !== "undefined"': true,
      'typeof url === "function"': false,
      'typeof connectionParams === "function"': false,
      'on?.opened': true,
      'on?.connected': true,
      'on?.message': true,
      'on?.closed': true,
      'on?.error': true,
      'isFinite(connectionAckWaitTimeout)': false,
      '"Internal client error" )': '"Internal client error"',
      '"Bad response" )': '"Bad response"',
      // One connection is all that it has to be unique for.
      'generateID(payload)': 'String(Math.random())',
    },
    statements: [
      'if (!ws)',
      'if (!locks)',
      'if (retrying)',
      'retrying = false',
      'retries = 0',
      'emitter.emit("connecting"',
      'emitter.emit(message.type',
      'emitter.emit("pong"',
      'clearTimeout',
      // Whatever the connection ended by, it is over.
      'if (isLikeCloseEvent(errOrCloseEvent)',
      'if (disposed)',
    ],
    enums: {CloseCode, MessageType},
  },
  // What this side sends is as it should be. Of what a host sends, what is no object, or is no acknowledgement where one
  // is due, still ends the connection; whatever else is wrong with it has no reader, or one that looks at it itself.
  [`graphql-ws/dist/${COMMON}`]: {
    values: {
      'typeof data === "string"': true,
      'JSON.parse(data, reviver)': 'JSON.parse(data)',
      'JSON.stringify(msg, replacer)': 'JSON.stringify(msg)',
    },
    statements: [
      'validateMessage(msg)',
      'if (!isObject(val))',
      'if (!val.type)',
      'if (typeof val.type',
      'switch (val.type)',
    ],
  },
  // Cursors, indexes, other tabs that block; properties that are set, or asked for.
  'idb/build/index.js': {
    members: ['set', 'has'],
    values: {
      'getCursorAdvanceMethods().includes(func)': false,
      "prop.replace(/FromIndex$/, '')": 'prop',
      'prop !== targetFuncName': false,
      'targetFuncName in (useIndex ? IDBIndex : IDBObjectStore).prototype': true,
    },
    statements: ['replaceTraps((oldTraps) => ({ ...oldTraps, get(', 'if (blocked)'],
  },
  // Each browser that has the rest of what is used here has this as well. Style sheets
  // are made by `css` alone, without expressions.
  '@lit/reactive-element/css-tag.js': {
    values: {
      't.ShadowRoot': true,
      'void 0===t.ShadyCSS': true,
      '"adoptedStyleSheets"in Document.prototype': true,
      '"replace"in CSSStyleSheet.prototype': true,
      'o!==s': false,
      '1===t.length': true,
      'void 0!==s': true,
      '1===s.length': true,
    },
  },
  // Attributes that hold numbers, or lists and objects as JSON; reflected ones that are no texts; properties that a class
  // declares by itself; converters but for objects with `fromAttribute`; initial values of attributes.
  '@lit/reactive-element/reactive-element.js': {
    members: ['addInitializer', 'removeController', 'toAttribute'],
    values: {
      's.state': undefined,
      's.noAccessor': undefined,
      'this.hasOwnProperty(d("properties"))': false,
      'void 0!==t.l': false,
      'this.constructor.l?.forEach(t=>t(this))': undefined,
      '"string"==typeof t': true,
      '.toAttribute(s,i.type)': 's',
      '"function"==typeof t.converter': false,
      'i.useDefault': undefined,
      '(this._$Ej??=new Map).has(t)': true,
      'this._$Ej?.get(e)': undefined,
      'this.prototype.hasOwnProperty(t)': false,
      'h(this.prototype,t)': undefined,
    },
    statements: ['case Number', 'case Object', 'case Array', 'if(t.size>0)for'],
  },
  'lit-element/lit-element.js': {
    members: ['connectedCallback', 'disconnectedCallback'],
    assignments: ['this.renderOptions.isConnected'],
  },
  // Templates of svg and of mathml, and compiled ones; expressions for elements, in comments and
  // in what holds text alone; listeners with options; directives that wait for something.
  'lit-html/lit-html.js': {
    members: ['_$AU', 'parentNode', 'startNode', 'endNode', 'tagName', 'setConnected'],
    assignments: ['this._$AN', 'this._$Cv'],
    values: {
      '2===i': false,
      '3===i': false,
      't?.creationScope': undefined,
      '"number"==typeof s': true,
      'y.test(u[2])': false,
      'y.test(r.tagName)': false,
      't.startsWith(o)': false,
      '6===r.type': false,
      'this._$AP?.(!1,!0,s)': undefined,
      't.capture!==s.capture': false,
      't.once!==s.once': false,
      't.passive!==s.passive': false,
      '"function"==typeof this._$AH': true,
    },
    statements: ['for(;-1!==(t=r.data.indexOf(o,t+1)'],
  },
  'lit-html/directive.js': {members: ['_$AU']},
  // Of properties alone.
  'lit-html/directives/live.js': {
    values: {
      'r.type!==n.PROPERTY': false,
      'o(r)': true,
      'i.type===n.PROPERTY': true,
    },
  },
  // Contexts that are asked for by anything but options, or before there is one.
  '@lit/context/lib/controllers/context-consumer.js': {values: {'void 0!==s.context': true}},
  '@lit/context/lib/controllers/context-provider.js': {
    members: ['hostConnected'],
    assignments: ['this.onProviderRequest'],
    values: {
      'void 0!==e.context': true,
      'this.host.addController?.(this)': undefined,
      'this.host.addEventListener("context-provider",this.onProviderRequest)': undefined,
    },
  },
  // With a value to begin with.
  '@lit/context/lib/value-notifier.js': {members: ['clearCallbacks'], values: {'void 0!==s': true}},
};

/** The same, of what the badge alone does not need: its templates have few kinds of expressions, and no directives. */
const UNUSED_BY_BADGE = {
  '@lit/reactive-element/reactive-element.js': {
    values: {
      '!0===i.reflect': false,
      'void 0!==t.converter?.fromAttribute': false,
      'i.hasChanged': undefined,
      '!0===e': false,
      'null!=t': false,
    },
    statements: ['case Boolean'],
  },
  'lit-html/lit-html.js': {
    values: {
      'M(this,t,i)': 't',
      'M(this,t,i,0)': 't',
      'M(this,e[s+n],i,n)': 'e[s+n]',
      '"."===e[1]': false,
      '"?"===e[1]': false,
    },
  },
};

/**
 * Smaller bundles. Fails where a library has changed so that there is nothing to leave out: look at it again then; and
 * where a module of ours has come to use what is left out of Lit.
 *
 * @returns {import('rollup').Plugin}
 */
export function withoutUnused({isBadge = false} = {}) {
  const unused = isBadge ? [UNUSED, UNUSED_BY_BADGE] : [UNUSED];
  return {
    name: 'without-unused',
    transform(code, id) {
      if (id.startsWith(fromRoot('src'))) {
        const used = leftOutFeatures(this.parse(code), isBadge);
        if (used.length > 0) throw new Error(`${id} uses what bundles leave out: ${used.join('; ')}`);
        return null;
      }
      const found = unused.flatMap((files) =>
        Object.keys(files)
          .filter((path) => id.endsWith(`/node_modules/${path}`))
          .map((path) => files[path]),
      );
      if (found.length === 0) return null;
      const edits = editsOf(this.parse(code), code, found);
      edits.sort((one, other) => other.start - one.start);
      for (const {start, end, text} of edits) code = code.slice(0, start) + text + code.slice(end);
      return {code, map: null};
    },
  };
}

function editsOf(program, code, unused) {
  const listed = (kind) => unused.flatMap((one) => one[kind] ?? []);
  const [members, assignments, statements] = ['members', 'assignments', 'statements'].map(listed);
  const [options, values, enums] = ['options', 'values', 'enums'].map((kind) =>
    Object.assign({}, ...listed(kind)),
  );
  const edits = [];
  const left = new Set([
    ...members,
    ...assignments,
    ...statements,
    ...[options, values, enums].flatMap(Object.keys),
  ]);
  const edit = (name, {start, end}, text) => {
    left.delete(name);
    edits.push({start, end, text});
  };
  /** With the comma after it, where there is one. */
  const drop = (name, {start, end}) =>
    edit(name, {start, end: end + /^\s*,?/.exec(code.slice(end))[0].length}, '');

  const visit = (node) => {
    const name = node.key?.name;
    if (members.includes(name) && !node.shorthand) return drop(name, node);
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
    const source = code.slice(node.start, node.end).replaceAll(/\s+/g, ' ');
    if (/^(Binary|Call|Chain|Member|New)Expression$/.test(node.type)) {
      const known = Object.keys(values).find((text) => source.endsWith(text));
      if (known) return edit(known, node, String(values[known]));
    }
    const target = node.type === 'AssignmentExpression' && code.slice(node.left.start, node.left.end);
    if (assignments.includes(target)) return edit(target, node, 'undefined');
    if (/^(?:Expression|For|If|Switch)Statement|SwitchCase$/.test(node.type)) {
      const beginning = statements.find((text) => source.startsWith(text));
      if (beginning) {
        const {alternate} = node;
        return edit(beginning, node, alternate ? code.slice(alternate.start, alternate.end) : '');
      }
    }
    const constants = node.type === 'MemberExpression' && enums[node.object.name];
    if (constants) return edit(node.object.name, node, JSON.stringify(constants[node.property.name]));
    forEachChild(node, visit);
  };
  visit(program);
  if (left.size > 0) throw new Error(`Not in the library any more: ${[...left].join(', ')}`);
  return edits;
}

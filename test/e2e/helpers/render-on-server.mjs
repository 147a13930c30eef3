/**
 * Renders badge and inbox as the server of a host does, with the package that the first argument names, once for each
 * set of attributes in the JSON of the second, all at the same time; prints a JSON of what came of it.
 */
import {html} from 'lit';
import {LitElementRenderer, render} from '@lit-labs/ssr';
import {ifDefined} from 'lit/directives/if-defined.js';

const [, , specifier, attributes] = process.argv;
await import(specifier);

const requests = [];
const record = (url) => void requests.push(String(url));
Object.assign(globalThis, {fetch: record, WebSocket: record});

const template = ({lang, conversationId, persistence}) =>
  html`<sms-chat-badge endpoint="/graphql" href="/" lang=${ifDefined(lang)}></sms-chat-badge>
    <sms-chat
      endpoint="/graphql"
      lang=${ifDefined(lang)}
      conversation-id=${ifDefined(conversationId)}
      persistence=${ifDefined(persistence)}
      notifications
      ><p slot="empty">Nobody has written</p></sms-chat
    >`;

/** One piece of each at a time, as when a server answers several requests. */
function renderAll(pages) {
  const renderings = pages.map((page) => ({pieces: flat(render(template(page))), html: ''}));
  for (let isMore = true; isMore;) {
    isMore = false;
    for (const rendering of renderings) {
      const {value = '', done} = rendering.pieces.next();
      rendering.html += value;
      isMore ||= !done;
    }
  }
  return renderings.map((rendering) => rendering.html);
}

function* flat(result) {
  for (const piece of result) {
    if (typeof piece === 'string') yield piece;
    else if (typeof piece === 'function') yield* flat([piece()].flat());
    else if (piece) yield* flat(piece);
  }
}

const pages = JSON.parse(attributes);
const rendered = renderAll(pages);
// What a renderer may be told to do besides.
LitElementRenderer.renderOptions.push(() => ({connectedCallback: true}));
const connected = renderAll(pages);
const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
console.log(JSON.stringify({pages: rendered, connected, requests, timers}));

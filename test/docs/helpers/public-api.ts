/** The public API as custom-elements.json records it. */
import {readFileSync} from 'node:fs';
import {fromRoot} from '../../../scripts/lib/run.mjs';

interface Named {
  name: string;
  description?: string;
  default?: string;
}

interface Element {
  tagName: string;
  attributes: Named[];
  members: (Named & {kind: 'field' | 'method'})[];
  events: Named[];
  slots: Named[];
  cssParts: Named[];
  cssProperties: Named[];
}

const {modules} = JSON.parse(readFileSync(fromRoot('custom-elements.json'), 'utf8')) as {
  modules: {declarations: Element[]}[];
};

export const elements = modules.flatMap(({declarations}) => declarations);

/** Of every element, and those that a page's own code works with. */
const GLOBAL = ['id', 'class', 'lang', 'dir', 'slot', 'hidden', 'style', 'title'];

/** `sms-chat endpoint` */
export const knownAttributes: ReadonlySet<string> = new Set(
  elements.flatMap(({tagName, attributes}) =>
    [...attributes.map(({name}) => name), ...GLOBAL].map((name) => `${tagName} ${name}`),
  ),
);

const namesOf = (kind: 'cssParts' | 'cssProperties') =>
  new Set(elements.flatMap((element) => element[kind].map(({name}) => name)));

export const cssProperties: ReadonlySet<string> = namesOf('cssProperties');
/** With the words that express a state: `row selected`. */
export const cssParts: ReadonlySet<string> = new Set([
  ...namesOf('cssParts'),
  ...elements.flatMap(({cssParts: parts}) =>
    parts.flatMap(({description = ''}) => [...description.matchAll(/`([a-z-]+)`/g)].map(([, word]) => word!)),
  ),
]);

/**
 * custom-elements.json is the record of the public API: it is in the repository, and `npm test` fails where it is not what
 * the sources say. These tests hold what its JSDoc says against the code.
 */
import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {fromRoot} from '../../scripts/lib/run.mjs';

interface Declaration {
  tagName: string;
  members: {name: string; privacy?: string}[];
  slots: {name: string}[];
  cssParts: {name: string; description: string}[];
  cssProperties: {name: string}[];
}

const {modules} = JSON.parse(readFileSync(fromRoot('custom-elements.json'), 'utf8')) as {
  modules: {declarations: Declaration[]}[];
};
const elements = modules.flatMap(({declarations}) => declarations);
const inbox = elements.find(({tagName}) => tagName === 'sms-chat')!;

/** Sources of the elements, without their comments. */
const sources = readdirSync(fromRoot('src/components'), {recursive: true, encoding: 'utf8'})
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(fromRoot(`src/components/${path}`), 'utf8'));
const code = sources.map((source) => source.replace(/\/\*[^]*?\*\//g, '')).join('\n');

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

/** Further names that a part has while it is in a state, as its description says. */
const states = inbox.cssParts.flatMap(({description}) =>
  [...description.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name!),
);

/** Hidden by the layout of the inbox itself. */
const OWN_PARTS = ['templates-label', 'menu-label'];

describe('the record of the public API', () => {
  it('has the custom properties that the elements read, and no other', () => {
    const used = [...code.matchAll(/var\(\s*(--sms-chat-[a-z-]+)/g)].map(([, name]) => name!);
    const recorded = elements.flatMap(({cssProperties}) => cssProperties.map(({name}) => name));
    assert.deepEqual(sorted(recorded), sorted(used));
  });

  it('has a part for every surface of the elements inside the inbox', () => {
    const documented = sources.flatMap((source) =>
      source.includes('@element sms-chat-badge')
        ? []
        : [...source.matchAll(/@csspart ([a-z-]+)/g)].map(([, name]) => name!),
    );
    const recorded = inbox.cssParts.map(({name}) => name);
    assert.deepEqual(sorted([...recorded, ...OWN_PARTS]), sorted(documented));
  });

  it('has no part or state of one that does not reach the page, and leaves none out that does', () => {
    const handedOn = [...code.matchAll(/exportparts="([^"]*)"/g)].flatMap(([, names]) =>
      names!.split(/[\s,]+/),
    );
    const own = ['inbox', 'list-pane', 'thread-pane'];
    const recorded = [...inbox.cssParts.map(({name}) => name), ...states];
    assert.deepEqual(sorted(recorded), sorted([...handedOn, ...own]));
  });

  it('gives no part or slot the name of a property, or of another one: a name says what it is of', () => {
    for (const {tagName, members, slots, cssParts} of elements) {
      const properties = new Set(members.filter(({privacy}) => !privacy).map(({name}) => name));
      const others = [...slots, ...cssParts].map(({name}) => name);
      assert.deepEqual(
        others.filter((name, index) => properties.has(name) || others.indexOf(name) < index),
        [],
        tagName,
      );
    }
  });
});

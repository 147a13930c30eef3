import {readFile} from 'node:fs/promises';
import type Axe from 'axe-core';
import {fromRoot} from '../../../scripts/lib/run.mjs';
import type {Inbox} from './inbox.js';

const axe = await readFile(fromRoot('node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe finds, as rule and element; by all of its rules, or by these. */
export async function findingsOfAxe({page}: Inbox, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    async (only) => {
      const {violations} = await (globalThis as unknown as {axe: typeof Axe}).axe.run(
        only ? {runOnly: {type: 'rule', values: only}} : {},
      );
      return violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.flat().at(-1)}`));
    },
    rules && [...rules],
  );
}

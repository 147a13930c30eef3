/** Nothing that the documents point at is missing. */
import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {fromRoot} from '../../scripts/lib/run.mjs';
import {documents, targetOf} from './helpers/documents.js';
import type {Document} from './helpers/documents.js';

const byFile = new Map(documents.map((document) => [document.file, document]));

/** Addresses on the web are not followed, and those in Storybook by the tests of Storybook. */
const isElsewhere = (link: string) => /^(https?:|mailto:|\?path=)/.test(link);

/** A file or folder of this repository, as prose names it: `server/config.ts`, `deploy/nginx.conf`. */
const FILE =
  /^(?:\.changeset|bench|conformance|demo|deploy|docs|examples|load|schema|scripts|server|src|stories|test|themes|translations)\/[\w@./-]*$/;

function brokenLinks(document: Document): string[] {
  return document.links
    .filter((link) => !isElsewhere(link))
    .filter((link) => {
      const {file, anchor} = targetOf(document, link);
      if (!existsSync(fromRoot(file))) return true;
      return anchor !== '' && !byFile.get(file)?.anchors.has(anchor);
    });
}

function reachableFrom(start: string): Set<string> {
  const seen = new Set([start]);
  for (const file of seen) {
    // A folder is shown with its README.
    const document = byFile.get(file) ?? byFile.get(`${file}/README.md`);
    if (!document) continue;
    seen.add(document.file);
    for (const link of document.links) if (!isElsewhere(link)) seen.add(targetOf(document, link).file);
  }
  return seen;
}

for (const document of documents) {
  describe(document.file, () => {
    it(`${document.file} links to files and headings that there are`, () => {
      assert.deepEqual(brokenLinks(document), []);
    });

    it(`${document.file} names files that there are`, () => {
      const missing = document.inlineCode.filter((code) => FILE.test(code) && !existsSync(fromRoot(code)));
      assert.deepEqual(missing, []);
    });
  });
}

describe('README.md', () => {
  it('leads to every document', () => {
    const reachable = reachableFrom('README.md');
    const wanted = documents.map(({file}) => file).filter((file) => !file.endsWith('.mdx'));
    assert.deepEqual(
      wanted.filter((file) => !reachable.has(file)),
      [],
    );
  });
});

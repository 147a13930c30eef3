/**
 * Compares what a page shows with the pictures that are kept of it. `--accept` on the command line keeps what the page
 * shows now instead.
 */
import {afterEach} from 'node:test';
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename} from 'node:path';
import pixelmatch from 'pixelmatch';
import type {Page} from 'playwright-core';
import {PNG} from 'pngjs';
import {fromRoot} from '../../../scripts/lib/run.mjs';
import {eventually} from './eventually.js';

const KEPT = 'test/screenshots';
const RESULTS = 'test-results/screenshots';
const ACCEPT = 'npm run screenshots:accept';
const isAccepting = process.argv.includes('--accept');
/** Elsewhere the system draws letters in its own way. */
const isComparable = process.platform === 'linux';

/**
 * How far a pixel may be from its like, from 0 to 1: five steps of grey. Other fonts on the machine, and a Chromium nine
 * versions older, changed no pixel at all.
 */
const THRESHOLD = 0.02;
/** How many pixels of a picture may be further away: a fraction of the smallest icon. */
const RATIO = 1 / 50_000;

export class Pictures {
  readonly #taken = new Set<string>();
  readonly #failures: string[] = [];

  constructor() {
    rmSync(fromRoot(RESULTS), {recursive: true, force: true});
    if (!isComparable) console.log(`NOT TESTED: ${KEPT}, which has pictures of Chromium on Linux`);
    afterEach(() => {
      const failures = this.#failures.splice(0);
      if (failures.length > 0) assert.fail(failures.join('\n\n'));
    });
  }

  /** Fails the test, when it has come to its end, where the page does not look as it does in the picture of this name. */
  async compare(page: Page, name: string): Promise<void> {
    assert.ok(!this.#taken.has(name), `${name} is taken twice`);
    this.#taken.add(name);
    if (!isComparable) return;
    const file = `${KEPT}/${name}.png`;
    const kept = existsSync(fromRoot(file)) ? PNG.sync.read(readFileSync(fromRoot(file))) : null;
    if (kept && difference(kept, await take(page)) === null) return;

    const shown = await takeSettled(page);
    const found = kept ? difference(kept, shown) : {why: 'is not there', image: null};
    if (!found) return;
    if (isAccepting) return write(file, shown);
    const shownFile = `${RESULTS}/${name}.png`;
    write(shownFile, shown);
    const lines = [`${file} ${found.why}`, `  what is shown: ${shownFile}`];
    if (found.image) {
      write(`${RESULTS}/${name}.diff.png`, found.image);
      lines.push(`  differences:   ${RESULTS}/${name}.diff.png`);
    }
    this.#failures.push([...lines, `  where it is meant to look so: ${ACCEPT}`].join('\n'));
  }

  /** To be called when all are taken: asserts that no other is kept. */
  assertNoOthers(): void {
    const kept = readdirSync(fromRoot(KEPT)).map((file) => basename(file, '.png'));
    const others = kept.filter((name) => !this.#taken.has(name));
    assert.deepEqual(others, [], `no test takes these of ${KEPT}`);
  }
}

/** What differs by more than chance; null where nothing does. */
function difference(kept: PNG, shown: PNG): {why: string; image: PNG | null} | null {
  const {width, height} = kept;
  if (width !== shown.width || height !== shown.height)
    return {why: `is ${width} × ${height}, not ${shown.width} × ${shown.height}`, image: null};
  const image = new PNG({width, height});
  const options = {threshold: THRESHOLD, includeAA: true};
  const count = pixelmatch(kept.data, shown.data, image.data, width, height, options);
  const most = Math.floor(width * height * RATIO);
  return count > most ? {why: `differs in ${count} pixels, ${most} may`, image} : null;
}

/** As it is once two in a row are the same: all that the page does by itself has come to its end. */
async function takeSettled(page: Page): Promise<PNG> {
  let last = await take(page);
  return eventually(async () => {
    const next = await take(page);
    const isSame = next.data.equals(last.data);
    last = next;
    assert.ok(isSame, 'the page does not come to rest');
    return next;
  });
}

async function take(page: Page): Promise<PNG> {
  return PNG.sync.read(await page.screenshot({animations: 'disabled', caret: 'hide'}));
}

/** Small, and without loss. */
function write(file: string, {width, height, data}: PNG): void {
  const image = Object.assign(new PNG({width, height}), {data});
  // Without a filter, flat areas and letters that recur are smallest.
  const options = {colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0} as const;
  mkdirSync(fromRoot(file.slice(0, file.lastIndexOf('/'))), {recursive: true});
  writeFileSync(fromRoot(file), PNG.sync.write(image, options));
}

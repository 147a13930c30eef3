import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {countSms, splitSms} from '../../src/sms/index.js';

interface Vector {
  name: string;
  text: string;
  encoding: 'GSM-7' | 'UCS-2';
  characters: number;
  parts: number;
  remainingInLastPart: number;
  perPart: number;
  usedPerPart: number[];
  forcedBy: string[];
  why: string;
}

const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as Vector[];

describe('counting message parts', () => {
  for (const vector of vectors) {
    it(`${vector.name}: ${vector.why}`, () => {
      const count = countSms(vector.text);
      assert.deepEqual(
        {...count, forcedBy: [...count.forcedBy].sort()},
        {
          encoding: vector.encoding === 'GSM-7' ? 'GSM_7' : 'UCS_2',
          characters: vector.characters,
          parts: vector.parts,
          perPart: vector.perPart,
          remaining: vector.remainingInLastPart,
          forcedBy: [...vector.forcedBy].sort(),
        },
      );
    });
  }

  it('cuts every text where the count says, and loses nothing', () => {
    for (const {text, encoding, usedPerPart} of vectors) {
      const parts = splitSms(text);
      assert.equal(parts.join(''), text);
      const used = parts.map((part) => countSms(part).characters);
      if (encoding === 'GSM-7') assert.deepEqual(used, usedPerPart);
      else
        assert.deepEqual(
          parts.map((part) => part.length),
          usedPerPart,
        );
    }
  });

  it('holds 152 or 66 units in a part where the gateway uses 16-bit references', () => {
    assert.equal(countSms('a'.repeat(306), 8).parts, 2);
    assert.equal(countSms('a'.repeat(306), 16).parts, 3);
    assert.equal(countSms('ж'.repeat(134), 8).parts, 2);
    assert.equal(countSms('ж'.repeat(134), 16).parts, 3);
  });

  it('walks through a text no more than two or three times, however long it is, so that it can run at every key press', () => {
    const long = 'n'.repeat(1599);
    const mostWalks = {[`${long}€`]: 2, [`${long}ж`]: 3, ['ж'.repeat(1600)]: 3, ['👍'.repeat(800)]: 3};
    for (const [text, most] of Object.entries(mostWalks)) {
      const counter = new ReadCounter(text);
      countSms(counter as unknown as string);
      const walks = counter.reads / text.length;
      assert.ok(walks >= 1 && walks <= most, `${walks} times`);
    }
  });
});

/** Counts how often a character of it is read, which takes as long on a machine that is busy. */
class ReadCounter extends String {
  reads = 0;

  override charCodeAt(i: number): number {
    this.reads++;
    return super.charCodeAt(i);
  }

  override *[Symbol.iterator](): StringIterator<string> {
    for (const character of super[Symbol.iterator]()) {
      this.reads += character.length;
      yield character;
    }
  }
}

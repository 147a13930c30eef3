import {expect} from '@open-wc/testing';
import {
  displayBody,
  displayName,
  mixesAlphabets,
  turnsDirection,
  wholeName,
} from '../../src/shared/display-text.js';

describe('display text', () => {
  it('shows what hides in a name or turns its direction', () => {
    expect(displayName('Bank\u202eknab')).to.equal('Bank\ufffdknab');
    expect(displayName('B\u200bank\u2066\ufeff')).to.equal('B\ufffdank\ufffd\ufffd');
    expect(displayName('Bank\u{e0041}')).to.equal('Bank\ufffd');
  });

  it('leaves names of all scripts and emoji as they are', () => {
    for (const name of ['Zoë Kraus', 'مریم می\u200cخواهد', 'हिन्दी', '👩\u200d⚕️ Dr Chen', 'Nguyễn Văn']) {
      expect(displayName(name)).to.equal(name);
    }
  });

  it('keeps stacked marks from climbing over the lines above', () => {
    expect(displayName(`Z${'\u0301'.repeat(40)}o`)).to.equal(`Z${'\u0301'.repeat(4)}o`);
  });

  it('cuts a name after 80 characters as people count them, and nothing shorter', () => {
    for (const character of ['n', 'ö', 'e\u0301', '👩\u200d⚕️', 'हि']) {
      expect(displayName(character.repeat(80)), character).to.equal(character.repeat(80));
      expect(displayName(character.repeat(81)), character).to.equal(`${character.repeat(80)}…`);
      expect(wholeName(character.repeat(81)), character).to.equal(character.repeat(81));
    }
    // One character to those who count, made of as many as it takes to fill the page.
    expect(displayName(`👩${'\u200d👩'.repeat(50_000)}`).length).to.be.below(2_000);
  });

  it('tells names that mix alphabets within a word from those that do not', () => {
    const mixed = [
      'P\u0430yp\u0430l',
      '\u0420aypal',
      'Bank of Amer\u0456ca',
      '\u0391pple',
      'G\u0585\u0585gle',
    ];
    for (const name of [...mixed, 'e\u0301\u0430', '\u03c1\u0430y'])
      expect(mixesAlphabets(name), name).to.equal(true);
    const pure = [
      'Zoë Núñez',
      'Иван Smith',
      'Αθηνά',
      'Пейпал',
      'Łódź-Київ',
      'Nguyễn Văn',
      '李小龙 Bruce',
      '高橋Ken',
    ];
    for (const name of [...pure, 'สมชายJohn', 'Room 3а', '10 \u00b5m', 'АБВ+1', '0491 570 006'])
      expect(mixesAlphabets(name), name).to.equal(false);
  });

  it('knows which message texts are shown without what turned them', () => {
    expect(turnsDirection('pay \u202e001')).to.equal(true);
    expect(turnsDirection('pay \u202e001')).to.equal(true);
    expect(turnsDirection('مرحبا \u200f!')).to.equal(false);
  });

  it('takes overrides, isolates and towers of marks out of a message, and nothing else', () => {
    expect(displayBody(`Z${'\u0301'.repeat(40)}o`)).to.equal(`Z${'\u0301'.repeat(4)}o`);
    expect(displayBody('pay \u202e001\u202c \u2067now\u2069\n\tthanks')).to.equal('pay 001 now\n\tthanks');
  });
});

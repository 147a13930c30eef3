import {expect} from '@open-wc/testing';
import {displayBody, displayName} from '../../src/shared/display-text.js';

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

  it('takes overrides, isolates and towers of marks out of a message, and nothing else', () => {
    expect(displayBody(`Z${'\u0301'.repeat(40)}o`)).to.equal(`Z${'\u0301'.repeat(4)}o`);
    expect(displayBody('pay \u202e001\u202c \u2067now\u2069\n\tthanks')).to.equal('pay 001 now\n\tthanks');
  });
});

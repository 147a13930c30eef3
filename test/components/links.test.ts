import {expect} from '@open-wc/testing';
import {findLinks} from '../../src/links/links.js';

const hrefs = (text: string) =>
  (findLinks(text) ?? []).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.href]));
const whole = (text: string) =>
  (findLinks(text) ?? [text]).map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');

describe('links in a text', () => {
  it('are found with and without http, without the marks after them', () => {
    expect(hrefs('See (https://a.example/x_(1)), http://b.example: or www.c.com/?q=1!')).to.deep.equal([
      'https://a.example/x_(1)',
      'http://b.example/',
      'https://www.c.com/?q=1',
    ]);
    expect(hrefs('at 5.30pm, 12.50 or e.g. this; file.txt; kim@clinic.example')).to.deep.equal([]);
  });

  it('lose nothing of the text', () => {
    for (const text of ['https://a.example', 'x https://a.example y www.b.com.', 'a\nwww.b.com\n\nb', 'none'])
      expect(whole(text)).to.equal(text);
  });

  it('are not made of what leads elsewhere than it says', () => {
    for (const text of [
      'javascript:alert(1)',
      'javascript://a.example/%0aalert(1)',
      'data:text/html,www',
      'ftp://a.example/',
      '//a.example/x',
      'https://bank.example@evil.test',
      'https://bank.example:80@10.0.0.1',
      'http://localhost/',
      'https://a.example/\u202egnp.exe',
      'https://a.exam\u200bple/',
      `https://a.example/${'x'.repeat(2_000)}`,
    ])
      expect([text, hrefs(text).filter((href) => !href.includes('evil'))]).to.deep.equal([text, []]);
  });

  it('say the true host where letters of other scripts could pose as Latin ones', () => {
    const [link] = findLinks('https://\u0430pple.com/') ?? [];
    expect(link).to.deep.include({trueHost: 'xn--pple-43d.com'});
    const [plain] = findLinks('HTTPS://Apple.com/') ?? [];
    expect(plain).to.deep.include({trueHost: null});
  });

  it('are looked for in the beginning alone of a text without end, in no time that matters', () => {
    const text = `www.a.com ${'a.b@'.repeat(300_000)} www.b.com`;
    expect(hrefs(text)).to.deep.equal(['https://www.a.com/']);
    expect(whole(text)).to.equal(text);
  });
});

import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {plainGsmText, normaliseForSms, prepareSms, resolveMergeFields} from '../../src/sms/index.js';

const context = {
  syntax: {open: '{{', close: '}}', fallback: '|'},
  knownKeys: ['first_name', 'clinic'],
  values: new Map([['first_name', 'Zoë']]),
};

describe('merge fields', () => {
  const cases: [string, string, string, string[], string[]][] = [
    ['puts in the value', 'Hi {{first_name}}!', 'Hi Zoë!', [], []],
    ['compares names without case and blanks', 'Hi {{ First_Name }}!', 'Hi Zoë!', [], []],
    ['prefers the value to the fallback', 'Hi {{first_name|there}}', 'Hi Zoë', [], []],
    ['falls back where there is no value', 'at {{clinic|our clinic}}', 'at our clinic', [], []],
    ['names a field without a value', 'at {{clinic}}', 'at {{clinic}}', ['clinic'], []],
    ['keeps an unknown field literal', 'Hi {{nick}}', 'Hi {{nick}}', [], ['nick']],
    ['reads an unknown field with a fallback as unknown', 'Hi {{nick|you}}', 'Hi {{nick|you}}', [], ['nick']],
    ['leaves an opening without an end alone', 'a {{ b', 'a {{ b', [], []],
    ['leaves an end without an opening alone', 'a }} b', 'a }} b', [], []],
    ['takes the innermost opening', '{{ {{first_name}}', '{{ Zoë', [], []],
    ['accepts an empty fallback', 'Hi{{clinic|}}!', 'Hi!', [], []],
  ];
  for (const [title, body, text, missing, unknown] of cases) {
    it(title, () => assert.deepEqual(resolveMergeFields(body, context), {text, missing, unknown}));
  }

  it('never searches a value for fields, and keeps it on one line', () => {
    const values = new Map([['first_name', ' {{clinic}}\nB\u0007 ']]);
    assert.equal(resolveMergeFields('{{first_name}}', {...context, values}).text, '{{clinic}} B');
  });

  it('counts parts on the resolved text: a value may flip the encoding', () => {
    const plain = prepareSms('Hi Jane', context, 8);
    const merged = prepareSms('Hi {{first_name}} ж', context, 8);
    assert.equal(plain.encoding, 'GSM_7');
    assert.equal(merged.encoding, 'UCS_2');
    assert.equal(merged.characters, 'Hi Zoë ж'.length);
  });
});

describe('texts for SMS', () => {
  it('turns line breaks to LF and lone surrogates to U+FFFD', () => {
    assert.equal(normaliseForSms('a\r\nb\rc\ud83d😀\ude00'), 'a\nb\nc\ufffd😀\ufffd');
  });

  it('drops NUL, which databases cannot keep', () => {
    assert.equal(normaliseForSms('a\0b'), 'ab');
  });

  it('offers plain text where only typography is lost', () => {
    assert.equal(plainGsmText('“We’ve moved” – see…\u00a0now'), '"We\'ve moved" - see... now');
  });

  it('offers nothing where a letter or an emoji would be lost, or nothing would change', () => {
    assert.equal(plainGsmText('ça va’'), null);
    assert.equal(plainGsmText('it’s 😀'), null);
    assert.equal(plainGsmText('plain'), null);
  });
});

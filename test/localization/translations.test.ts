import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {english, msg, number, plural, speak, str} from '../../src/localization/language.js';
import {languageFor, localeFor} from '../../src/localization/translations.js';
import {locales, readUnits} from './xliff.js';

const placeholders = (text: string) => [...text.matchAll(/{\d}/g)].map(([placeholder]) => placeholder).sort();
const isPlural = (text: string) => text.startsWith('{n, plural, ');
const categories = (text: string) => [...text.matchAll(/ (\w+) {/g)].map(([, category]) => category!);

/** The categories of a language that counts of messages can have. */
function usedCategories(locale: string): string[] {
  const rules = new Intl.PluralRules(locale);
  return [...new Set(Array.from({length: 10_000}, (_, count) => rules.select(count)))].sort();
}

describe('translations', () => {
  it('are there for the languages of the product', () => {
    assert.deepEqual(locales.sort(), ['ar', 'de', 'es', 'fr', 'ja', 'pt-BR', 'zh-Hans']);
  });

  for (const locale of locales) {
    const units = readUnits(locale);

    it(`${locale}: has every text, with the placeholders of the English one`, () => {
      assert.ok(units.length > 100);
      for (const {source, target} of units) {
        assert.notEqual(target, '', source);
        assert.deepEqual(placeholders(target), placeholders(source), source);
      }
    });

    it(`${locale}: has the plural forms that its counts need`, () => {
      for (const {source, target} of units) {
        assert.equal(isPlural(target), isPlural(source), source);
        if (isPlural(source)) assert.deepEqual(categories(target).sort(), usedCategories(locale), source);
      }
    });

    it(`${locale}: differs from English, but for words that both have`, () => {
      const same = units.filter(({source, target}) => source === target).map(({source}) => source);
      const shared = /^(Messages?|Conversations|From|Emoji)$/;
      assert.deepEqual(
        same.filter((source) => !shared.test(source)),
        [],
      );
    });
  }
});

describe('the language of a lang', () => {
  const cases: Record<string, string> = {
    ...{en: 'en', 'en-AU': 'en', de: 'de', 'de-AT': 'de', fr: 'fr', 'fr-CA': 'fr', 'es-MX': 'es', ja: 'ja'},
    ...{pt: 'pt-BR', 'pt-BR': 'pt-BR', 'pt-PT': 'pt-BR', ar: 'ar', 'ar-EG': 'ar'},
    ...{zh: 'zh-Hans', 'zh-CN': 'zh-Hans', 'zh-SG': 'zh-Hans', 'zh-TW': '', 'zh-Hant': '', nl: '', he: ''},
  };
  for (const [lang, locale] of Object.entries(cases)) {
    it(`${lang} is ${locale || 'none of ours'}`, () => assert.equal(localeFor(lang), locale));
  }

  it('brings its words, plural forms, digits and direction', async () => {
    const language = await languageFor('ar-EG', false, null);
    speak(language);
    assert.equal(language.dir, 'rtl');
    assert.equal(msg('Send'), 'إرسال');
    assert.equal(msg(str`Send to ${'+61'}`), 'إرسال إلى \u2068+61\u2069');
    const text = msg('{n, plural, one {# new message} other {# new messages}}');
    assert.deepEqual(
      [0, 1, 2, 3, 11, 100].map((count) => plural(text, count)),
      [
        'لا رسائل جديدة',
        'رسالة جديدة واحدة',
        'رسالتان جديدتان',
        '٣ رسائل جديدة',
        '١١ رسالة جديدة',
        '١٠٠ رسالة جديدة',
      ],
    );
    speak(english);
  });

  it('leaves the direction to a page that has set it', async () => {
    assert.equal((await languageFor('ar', true, null)).dir, '');
  });

  it('says in English what it has no words for, with dates and numbers of the lang', async () => {
    const language = await languageFor('nl', false, null);
    speak(language);
    assert.equal(msg('Send'), 'Send');
    assert.equal(plural(msg('{n, plural, one {# new message} other {# new messages}}'), 1), '1 new message');
    assert.equal(language.locale, 'nl');
    assert.equal(language.dir, '');
    speak(english);
  });

  for (const lang of ['', 'tlh', 'not a language', 'en_AU']) {
    it(`is English for “${lang}”`, async () => {
      const {locale, translate} = await languageFor(lang, false, null);
      assert.equal(locale, 'en');
      assert.equal(translate('Send'), 'Send');
    });
  }

  it('has the words of the page before its own', async () => {
    const texts = {Send: 'Los', 'Send to {0}': 'An {0} schicken', toString: 'no text of ours'};
    speak(await languageFor('de', false, texts));
    assert.equal(msg('Send'), 'Los');
    assert.equal(msg(str`Send to ${'+61'}`), 'An +61 schicken');
    assert.equal(msg('Cancel'), 'Abbrechen');
    speak(english);
  });

  it('lets numbers keep their direction also within the words of a page, and does without what is no word', async () => {
    const texts = {'Send to {0}': 'שליחה אל {0}', 'Chat with {0} closed.': undefined as unknown as string};
    speak(await languageFor('he', true, texts));
    assert.equal(msg(str`Send to ${'+61 491'}`), 'שליחה אל \u2068+61 491\u2069');
    assert.equal(msg(str`Chat with ${'Kim'} closed.`), 'Chat with \u2068Kim\u2069 closed.');
    speak(english);
  });

  it('takes the plural forms of a page in a language of its own', async () => {
    const texts = {
      '{n, plural, one {# new message} other {# new messages}}':
        '{n, plural, one {# nowa wiadomość} few {# nowe wiadomości} many {# nowych wiadomości} other {# nowych wiadomości}}',
    };
    speak(await languageFor('pl', false, texts));
    const text = msg('{n, plural, one {# new message} other {# new messages}}');
    assert.deepEqual(
      [1, 3, 5].map((count) => plural(text, count)),
      ['1 nowa wiadomość', '3 nowe wiadomości', '5 nowych wiadomości'],
    );
    speak(english);
  });
});

describe('English', () => {
  it('has one and others, and counts without groups of digits', () => {
    const text = msg('{n, plural, one {# new message} other {# new messages}}');
    assert.equal(plural(text, 1), '1 new message');
    assert.equal(plural(text, 0), '0 new messages');
    assert.equal(number(1600), '1600');
  });
});

import {expect} from '@open-wc/testing';
import {daysAgo, formatListDate, formatTime} from '../../src/shared/dates.js';

/** A moment of the local calendar, whatever the zone of the machine. */
const at = (...parts: [year: number, month: number, day: number, hour?: number, minute?: number]) =>
  new Date(...parts).getTime();
const now = at(2026, 10, 23, 9, 30);

describe('dates', () => {
  it('count days of the calendar, not spans of 24 hours', () => {
    expect(daysAgo(at(2026, 10, 23, 0, 1), now)).to.equal(0);
    expect(daysAgo(at(2026, 10, 22, 23, 59), now)).to.equal(1);
    expect(daysAgo(at(2026, 9, 23, 12), now)).to.equal(31);
  });

  it('in a list are as short as they can be', () => {
    const today = at(2026, 10, 23, 8, 5);
    expect(formatListDate(today, 'en-AU', now)).to.equal(formatTime(today, 'en-AU'));
    expect(formatListDate(at(2026, 10, 22, 23, 59), 'en-AU', now)).to.equal('Yesterday');
    expect(formatListDate(at(2026, 10, 20, 12), 'en-AU', now)).to.equal('Fri');
    expect(formatListDate(at(2026, 10, 16, 12), 'en-AU', now)).to.equal('16 Nov');
    expect(formatListDate(at(2025, 10, 16, 12), 'en-AU', now)).to.equal('16/11/25');
  });

  it('follow the locale', () => {
    expect(formatListDate(at(2026, 10, 22, 12), 'de', now)).to.equal('Gestern');
    expect(formatTime(at(2026, 10, 22, 15, 5), 'de')).to.equal('15:05');
    expect(formatTime(at(2026, 10, 22, 15, 5), 'ar-EG')).to.include('٣:٠٥');
    const locales = ['ar', 'es', 'fr', 'ja', 'pt-BR', 'zh-Hans'];
    expect(locales.map((locale) => formatListDate(at(2026, 10, 22, 12), locale, now))).to.deep.equal([
      ...['أمس', 'Ayer', 'Hier', '昨日', 'Ontem', '昨天'],
    ]);
  });

  it('take a moment ahead of this clock for now', () => {
    const ahead = at(2026, 10, 24, 0, 1);
    expect(formatListDate(ahead, 'en-AU', now)).to.equal(formatTime(ahead, 'en-AU'));
  });
});

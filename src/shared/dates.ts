/** Formatters are dear to make and cheap to use. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, found);
  }
  return found;
}

/** Any date by any format of Intl, from a cache. `date` is ISO 8601 or ms since the epoch. */
export function formatDate(
  date: string | number,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): string {
  return formatter(locale, options).format(new Date(date));
}

/** The clock time, such as 10:32. */
export function formatTime(date: string | number, locale: string): string {
  return formatDate(date, locale, {timeStyle: 'short'});
}

/** Whole days of the local calendar from `date` to `now`: 0 for today, 1 for yesterday. */
export function daysAgo(date: string | number, now = Date.now()): number {
  // Rounded, because a day has 23 or 25 hours when the clocks change.
  return Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
}

/**
 * Calls back when another day has begun, for labels such as Yesterday. Returns how to stop. Looks every minute, since one
 * long timer stands still while a computer sleeps.
 */
export function onNewDay(listener: () => void): () => void {
  let today = startOfDay(Date.now());
  const timer = setInterval(() => {
    const day = startOfDay(Date.now());
    if (day === today) return;
    today = day;
    listener();
  }, 60_000);
  return () => clearInterval(timer);
}

function startOfDay(date: string | number): number {
  return new Date(date).setHours(0, 0, 0, 0);
}

/** As short as a list needs it: time today, `Yesterday`, weekday within a week, then the date. */
export function formatListDate(date: string | number, locale: string, now = Date.now()): string {
  const days = daysAgo(date, now);
  if (days <= 0) return formatTime(date, locale);
  if (days === 1) return formatYesterday(locale);
  if (days < 7) return formatDate(date, locale, {weekday: 'short'});
  const isThisYear = new Date(date).getFullYear() === new Date(now).getFullYear();
  return formatDate(date, locale, isThisYear ? {day: 'numeric', month: 'short'} : {dateStyle: 'short'});
}

function formatYesterday(locale: string): string {
  const word = new Intl.RelativeTimeFormat(locale, {numeric: 'auto'}).format(-1, 'day');
  return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
}

/**
 * The practice's own clock. Its state keeps no summer time, so a fixed offset is exact and the generator needs
 * no time zone data.
 */
const OFFSET = 10 * 60 * 60_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export {DAY, MINUTE};

/** The moment `days` before `now`, at a time of day at the practice. */
export function daysBefore(now: Date, days: number, hour: number, minute = 0): Date {
  const midnight = Math.floor((now.getTime() + OFFSET) / DAY) * DAY;
  return new Date(midnight - days * DAY + (hour * 60 + minute) * MINUTE - OFFSET);
}

/** The nearest earlier moment at which the practice is open: Monday to Saturday, 8 to 18. */
export function whenOpen(at: number): number {
  const local = at + OFFSET;
  const midnight = Math.floor(local / DAY) * DAY;
  const hour = (local - midnight) / HOUR;
  // Moved by many hours, not to an hour: else all that is moved would pile up at closing time.
  if (hour >= 18) return whenOpen(at - 9 * HOUR);
  if (hour < 8) return whenOpen(at - 12 * HOUR);
  return new Date(midnight).getUTCDay() === 0 ? at - DAY : at;
}

// Building a formatter costs more than a thousand uses of it.
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions, date: Date): string {
  const key = locale + JSON.stringify(options);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, {...options, timeZone: 'UTC'});
  formatters.set(key, formatter);
  // Newer Intl data sets a narrow space before am and pm, which nobody types and which costs a GSM text its alphabet.
  return formatter.format(date).replace(/[\u202f\u00a0]/g, ' ');
}

/** A weekday or a date some days after a moment, as people of the locale write it. Never a Sunday. */
export function clinicDay(at: Date, days: number, locale: string, style: 'weekday' | 'date'): string {
  const local = new Date(at.getTime() + OFFSET + days * DAY);
  const day = local.getUTCDay() === 0 ? new Date(local.getTime() + DAY) : local;
  return format(locale, style === 'weekday' ? {weekday: 'long'} : {day: 'numeric', month: 'long'}, day);
}

/** A time of day as people of the locale write it. */
export function clinicTime(hour: number, minute: number, locale: string): string {
  return format(locale, {hour: 'numeric', minute: '2-digit'}, new Date(Date.UTC(2000, 0, 1, hour, minute)));
}

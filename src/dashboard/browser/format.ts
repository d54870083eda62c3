const NUMBER = new Intl.NumberFormat('en');
const DAYS = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

const MINUTE_MS = 60_000;
const UNITS = [
  ['year', 365 * 24 * 60 * MINUTE_MS],
  ['month', 30 * 24 * 60 * MINUTE_MS],
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
] as const;

export const count = (value: number): string => NUMBER.format(value);

export const days = (value: number): string => `${DAYS.format(value)} days`;

export const date = (text: string): string => DATE.format(new Date(text));

/** Like `3 days ago`. */
export function ago(text: string, now = Date.now()): string {
  const passedMs = Math.max(0, now - Date.parse(text));
  const [unit, unitMs] = UNITS.find(([, ms]) => passedMs >= ms) ?? ['minute', MINUTE_MS];
  return RELATIVE.format(-Math.floor(passedMs / unitMs), unit);
}

/** Like `in progress`. */
export const words = (name: string): string => name.replaceAll('_', ' ');

const PERIOD = {
  day: new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  week: new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat('en', { month: 'short', year: '2-digit', timeZone: 'UTC' }),
};

/** The name of a period that begins at this time. */
export const period = (interval: keyof typeof PERIOD, start: string): string =>
  PERIOD[interval].format(new Date(start));

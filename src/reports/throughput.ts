import { ValidationError } from '../common/errors/coded-error.js';

export const INTERVALS = ['day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** What happened on one day (UTC), named like `2026-11-23`. */
export interface Day {
  readonly day: string;
  readonly created: number;
  readonly resolved: number;
  /** How many more issues were open after the day than before. */
  readonly opened: number;
}

export interface Period {
  readonly start: Date;
  readonly created: number;
  readonly resolved: number;
  /** Open or in progress at the end of the period. */
  readonly openAtEnd: number;
}

/** Periods in one response. */
const MAX_PERIODS = 10_000;

/** The beginning of the period that contains the timestamp; weeks begin on Monday. */
export function startOf(interval: Interval, timestamp: Date): Date {
  const [year, month, day] = [
    timestamp.getUTCFullYear(),
    timestamp.getUTCMonth(),
    timestamp.getUTCDate(),
  ];
  if (interval === 'month') return utc(year, month, 1);
  const sinceMonday = interval === 'week' ? (timestamp.getUTCDay() + 6) % 7 : 0;
  return utc(year, month, day - sinceMonday);
}

/**
 * Adds the days up by period, those without events included.
 *
 * @param days in their order; the ones before `since` count for what is open
 * @throws ValidationError when there would be more than 10,000 periods
 */
export function toPeriods(
  days: readonly Day[],
  interval: Interval,
  since: Date,
  until: Date,
): Period[] {
  const periods: Period[] = [];
  let index = 0;
  let open = 0;
  const take = (end: string) => {
    const taken = { created: 0, resolved: 0 };
    for (let day = days[index]; day !== undefined && day.day < end; day = days[(index += 1)]) {
      taken.created += day.created;
      taken.resolved += day.resolved;
      open += day.opened;
    }
    return taken;
  };
  let start = startOf(interval, since);
  take(nameOf(start));
  while (start < until) {
    const end = next(interval, start);
    periods.push({ start, ...take(nameOf(end)), openAtEnd: open });
    if (periods.length > MAX_PERIODS) throw tooMany();
    start = end;
  }
  return periods;
}

function next(interval: Interval, start: Date): Date {
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  if (interval === 'month') return utc(year, month + 1, 1);
  return utc(year, month, day + (interval === 'week' ? 7 : 1));
}

const nameOf = (day: Date): string => day.toISOString().slice(0, 10);

/** `Date.UTC` takes the years 0 to 99 for those of the last century. */
function utc(year: number, month: number, day: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date;
}

const tooMany = () =>
  new ValidationError([
    {
      parameter: 'since',
      code: 'periods',
      detail: `leads to more than ${String(MAX_PERIODS)} periods; choose a longer interval or a later time`,
    },
  ]);

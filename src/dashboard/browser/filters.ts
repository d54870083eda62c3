import type { Parameters } from './api.js';

const DAY_MS = 86_400_000;

export type Interval = 'day' | 'week' | 'month';

/** The periods, and what their charts are divided into. */
const PERIODS = {
  '30d': { days: 30, interval: 'day' },
  '90d': { days: 90, interval: 'week' },
  '1y': { days: 365, interval: 'month' },
  all: { days: undefined, interval: 'month' },
} as const satisfies Record<string, { days: number | undefined; interval: Interval }>;

type Period = keyof typeof PERIODS;

const DEFAULT: Period = '90d';

/** What the dashboard shows, as it is in the address bar. */
export interface Filters {
  readonly period: Period;
  readonly interval: Interval;
  /** Midnight (UTC), at the beginning of an interval; undefined for all time. */
  readonly since: Date | undefined;
  /** The parameters of reports and of the list. */
  readonly which: Readonly<{ assignee_id: string; label: readonly string[] }>;
}

export function readFilters(query: URLSearchParams, now: Date): Filters {
  const asked = query.get('period') ?? DEFAULT;
  const period = asked in PERIODS ? (asked as Period) : DEFAULT;
  const { days, interval } = PERIODS[period];
  return {
    period,
    interval,
    since:
      days === undefined ? undefined : startOf(interval, new Date(now.getTime() - days * DAY_MS)),
    which: { assignee_id: query.get('assignee_id') ?? '', label: query.getAll('label') },
  };
}

/** The address of the page with these choices; what is not chosen is left out. */
export function addressOf(choices: FormData): string {
  const query = new URLSearchParams();
  for (const [name, value] of choices) {
    if (typeof value === 'string' && value !== '' && !(name === 'period' && value === DEFAULT)) {
      query.append(name, value);
    }
  }
  const text = query.toString();
  return text === '' ? location.pathname : `?${text}`;
}

/** A span as parameters of the list, which takes what is after one time and before another. */
export const between = (
  field: 'created' | 'resolved',
  since: Date | undefined,
  until?: Date,
): Parameters => ({
  [`${field}_after`]: since && new Date(since.getTime() - 1).toISOString(),
  [`${field}_before`]: until?.toISOString(),
});

function startOf(interval: Interval, time: Date): Date {
  const [year, month, day] = [time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()];
  if (interval === 'month') return new Date(Date.UTC(year, month, 1));
  const sinceMonday = interval === 'week' ? (time.getUTCDay() + 6) % 7 : 0;
  return new Date(Date.UTC(year, month, day - sinceMonday));
}

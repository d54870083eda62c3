import { ISSUE_PRIORITIES, type IssuePriority } from '../issues/issue.entity.js';

/** The issues of one priority and a range of ages that are open or in progress. */
export interface OpenAge {
  readonly priority: IssuePriority;
  readonly fromDays: number;
  /** Null for the oldest. */
  readonly toDays: number | null;
  /** The same range as filters of the list: after this one, before the other one. */
  readonly createdAfter: Date | undefined;
  readonly createdBefore: Date | undefined;
  readonly issues: number;
}

/** How many issues of a priority are in a range, counted from the newest. */
export interface AgeCount {
  readonly priority: IssuePriority;
  readonly range: number;
  readonly issues: number;
}

/** The days between the ranges of ages: up to a week, a month, a quarter, a year, and older. */
const AGES_DAYS = [7, 30, 90, 365] as const;

const DAY_MS = 86_400_000;

/** An issue that was created after the first of these is in the first range, and so on. */
export const ageBounds = (now: Date): Date[] =>
  AGES_DAYS.map((days) => new Date(now.getTime() - days * DAY_MS));

/** All ranges of all priorities, the most urgent first, those without issues included. */
export function toOpenAges(bounds: readonly Date[], counts: readonly AgeCount[]): OpenAge[] {
  return ISSUE_PRIORITIES.toReversed().flatMap((priority) =>
    [...bounds, undefined].map((createdAfter, range) => {
      const newer = bounds[range - 1];
      const found = counts.find((count) => count.priority === priority && count.range === range);
      return {
        priority,
        fromDays: AGES_DAYS[range - 1] ?? 0,
        toDays: AGES_DAYS[range] ?? null,
        createdAfter,
        // The list takes what is before it, and a bound itself belongs to the older range.
        createdBefore: newer && new Date(newer.getTime() + 1),
        issues: found?.issues ?? 0,
      };
    }),
  );
}

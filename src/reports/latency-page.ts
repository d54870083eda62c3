import type { Position } from '../common/cursor.js';
import { MAX_ID } from '../http/validation/fields.decorator.js';
import type { ResolutionTimes } from '../summaries/resolution-times.js';

export interface AssigneeTimes {
  readonly assigneeId: number;
  readonly times: ResolutionTimes;
  /** JSON; absent where it has not been read yet. */
  readonly assignee?: string;
}

/** What the report is sorted by: the fastest first, equals by id. */
export type Rank = readonly [averageHours: number, assigneeId: number];

const rankOf = ({ assigneeId, times }: AssigneeTimes): Rank => [times.averageHours, assigneeId];

const compare = ([hours, id]: Rank, [otherHours, otherId]: Rank): number =>
  hours - otherHours || id - otherId;

export const isRank = (position: Position): position is Rank =>
  position.length === 2 &&
  Number.isFinite(position[0]) &&
  Number.isInteger(position[1]) &&
  Math.abs(Number(position[1])) <= MAX_ID;

/** One page of the report, and the position of its last entry when there are more. */
export function latencyPage(
  entries: readonly AssigneeTimes[],
  after: Rank | undefined,
  limit: number,
): { readonly shown: readonly AssigneeTimes[]; readonly end: Rank | undefined } {
  const behind = entries
    .filter((entry) => !after || compare(rankOf(entry), after) > 0)
    .sort((a, b) => compare(rankOf(a), rankOf(b)));
  const shown = behind.slice(0, limit);
  const last = shown.at(-1);
  return { shown, end: last && behind.length > limit ? rankOf(last) : undefined };
}

import type { Range } from '../issues/list/issue-list.js';

export interface Span {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

/** The part of a range of the list that is in a span; timestamps are whole milliseconds. */
export function narrowed(range: Range | undefined, { since, until }: Span): Range | undefined {
  const afters = [range?.after, since && new Date(since.getTime() - 1)];
  const befores = [range?.before, until];
  const [after, before] = [byTime(afters).at(-1), byTime(befores)[0]];
  return after || before ? { after, before } : undefined;
}

const byTime = (times: readonly (Date | undefined)[]): Date[] =>
  times.filter((time) => time !== undefined).sort((a, b) => a.getTime() - b.getTime());

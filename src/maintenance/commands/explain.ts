import { countOf, formatDuration, formatTime } from '../../terminal/format.js';

type Rows = Readonly<Record<string, number>>;

/** The tables that a person knows, with what one row of them is. */
const NOUNS: Readonly<Record<string, string>> = {
  issues: 'issue',
  comments: 'comment',
  labels: 'label',
  users: 'user',
  api_tokens: 'token',
};

/** "5 issues, 3 comments"; nothing for tables that are not there. */
export const describeRows = (rows: Rows): string =>
  Object.entries(NOUNS)
    .filter(([table]) => rows[table] !== undefined)
    .map(([table, noun]) => countOf(rows[table] ?? 0, noun))
    .join(', ') || 'nothing yet';

/** "2026-11-29 08:47 UTC, 3 hours ago" */
export const describeAge = (timestamp: string, now: Date): string =>
  `${formatTime(timestamp)}, ${formatDuration(now.getTime() - new Date(timestamp).getTime())} ago`;

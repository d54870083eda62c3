import { type Dialect } from '../baseline/columns.js';

/** The name of the day (UTC) of a timestamp, like `2026-11-23`. */
export const dayOf: Readonly<Record<Dialect, (timestamp: string) => string>> = {
  sqlite: (timestamp) => `substr(${timestamp}, 1, 10)`,
  postgres: (timestamp) => `to_char(${timestamp} AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
};

const OPEN_STATUS = `IN ('open', 'in_progress')`;

/** Whether a row of `issues` counts as open. */
export const isOpen = (row: string): string =>
  `(${row}.status ${OPEN_STATUS} AND ${row}.deleted_at IS NULL)`;

export const ADD_OPENINGS = `ON CONFLICT (issue_id, day)
  DO UPDATE SET change = issue_openings.change + excluded.change`;

/**
 * The days on which an issue was opened and ended, as its row alone tells: one that was stored as
 * resolved was open until then, and one that was stored as closed never was.
 *
 * @param rows FROM rows of `issues`, named `issue`
 */
export function openingsOf(dialect: Dialect, rows: string): string {
  const day = dayOf[dialect];
  const wasOpen = `issue.status ${OPEN_STATUS} OR issue.resolved_at > issue.created_at`;
  const ended = `issue.status NOT ${OPEN_STATUS} AND issue.resolved_at > issue.created_at`;
  const deleted = `issue.status ${OPEN_STATUS} AND issue.deleted_at IS NOT NULL`;
  return `SELECT id, day, SUM(change) FROM (
    SELECT issue.id, ${day('issue.created_at')} AS day, 1 AS change FROM ${rows} WHERE ${wasOpen}
    UNION ALL SELECT issue.id, ${day('issue.resolved_at')}, -1 FROM ${rows} WHERE ${ended}
    UNION ALL SELECT issue.id, ${day('issue.deleted_at')}, -1 FROM ${rows} WHERE ${deleted}
  ) AS openings WHERE true GROUP BY id, day HAVING SUM(change) <> 0`;
}

/** Adds what is missing for the openings of an issue to add up to whether it is open. */
export const correctOpenings = (dialect: Dialect, where = ''): string =>
  `INSERT INTO issue_openings (issue_id, day, change)
   SELECT id, ${dayOf[dialect]('updated_at')}, is_open - counted FROM (
     SELECT issue.id, issue.updated_at, CASE WHEN ${isOpen('issue')} THEN 1 ELSE 0 END AS is_open,
            coalesce((SELECT SUM(change) FROM issue_openings WHERE issue_id = issue.id), 0) AS counted
     FROM issues AS issue ${where}) AS compared
   WHERE is_open <> counted ${ADD_OPENINGS}`;

import { BLOCK_SIZE, type SummaryTerms } from './summary-terms.js';

/*
 * Statements that add rows to the counts. The rows are a query that returns the columns of the counted
 * table and `sign`, 1 or -1. A statement adds up its changes before it updates a count, and updates
 * counts in a fixed order, so that two of them never deadlock.
 */

/** The counts of issues. `slot` is an expression. */
export const countIssues = (rows: string, slot: string, terms: SummaryTerms): string[] => [
  `INSERT INTO issue_counts (status, priority, assignee_id, slot, issues)
   SELECT status, priority, coalesce(assignee_id, 0), ${slot}, SUM(sign)
   FROM (${rows}) AS counted WHERE deleted_at IS NULL
   GROUP BY 1, 2, 3 HAVING SUM(sign) <> 0 ORDER BY 1, 2, 3
   ON CONFLICT (status, priority, assignee_id, slot)
   DO UPDATE SET issues = issue_counts.issues + excluded.issues`,
  `INSERT INTO resolution_counts (assignee_id, bucket, slot, issues, milliseconds)
   SELECT assignee, ${terms.bucket}, ${slot}, SUM(sign), SUM(sign * ms)
   FROM (SELECT coalesce(assignee_id, 0) AS assignee, ${terms.milliseconds} AS ms, sign
         FROM (${rows}) AS counted
         WHERE deleted_at IS NULL AND resolved_at IS NOT NULL) AS resolved
   GROUP BY 1, 2 HAVING SUM(sign) <> 0 OR SUM(sign * ms) <> 0 ORDER BY 1, 2
   ON CONFLICT (assignee_id, bucket, slot)
   DO UPDATE SET issues = resolution_counts.issues + excluded.issues,
                 milliseconds = resolution_counts.milliseconds + excluded.milliseconds`,
  countDays('created', terms.createdDay, rows, slot),
  countDays('resolved', terms.resolvedDay, rows, slot),
];

const countDays = (event: 'created' | 'resolved', day: string, rows: string, slot: string) =>
  `INSERT INTO daily_counts (day, slot, created, resolved)
   SELECT ${day}, ${slot}, ${event === 'created' ? 'SUM(sign), 0' : '0, SUM(sign)'}
   FROM (${rows}) AS counted WHERE deleted_at IS NULL AND ${event}_at IS NOT NULL
   GROUP BY 1 HAVING SUM(sign) <> 0 ORDER BY 1
   ON CONFLICT (day, slot) DO UPDATE SET ${event} = daily_counts.${event} + excluded.${event}`;

/** The counts of links. */
export const countLabels = (rows: string, slot: string): string =>
  `INSERT INTO label_counts (label_id, status, priority, assignee_id, slot, issues)
   SELECT label_id, status, priority, assignee_id, ${slot}, SUM(sign)
   FROM (${rows}) AS counted WHERE status IS NOT NULL
   GROUP BY 1, 2, 3, 4 HAVING SUM(sign) <> 0 ORDER BY 1, 2, 3, 4
   ON CONFLICT (label_id, status, priority, assignee_id, slot)
   DO UPDATE SET issues = label_counts.issues + excluded.issues`;

/** The blocks of resolution counts; a block has the same slots as its buckets. */
export const countBlocks = (rows: string): string =>
  `INSERT INTO resolution_blocks (assignee_id, block, slot, issues, milliseconds)
   SELECT assignee_id, bucket / ${String(BLOCK_SIZE)}, slot,
          SUM(sign * issues), SUM(sign * milliseconds)
   FROM (${rows}) AS counted WHERE true
   GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
   ON CONFLICT (assignee_id, block, slot)
   DO UPDATE SET issues = resolution_blocks.issues + excluded.issues,
                 milliseconds = resolution_blocks.milliseconds + excluded.milliseconds`;

/** The columns that the triggers copy from an issue into its links. */
export const LINK_COLUMNS = 'status, priority, assignee_id, created_at';
export const LINK_VALUES = 'status, priority, coalesce(assignee_id, 0), created_at';

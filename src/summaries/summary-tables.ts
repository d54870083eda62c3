/** One summary table: what it has and what it should have, as rows of key columns and counts. */
export interface SummaryTable {
  readonly name: SummaryName;
  readonly keys: readonly [string, ...string[]];
  readonly counts: readonly string[];
}

export type SummaryName = (typeof SUMMARY_TABLES)[number]['name'];

export const SUMMARY_TABLES = [
  { name: 'issue_counts', keys: ['status', 'priority', 'assignee_id'], counts: ['issues'] },
  { name: 'issue_totals', keys: ['status', 'priority'], counts: ['issues'] },
  {
    name: 'resolution_counts',
    keys: ['assignee_id', 'bucket'],
    counts: ['issues', 'milliseconds'],
  },
  {
    name: 'resolution_blocks',
    keys: ['assignee_id', 'block'],
    counts: ['issues', 'milliseconds'],
  },
  { name: 'resolution_totals', keys: ['assignee_id'], counts: ['issues', 'milliseconds'] },
  {
    name: 'label_counts',
    keys: ['label_id', 'status', 'priority', 'assignee_id'],
    counts: ['issues'],
  },
  { name: 'label_totals', keys: ['label_id', 'status', 'priority'], counts: ['issues'] },
  { name: 'daily_counts', keys: ['day'], counts: ['created', 'resolved'] },
  { name: 'open_counts', keys: ['day'], counts: ['change'] },
] as const satisfies readonly Record<keyof SummaryTable, unknown>[];

/** Tables that triggers fill from the others: whoever copies the others need not copy these. */
export const DERIVED_TABLES: readonly string[] = [
  ...SUMMARY_TABLES.map(({ name }) => name),
  'issue_search_documents',
  // Unused, but read by servers of an earlier version.
  'issue_search',
];

/** Filled by triggers as far as they can tell, and copied with all that only the original knows. */
export const OPENINGS_TABLE = 'issue_openings';

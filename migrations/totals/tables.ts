/** A table of counts: what it counts by, and what it adds up. */
export interface Counts {
  readonly table: string;
  readonly keys: readonly string[];
  readonly counts: readonly string[];
}

const ISSUES = ['issues'];
const TIMES = ['issues', 'milliseconds'];

/** The tables of the baseline, as far as they are added to in a new way. */
export const COUNTS = {
  issues: { table: 'issue_counts', keys: ['status', 'priority', 'assignee_id'], counts: ISSUES },
  labels: {
    table: 'label_counts',
    keys: ['label_id', 'status', 'priority', 'assignee_id'],
    counts: ISSUES,
  },
  buckets: { table: 'resolution_counts', keys: ['assignee_id', 'bucket'], counts: TIMES },
  blocks: { table: 'resolution_blocks', keys: ['assignee_id', 'block'], counts: TIMES },
  days: { table: 'daily_counts', keys: ['day'], counts: ['created', 'resolved'] },
  openings: { table: 'open_counts', keys: ['day'], counts: ['change'] },
} as const satisfies Record<string, Counts>;

/** Sums over assignees, or over buckets: what most reads need, in few rows however many users there are. */
export const TOTALS = {
  issues: { table: 'issue_totals', keys: ['status', 'priority'], counts: ISSUES },
  labels: { table: 'label_totals', keys: ['label_id', 'status', 'priority'], counts: ISSUES },
  times: { table: 'resolution_totals', keys: ['assignee_id'], counts: TIMES },
} as const satisfies Record<string, Counts>;

/** Each total with the counts that it is the sum of. */
export const SUMS: readonly (readonly [total: Counts, of: Counts])[] = [
  [TOTALS.issues, COUNTS.issues],
  [TOTALS.labels, COUNTS.labels],
  [TOTALS.times, COUNTS.blocks],
];

const TYPES: Readonly<Record<string, string>> = {
  status: 'text',
  priority: 'text',
  milliseconds: 'bigint',
};

const columns = (names: readonly string[]) =>
  names.map((name) => `${name} ${TYPES[name] ?? 'integer'} NOT NULL`);

export const createTable = ({ table, keys, counts }: Counts): string =>
  `CREATE TABLE ${table} (${columns([...keys, 'slot', ...counts]).join(', ')},
    PRIMARY KEY (${[...keys, 'slot'].join(', ')}))`;

/** Adds up what there is. */
export const fill = ([{ table, keys, counts }, of]: (typeof SUMS)[number]): string =>
  `INSERT INTO ${table} (${[...keys, 'slot', ...counts].join(', ')})
   SELECT ${[...keys, '0', ...counts.map((count) => `SUM(${count})`)].join(', ')}
   FROM ${of.table} GROUP BY ${keys.join(', ')}
   HAVING ${counts.map((count) => `SUM(${count}) <> 0`).join(' OR ')}`;

/** On PostgreSQL a count is spread over this many rows, so that writers do not queue for one. */
export const SLOT = 'pg_backend_pid() % 16';

/** What a statement changed, as its trigger on PostgreSQL sees it: rows, each with its sign. */
export const CHANGED_ROWS = {
  insert: { tables: 'NEW TABLE AS added', rows: 'SELECT *, 1 AS sign FROM added' },
  update: {
    tables: 'OLD TABLE AS removed NEW TABLE AS added',
    rows: 'SELECT *, -1 AS sign FROM removed UNION ALL SELECT *, 1 FROM added',
  },
  delete: { tables: 'OLD TABLE AS removed', rows: 'SELECT *, -1 AS sign FROM removed' },
} as const;

import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';
import { CHANGED_ROWS, SLOT } from './changed-rows.js';

/**
 * What lists and reports would have to count, counted by the database itself with every change.
 *
 * On PostgreSQL the counts of a row are spread over slots, one for each of a few connections, so
 * that writers do not queue for one row; a count is the sum over its slots. A statement adds up what
 * it changes before it touches them, and touches them in one order.
 */
export class CreateSummaries1795394000000 implements MigrationInterface {
  name = 'CreateSummaries1795394000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(TABLES)) {
      await runner.createTable(new Table({ name, columns }));
    }
    const dialect = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of dialect.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const dialect = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of dialect.down) await runner.query(statement);
    for (const name of Object.keys(TABLES)) await runner.dropTable(name);
  }
}

const key = (name: string, type: 'integer' | 'text'): TableColumnOptions => ({
  name,
  type,
  isPrimary: true,
});
const count = (name: string, type: 'integer' | 'bigint' = 'integer'): TableColumnOptions => ({
  name,
  type,
});

const TABLES: Readonly<Record<string, TableColumnOptions[]>> = {
  issue_counts: [
    key('status', 'text'),
    key('priority', 'text'),
    key('assignee_id', 'integer'),
    key('slot', 'integer'),
    count('issues'),
  ],
  resolution_counts: [
    key('assignee_id', 'integer'),
    key('bucket', 'integer'),
    key('slot', 'integer'),
    count('issues'),
    count('milliseconds', 'bigint'),
  ],
  daily_counts: [key('day', 'text'), key('slot', 'integer'), count('created'), count('resolved')],
};

/** How a dialect says what a row counts for. */
interface Terms {
  readonly slot: string;
  readonly day: (moment: string) => string;
  /** Whole milliseconds until the issue was resolved. */
  readonly milliseconds: (row: string) => string;
  /** The bucket of a duration: 0, or 1 + its logarithm to the base 1.04. */
  readonly bucket: (milliseconds: string) => string;
}

/**
 * The counts of some rows, each with its sign.
 *
 * @param rows a FROM clause that gives `counted` with the columns of an issue and `sign`
 */
function statements(rows: string, terms: Terms): string[] {
  const { slot, day, milliseconds, bucket } = terms;
  const assignee = 'coalesce(counted.assignee_id, 0)';
  const time = milliseconds('counted');
  return [
    `INSERT INTO issue_counts (status, priority, assignee_id, slot, issues)
     SELECT counted.status, counted.priority, ${assignee}, ${slot}, SUM(counted.sign) FROM ${rows}
     WHERE counted.deleted_at IS NULL GROUP BY 1, 2, 3 HAVING SUM(counted.sign) <> 0 ORDER BY 1, 2, 3
     ON CONFLICT (status, priority, assignee_id, slot)
     DO UPDATE SET issues = issue_counts.issues + excluded.issues`,
    `INSERT INTO resolution_counts (assignee_id, bucket, slot, issues, milliseconds)
     SELECT ${assignee}, ${bucket(time)}, ${slot}, SUM(counted.sign), SUM(counted.sign * ${time}) FROM ${rows}
     WHERE counted.deleted_at IS NULL AND counted.resolved_at IS NOT NULL GROUP BY 1, 2
     HAVING SUM(counted.sign) <> 0 OR SUM(counted.sign * ${time}) <> 0 ORDER BY 1, 2
     ON CONFLICT (assignee_id, bucket, slot)
     DO UPDATE SET issues = resolution_counts.issues + excluded.issues,
                   milliseconds = resolution_counts.milliseconds + excluded.milliseconds`,
    ...(['created', 'resolved'] as const).map(
      (event) => `INSERT INTO daily_counts (day, slot, created, resolved)
     SELECT ${day(`counted.${event}_at`)}, ${slot}, ${
       event === 'created' ? 'SUM(counted.sign), 0' : '0, SUM(counted.sign)'
     } FROM ${rows}
     WHERE counted.deleted_at IS NULL AND counted.${event}_at IS NOT NULL GROUP BY 1
     HAVING SUM(counted.sign) <> 0 ORDER BY 1
     ON CONFLICT (day, slot) DO UPDATE SET ${event} = daily_counts.${event} + excluded.${event}`,
    ),
  ];
}

const WATCHED = ['status', 'priority', 'assignee_id', 'created_at', 'resolved_at', 'deleted_at'];

const SQLITE_TERMS: Terms = {
  slot: '0',
  day: (moment) => `substr(${moment}, 1, 10)`,
  milliseconds: (row) =>
    `max(0, CAST(round((unixepoch(${row}.resolved_at, 'subsec') - unixepoch(${row}.created_at, 'subsec')) * 1000) AS integer))`,
  bucket: (time) =>
    `CASE WHEN ${time} < 1 THEN 0 ELSE 1 + CAST(floor(ln(${time}) / ln(1.04)) AS integer) END`,
};

const sqliteRow = (row: 'old' | 'new', sign: 1 | -1) =>
  `SELECT ${WATCHED.map((column) => `${row}.${column} AS ${column}`).join(', ')}, ${String(sign)} AS sign`;

const sqliteTrigger = (name: string, event: string, rows: string) =>
  `CREATE TRIGGER ${name} ${event} BEGIN
    ${statements(`(${rows}) AS counted`, SQLITE_TERMS).join(';\n')};
  END`;

const SQLITE = {
  up: [
    ...statements('(SELECT *, 1 AS sign FROM issues) AS counted', SQLITE_TERMS),
    sqliteTrigger('summaries_insert', 'AFTER INSERT ON issues', sqliteRow('new', 1)),
    sqliteTrigger(
      'summaries_update',
      `AFTER UPDATE OF ${WATCHED.join(', ')} ON issues
       WHEN ${WATCHED.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ')}`,
      `${sqliteRow('old', -1)} UNION ALL ${sqliteRow('new', 1)}`,
    ),
    sqliteTrigger('summaries_delete', 'AFTER DELETE ON issues', sqliteRow('old', -1)),
  ],
  down: ['insert', 'update', 'delete'].map((event) => `DROP TRIGGER summaries_${event}`),
};

const POSTGRES_TERMS: Terms = {
  slot: SLOT,
  day: (moment) => `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
  milliseconds: (row) =>
    `greatest(0, round(extract(epoch FROM ${row}.resolved_at - ${row}.created_at) * 1000))::bigint`,
  bucket: (time) =>
    `CASE WHEN ${time} < 1 THEN 0 ELSE 1 + floor(ln((${time})::double precision) / ln(1.04::double precision))::integer END`,
};

const POSTGRES = {
  up: [
    ...statements('(SELECT *, 1 AS sign FROM issues) AS counted', POSTGRES_TERMS),
    ...Object.entries(CHANGED_ROWS).flatMap(([event, { tables, rows }]) => [
      `CREATE FUNCTION summarize_${event}() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        ${statements(`(${rows}) AS counted`, POSTGRES_TERMS).join(';\n')};
        RETURN NULL;
      END $$`,
      `CREATE TRIGGER summaries_${event} AFTER ${event.toUpperCase()} ON issues
       REFERENCING ${tables} FOR EACH STATEMENT EXECUTE FUNCTION summarize_${event}()`,
    ]),
  ],
  down: Object.keys(CHANGED_ROWS).flatMap((event) => [
    `DROP TRIGGER summaries_${event} ON issues`,
    `DROP FUNCTION summarize_${event}()`,
  ]),
};

import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { CHANGED_ROWS } from './changed-rows.js';

/**
 * Blocks of twelve buckets of the resolution times, so that a report need not read all of the
 * buckets to find those that its percentiles lie in. A block has a slot for each of its buckets'.
 */
export class BlockResolutionTimes1795398300000 implements MigrationInterface {
  name = 'BlockResolutionTimes1795398300000';

  async up(runner: QueryRunner): Promise<void> {
    const key = { type: 'integer', isPrimary: true };
    await runner.createTable(
      new Table({
        name: 'resolution_blocks',
        columns: [
          { ...key, name: 'assignee_id' },
          { ...key, name: 'block' },
          { ...key, name: 'slot' },
          { name: 'issues', type: 'integer' },
          { name: 'milliseconds', type: 'bigint' },
        ],
      }),
    );
    for (const statement of dialectOf(runner).up) await runner.query(statement);
    await runner.query(count('SELECT *, 1 AS sign FROM resolution_counts'));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of dialectOf(runner).down) await runner.query(statement);
    await runner.dropTable('resolution_blocks');
  }
}

const dialectOf = (runner: QueryRunner) =>
  runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;

/** Adds what some resolution counts count, each with its sign, to their blocks. */
const count = (rows: string) => `
  INSERT INTO resolution_blocks (assignee_id, block, slot, issues, milliseconds)
  SELECT assignee_id, bucket / 12, slot, SUM(sign * issues), SUM(sign * milliseconds)
  FROM (${rows}) AS counted WHERE true
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (assignee_id, block, slot)
  DO UPDATE SET issues = resolution_blocks.issues + excluded.issues,
                milliseconds = resolution_blocks.milliseconds + excluded.milliseconds`;

const sqliteRow = (row: 'old' | 'new', sign: 1 | -1) =>
  `SELECT ${['assignee_id', 'bucket', 'slot', 'issues', 'milliseconds']
    .map((column) => `${row}.${column} AS ${column}`)
    .join(', ')}, ${String(sign)} AS sign`;

const SQLITE_ROWS = {
  insert: sqliteRow('new', 1),
  update: `${sqliteRow('old', -1)} UNION ALL ${sqliteRow('new', 1)}`,
  delete: sqliteRow('old', -1),
};

const SQLITE = {
  up: Object.entries(SQLITE_ROWS).map(
    ([event, rows]) => `CREATE TRIGGER resolution_blocks_${event}
      AFTER ${event.toUpperCase()} ON resolution_counts BEGIN ${count(rows)}; END`,
  ),
  down: Object.keys(SQLITE_ROWS).map((event) => `DROP TRIGGER resolution_blocks_${event}`),
};

const POSTGRES = {
  up: Object.entries(CHANGED_ROWS).flatMap(([event, { tables, rows }]) => [
    `CREATE FUNCTION block_resolutions_${event}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      ${count(rows)};
      RETURN NULL;
    END $$`,
    `CREATE TRIGGER resolution_blocks_${event} AFTER ${event.toUpperCase()} ON resolution_counts
     REFERENCING ${tables} FOR EACH STATEMENT EXECUTE FUNCTION block_resolutions_${event}()`,
  ]),
  down: Object.keys(CHANGED_ROWS).flatMap((event) => [
    `DROP TRIGGER resolution_blocks_${event} ON resolution_counts`,
    `DROP FUNCTION block_resolutions_${event}()`,
  ]),
};

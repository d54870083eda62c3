import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const BEFORE = [
  { name: 'issues_created', columnNames: ['created_at', 'id'] },
  { name: 'issues_status_created', columnNames: ['status', 'created_at', 'id'] },
  { name: 'issues_priority_created', columnNames: ['priority', 'created_at', 'id'] },
  { name: 'issues_assignee_created', columnNames: ['assignee_id', 'created_at', 'id'] },
  { name: 'issues_resolved', columnNames: ['resolved_at', 'assignee_id'] },
];

const AFTER = [
  ...BEFORE.slice(0, 4),
  { name: 'issues_updated', columnNames: ['updated_at', 'id'] },
  { name: 'issues_resolved', columnNames: ['resolved_at', 'id'] },
].map((index) => ({ ...index, where: 'deleted_at IS NULL' }));

/** Deleted issues stay, out of the indexes that every list goes by. */
export class SoftDelete1795393100000 implements MigrationInterface {
  name = 'SoftDelete1795393100000';

  async up(runner: QueryRunner): Promise<void> {
    // By statement: TypeORM would copy the whole table on SQLite to add a column.
    await runner.query('ALTER TABLE issues ADD COLUMN deleted_at timestamptz');
    await replaceIndices(runner, BEFORE, AFTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceIndices(runner, AFTER, BEFORE);
    await runner.query('ALTER TABLE issues DROP COLUMN deleted_at');
  }
}

async function replaceIndices(
  runner: QueryRunner,
  old: readonly { name: string }[],
  wanted: readonly { name: string; columnNames: string[]; where?: string }[],
): Promise<void> {
  for (const { name } of old) await runner.query(`DROP INDEX ${name}`);
  for (const index of wanted) await runner.createIndex('issues', new TableIndex(index));
}

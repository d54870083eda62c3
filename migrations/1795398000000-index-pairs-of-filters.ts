import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const PRESENT = 'deleted_at IS NULL';

const BEFORE = [
  { name: 'issues_status_created', columnNames: ['status', 'created_at', 'id'] },
  { name: 'issues_priority_created', columnNames: ['priority', 'created_at', 'id'] },
  { name: 'issues_assignee_created', columnNames: ['assignee_id', 'created_at', 'id'] },
];

const AFTER = [
  { name: 'issues_kind_created', columnNames: ['status', 'priority', 'created_at', 'id'] },
  {
    name: 'issues_assignee_kind_created',
    columnNames: ['assignee_id', 'status', 'priority', 'created_at', 'id'],
  },
];

/**
 * A list by status, priority and assignee, or by any of them, is merged from one index range for
 * each status and priority: two indexes serve all combinations, where each alone had one before.
 */
export class IndexPairsOfFilters1795398000000 implements MigrationInterface {
  name = 'IndexPairsOfFilters1795398000000';

  up(runner: QueryRunner): Promise<void> {
    return replace(runner, BEFORE, AFTER);
  }

  down(runner: QueryRunner): Promise<void> {
    return replace(runner, AFTER, BEFORE);
  }
}

async function replace(runner: QueryRunner, old: typeof BEFORE, wanted: typeof AFTER) {
  for (const { name } of old) await runner.query(`DROP INDEX ${name}`);
  for (const index of wanted) {
    await runner.createIndex('issues', new TableIndex({ ...index, where: PRESENT }));
  }
}

import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const PRESENT = 'deleted_at IS NULL';

const BEFORE = [
  { name: 'issues_status_created', columnNames: ['status', 'created_at', 'id'] },
  { name: 'issues_priority_created', columnNames: ['priority', 'created_at', 'id'] },
  { name: 'issues_assignee_created', columnNames: ['assignee_id', 'created_at', 'id'] },
];

/** An expression: PostgreSQL takes `IS NULL` for a range, behind which nothing is in order. */
const ASSIGNEE = 'coalesce(assignee_id, 0)';

const AFTER = {
  issues_kind_created: 'status, priority, created_at, id',
  issues_assignee_kind_created: `${ASSIGNEE}, status, priority, created_at, id`,
};

/**
 * A list by status, priority and assignee, or by any of them, is merged from one index range for
 * each status and priority: two indexes serve all combinations, where each alone had one before.
 */
export class IndexPairsOfFilters1795398000000 implements MigrationInterface {
  name = 'IndexPairsOfFilters1795398000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const { name } of BEFORE) await runner.query(`DROP INDEX ${name}`);
    for (const [name, columns] of Object.entries(AFTER)) {
      await runner.query(`CREATE INDEX ${name} ON issues (${columns}) WHERE ${PRESENT}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(AFTER)) await runner.query(`DROP INDEX ${name}`);
    for (const index of BEFORE) {
      await runner.createIndex('issues', new TableIndex({ ...index, where: PRESENT }));
    }
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { briefly, dialectOf } from './online.js';
import { COUNTING, FOLDS, UNCOUNTED, UNDO_COUNTING } from './totals/postgres.js';
import { SQLITE } from './totals/sqlite.js';
import { createTable, fill, SUMS } from './totals/tables.js';

const tables = SUMS.map(([total]) => total);

/**
 * Sums over assignees, and on PostgreSQL counts that nobody waits for: `docs/decisions/0070`. Servers of
 * the release before read the counts as they did.
 */
const CREATE = [
  ...tables.map(({ table }) => `DROP TABLE IF EXISTS ${table}`),
  ...tables.map(createTable),
  ...SUMS.map(fill),
];

const UP = {
  sqlite: [...SQLITE.down, ...CREATE, ...SQLITE.up],
  // Whoever writes has finished: no change is counted by functions of both releases.
  postgres: [
    'LOCK TABLE issues, issue_labels IN SHARE ROW EXCLUSIVE MODE',
    ...CREATE,
    ...COUNTING,
    ...UNCOUNTED,
  ],
};

const DOWN = {
  sqlite: SQLITE.down,
  postgres: ['LOCK TABLE issues, issue_labels IN SHARE ROW EXCLUSIVE MODE', ...UNDO_COUNTING],
};

export class Totals1795595000000 implements MigrationInterface {
  name = 'Totals1795595000000';

  async up(runner: QueryRunner): Promise<void> {
    await briefly(runner, UP[dialectOf(runner)]);
    if (dialectOf(runner) === 'sqlite') return;
    for (const statements of FOLDS) await briefly(runner, statements);
  }

  async down(runner: QueryRunner): Promise<void> {
    await briefly(runner, [
      ...DOWN[dialectOf(runner)],
      ...tables.map(({ table }) => `DROP TABLE ${table}`),
    ]);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, briefly, createIndex, dialectOf } from './online.js';

/** On both databases a number of 64 bits that is never given twice. */
const ID = {
  sqlite: 'integer PRIMARY KEY AUTOINCREMENT NOT NULL',
  postgres: 'bigserial PRIMARY KEY',
} as const;

const tableOf = (dialect: keyof typeof ID) => [
  `CREATE TABLE IF NOT EXISTS changes ("id" ${ID[dialect]}, created_at timestamptz NOT NULL,
     actor_id integer, request_id text, kind text NOT NULL, issues_count integer NOT NULL,
     reverts bigint)`,
  'CREATE INDEX IF NOT EXISTS changes_created ON changes (created_at, id)',
  'CREATE INDEX IF NOT EXISTS changes_kind_created ON changes (kind, created_at, id)',
  `CREATE INDEX IF NOT EXISTS changes_actor_created ON changes (actor_id, created_at, id)
     WHERE actor_id IS NOT NULL`,
  'CREATE INDEX IF NOT EXISTS changes_reverts ON changes (reverts, id) WHERE reverts IS NOT NULL',
];

/** The events from before belong to no change. */
const EVENTS_BY_CHANGE = `ON issue_events (change_id, issue_id, id) WHERE change_id IS NOT NULL`;

const DOWN = [
  'DROP INDEX issue_events_change',
  'ALTER TABLE issue_events DROP COLUMN undo',
  'ALTER TABLE issue_events DROP COLUMN change_id',
  'DROP TABLE changes',
];

/** Every write is a change, which its events name. */
export class Changes1795600000000 implements MigrationInterface {
  name = 'Changes1795600000000';

  async up(runner: QueryRunner): Promise<void> {
    await briefly(runner, tableOf(dialectOf(runner)));
    await addColumn(runner, 'issue_events', 'change_id', 'bigint');
    await addColumn(runner, 'issue_events', 'undo', 'text');
    await createIndex(runner, 'issue_events_change', EVENTS_BY_CHANGE);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

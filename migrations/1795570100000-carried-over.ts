import type { MigrationInterface, QueryRunner } from 'typeorm';
import { triggerFunction } from './baseline/postgres/functions.js';
import { briefly, dialectOf } from './online.js';

/** A restore of an older backup may have created it already. */
const TABLE = `CREATE TABLE IF NOT EXISTS carried_over (
  kind text NOT NULL, key text NOT NULL, value text NOT NULL, PRIMARY KEY (kind, key))`;

/** @param rows the deleted issues: a query of `version` */
const noteVersion = (rows: string) =>
  `INSERT INTO carried_over (kind, key, value)
   SELECT 'highest version', 'issues', CAST(version AS text) FROM (${rows}) AS deleted
   WHERE version IS NOT NULL
   ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value
   WHERE CAST(carried_over.value AS integer) < CAST(excluded.value AS integer)`;

const UP = {
  sqlite: [
    'DROP TRIGGER IF EXISTS carried_over_issues',
    `CREATE TRIGGER carried_over_issues AFTER DELETE ON issues BEGIN
      ${noteVersion('SELECT old.version AS version')};
    END`,
  ],
  postgres: [
    `CREATE OR REPLACE FUNCTION note_highest_version() ${triggerFunction(
      `${noteVersion('SELECT max(version) AS version FROM removed')}; RETURN NULL;`,
    )}`,
    'DROP TRIGGER IF EXISTS carried_over_issues ON issues',
    `CREATE TRIGGER carried_over_issues AFTER DELETE ON issues REFERENCING OLD TABLE AS removed
     FOR EACH STATEMENT EXECUTE FUNCTION note_highest_version()`,
  ],
};

/** What a restore of an older state must not undo: see `src/database/carry-over.ts`. */
export class CarriedOver1795570100000 implements MigrationInterface {
  name = 'CarriedOver1795570100000';

  async up(runner: QueryRunner): Promise<void> {
    await briefly(runner, [TABLE, ...UP[dialectOf(runner)]]);
  }

  async down(runner: QueryRunner): Promise<void> {
    const isPostgres = dialectOf(runner) === 'postgres';
    await runner.query(
      isPostgres
        ? 'DROP FUNCTION note_highest_version() CASCADE'
        : 'DROP TRIGGER carried_over_issues',
    );
    await runner.query('DROP TABLE carried_over');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Dialect } from './baseline/columns.js';
import { briefly, dialectOf, inBatches } from './online.js';
import { POSTGRES } from './openings/postgres.js';
import { SQLITE } from './openings/sqlite.js';
import { ADD_OPENINGS, correctOpenings, dayOf, openingsOf } from './openings/terms.js';

/**
 * When each issue was opened and ended: a row for each of its days with a change, 1 or -1. A row
 * outlives a purge of its issue, so that the counts of past days do not change.
 */
const TABLES = [
  `CREATE TABLE issue_openings (issue_id integer NOT NULL, day text NOT NULL,
     change integer NOT NULL, PRIMARY KEY (issue_id, day))`,
  `CREATE TABLE open_counts (day text NOT NULL, slot integer NOT NULL,
     change integer NOT NULL, PRIMARY KEY (day, slot))`,
];

/**
 * From the history, as far as it tells; the rest from the rows of the issues.
 *
 * @param range a condition of the ids, after the name of their column
 */
const filling = (dialect: Dialect, details: (name: string) => string, range: string) => [
  `DELETE FROM issue_openings WHERE issue_id ${range}`,
  `WITH stated AS (
     SELECT event.issue_id, event.id, event.created_at, event.event_type,
       (SELECT coalesce(${details('to')}, ${details('status')}) FROM issue_events AS earlier
        WHERE earlier.issue_id = event.issue_id AND earlier.id <= event.id
          AND earlier.event_type IN ('created', 'status_changed')
        ORDER BY earlier.id DESC LIMIT 1) AS status
     FROM issue_events AS event
     WHERE event_type IN ('created', 'status_changed', 'deleted', 'restored')
       AND issue_id ${range} AND issue_id IN (SELECT id FROM issues)),
   known AS (
     SELECT issue_id, id, created_at, CASE WHEN event_type <> 'deleted'
       AND status IN ('open', 'in_progress') THEN 1 ELSE 0 END AS is_open FROM stated),
   changes AS (
     SELECT issue_id, ${dayOf[dialect]('created_at')} AS day,
       is_open - coalesce(lag(is_open) OVER (PARTITION BY issue_id ORDER BY id), 0) AS change
     FROM known)
   INSERT INTO issue_openings (issue_id, day, change)
   SELECT issue_id, day, SUM(change) FROM changes GROUP BY issue_id, day HAVING SUM(change) <> 0`,
  `INSERT INTO issue_openings (issue_id, day, change)
   ${openingsOf(
     dialect,
     `(SELECT * FROM issues WHERE id ${range} AND NOT EXISTS
       (SELECT 1 FROM issue_events AS event WHERE event.issue_id = issues.id)) AS issue`,
   )} ${ADD_OPENINGS}`,
  correctOpenings(dialect, `WHERE issue.id ${range}`),
];

const BATCH_ISSUES = 500;

export class Openings1795570000000 implements MigrationInterface {
  name = 'Openings1795570000000';

  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOf(runner);
    const { lock, COUNTING, FOLLOWING, details, lockIssues } = PROGRAMS[dialect];
    if (!(await runner.hasTable('issue_openings'))) {
      await briefly(runner, [...lock, ...TABLES, ...COUNTING, ...FOLLOWING]);
    }
    // What the triggers have stored of a batch is replaced: the history has it too.
    await inBatches(runner, { table: 'issues', rows: BATCH_ISSUES }, async (first, last) => {
      const range = `BETWEEN ${String(first)} AND ${String(last)}`;
      for (const statement of [...lockIssues(range), ...filling(dialect, details, range)]) {
        await runner.query(statement);
      }
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of PROGRAMS[dialectOf(runner)].down) await runner.query(statement);
    for (const table of ['open_counts', 'issue_openings'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

const PROGRAMS = { sqlite: SQLITE, postgres: POSTGRES };

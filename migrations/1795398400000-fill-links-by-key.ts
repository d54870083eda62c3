import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * On PostgreSQL the trigger that fills a new link looks its issue up by the primary key. A session
 * that has planned that for an empty table would go on with any index that ends in the id, and read
 * the whole of it for each link, until the table is analyzed.
 */
export class FillLinksByKey1795398400000 implements MigrationInterface {
  name = 'FillLinksByKey1795398400000';

  up(runner: QueryRunner): Promise<void> {
    // The condition of the partial indexes stays outside, so that none of them fits.
    return replaceFunction(
      runner,
      '(SELECT * FROM issues WHERE id = NEW.issue_id OFFSET 0) AS issue WHERE deleted_at IS NULL',
    );
  }

  down(runner: QueryRunner): Promise<void> {
    return replaceFunction(runner, 'issues WHERE id = NEW.issue_id AND deleted_at IS NULL');
  }
}

async function replaceFunction(runner: QueryRunner, issue: string): Promise<void> {
  if (runner.dataSource.options.type !== 'postgres') return;
  await runner.query(
    `CREATE OR REPLACE FUNCTION fill_issue_label() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      SELECT status, priority, coalesce(assignee_id, 0), created_at
      INTO NEW.status, NEW.priority, NEW.assignee_id, NEW.created_at
      FROM ${issue};
      RETURN NEW;
    END $$`,
  );
}

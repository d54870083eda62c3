import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Issues that come with comments, as generated or transferred ones do, are indexed for the search
 * once: their comments are stored first, and the trigger of the issue finds them.
 */
export class IndexPastComments1795398200000 implements MigrationInterface {
  name = 'IndexPastComments1795398200000';

  async up(runner: QueryRunner): Promise<void> {
    if (runner.dataSource.options.type === 'postgres') {
      await runner.query(FOREIGN_KEY('DEFERRABLE INITIALLY IMMEDIATE'));
      await runner.query(POSTGRES_TRIGGER(POSTGRES_COMMENTS));
    } else await replaceSqliteTrigger(runner, SQLITE_COMMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    if (runner.dataSource.options.type === 'postgres') {
      await runner.query(POSTGRES_TRIGGER("''"));
      await runner.query(FOREIGN_KEY('NOT DEFERRABLE'));
    } else await replaceSqliteTrigger(runner, "''");
  }
}

const FOREIGN_KEY = (deferral: string) =>
  `ALTER TABLE comments ALTER CONSTRAINT comments_issue_fk ${deferral}`;

const POSTGRES_COMMENTS = `coalesce((SELECT string_agg(body, ' ' ORDER BY comments.id)
  FROM comments WHERE comments.issue_id = inserted.id), '')`;

const POSTGRES_TRIGGER = (comments: string) =>
  `CREATE OR REPLACE FUNCTION index_inserted_issues() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO issue_search (issue_id, document)
    SELECT id, search_document(title, description, ${comments}) FROM inserted;
    RETURN NULL;
  END $$`;

const SQLITE_COMMENTS = `coalesce((SELECT group_concat(body, ' ' ORDER BY id)
  FROM comments WHERE issue_id = new.id), '')`;

async function replaceSqliteTrigger(runner: QueryRunner, comments: string): Promise<void> {
  await runner.query('DROP TRIGGER issue_search_issue_inserted');
  await runner.query(
    `CREATE TRIGGER issue_search_issue_inserted AFTER INSERT ON issues BEGIN
      INSERT INTO issue_search (rowid, title, description, comments)
      VALUES (new.id, new.title, coalesce(new.description, ''), ${comments});
    END`,
  );
}

import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, moment } from './columns.js';

/** The table of events, in which nothing can be changed afterwards. */
export class CreateHistory1795393000000 implements MigrationInterface {
  name = 'CreateHistory1795393000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'issue_events',
        columns: [
          id,
          { name: 'issue_id', type: 'integer' },
          { name: 'event_type', type: 'text' },
          { name: 'issue_version', type: 'integer' },
          { name: 'actor_id', type: 'integer', isNullable: true },
          { name: 'request_id', type: 'text', isNullable: true },
          { name: 'details', type: 'text' },
          moment('created_at'),
        ],
        indices: [{ name: 'issue_events_issue', columnNames: ['issue_id', 'id'] }],
      }),
    );
    // Of what was before the history, the beginning is known.
    await runner.query(`
      INSERT INTO issue_events (issue_id, event_type, issue_version, details, created_at)
      SELECT id, 'created', 1, '{}', created_at FROM issues ORDER BY id`);
    if (runner.dataSource.options.type === 'postgres') {
      await runner.query(`
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'The history is append-only.'; END $$`);
      await runner.query(`
        CREATE TRIGGER issue_events_append_only BEFORE UPDATE ON issue_events
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    } else {
      await runner.query(`
        CREATE TRIGGER issue_events_append_only BEFORE UPDATE ON issue_events
        BEGIN SELECT RAISE(ABORT, 'The history is append-only.'); END`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('issue_events');
    if (runner.dataSource.options.type === 'postgres') {
      await runner.query('DROP FUNCTION refuse_change()');
    }
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the issues of a creator. The actor of an event is NULL without a token: 0 here, as an assignee. */
const INDEX = `CREATE INDEX issue_events_created
  ON issue_events (coalesce(actor_id, 0), issue_id) WHERE event_type = 'created'`;

export class CreatedBy1795591000000 implements MigrationInterface {
  name = 'CreatedBy1795591000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INDEX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX issue_events_created');
  }
}

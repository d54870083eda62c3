import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, dropIndex } from './online.js';

const NAME = 'issue_events_created';

/** Finds the issues of a creator. The actor of an event is NULL without a token: 0 here, as in counts. */
const DEFINITION = `ON issue_events (coalesce(actor_id, 0), issue_id) WHERE event_type = 'created'`;

export class CreatedBy1795605000000 implements MigrationInterface {
  name = 'CreatedBy1795605000000';

  up(runner: QueryRunner): Promise<void> {
    return createIndex(runner, NAME, DEFINITION);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropIndex(runner, NAME);
  }
}

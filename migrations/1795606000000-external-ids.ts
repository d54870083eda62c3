import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, dropIndex } from './online.js';

const INDEX = 'issues_external';

/** A deleted issue gives its external id back, so that a wrong import can be repeated. */
const DEFINITION = `ON issues (external_source, external_id)
  WHERE external_source IS NOT NULL AND deleted_at IS NULL`;

/** Where an issue comes from. */
export class ExternalIds1795606000000 implements MigrationInterface {
  name = 'ExternalIds1795606000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'issues', 'external_source', 'text');
    await addColumn(runner, 'issues', 'external_id', 'text');
    await createIndex(runner, INDEX, DEFINITION, 'UNIQUE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, INDEX);
    await runner.query('ALTER TABLE issues DROP COLUMN external_id');
    await runner.query('ALTER TABLE issues DROP COLUMN external_source');
  }
}

import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, moment } from './columns.js';

export class CreateMaintenanceRuns1795397000000 implements MigrationInterface {
  name = 'CreateMaintenanceRuns1795397000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'maintenance_runs',
        columns: [
          id,
          { name: 'operation', type: 'text' },
          { name: 'actor_id', type: 'integer', isNullable: true },
          { name: 'request_id', type: 'text' },
          { name: 'result', type: 'text' },
          moment('created_at'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('maintenance_runs');
  }
}

import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

export class CreateMaintenanceRuns1795397000000 implements MigrationInterface {
  name = 'CreateMaintenanceRuns1795397000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'maintenance_runs',
        columns: [
          {
            name: 'id',
            type: 'integer',
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'operation', type: 'text' },
          { name: 'actor_id', type: 'integer', isNullable: true },
          { name: 'request_id', type: 'text' },
          { name: 'result', type: 'text' },
          { name: 'created_at', type: 'timestamptz' },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('maintenance_runs');
  }
}

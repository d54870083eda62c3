import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, moment } from './columns.js';

export class CreateIdempotencyKeys1795393200000 implements MigrationInterface {
  name = 'CreateIdempotencyKeys1795393200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'idempotency_keys',
        columns: [
          id,
          { name: 'actor', type: 'integer' },
          { name: 'key', type: 'text' },
          { name: 'fingerprint', type: 'text' },
          { name: 'answer', type: 'text', isNullable: true },
          { name: 'owner', type: 'text', isNullable: true },
          moment('lease_until', { isNullable: true }),
          { name: 'progress', type: 'text', isNullable: true },
          moment('created_at'),
        ],
        indices: [
          { name: 'idempotency_keys_key', columnNames: ['actor', 'key'], isUnique: true },
          { name: 'idempotency_keys_created', columnNames: ['created_at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('idempotency_keys');
  }
}

import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, moment } from './columns.js';

export class CreateApiTokens1795396000000 implements MigrationInterface {
  name = 'CreateApiTokens1795396000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'api_tokens',
        columns: [
          id,
          { name: 'user_id', type: 'integer' },
          { name: 'token_hash', type: 'text' },
          { name: 'scope', type: 'text' },
          moment('created_at'),
          moment('expires_at', { isNullable: true }),
          moment('revoked_at', { isNullable: true }),
          moment('last_used_at', { isNullable: true }),
        ],
        foreignKeys: [
          {
            name: 'api_tokens_user_fk',
            columnNames: ['user_id'],
            referencedTableName: 'users',
            referencedColumnNames: ['id'],
            onDelete: 'RESTRICT',
          },
        ],
        indices: [
          { name: 'api_tokens_hash', columnNames: ['token_hash'], isUnique: true },
          { name: 'api_tokens_user', columnNames: ['user_id'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('api_tokens');
  }
}

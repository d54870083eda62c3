import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

export class CreateApiTokens1795396000000 implements MigrationInterface {
  name = 'CreateApiTokens1795396000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'api_tokens',
        columns: [
          {
            name: 'id',
            type: 'integer',
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'user_id', type: 'integer' },
          { name: 'token_hash', type: 'text' },
          { name: 'scope', type: 'text' },
          { name: 'created_at', type: 'timestamptz' },
          { name: 'expires_at', type: 'timestamptz', isNullable: true },
          { name: 'revoked_at', type: 'timestamptz', isNullable: true },
          { name: 'last_used_at', type: 'timestamptz', isNullable: true },
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

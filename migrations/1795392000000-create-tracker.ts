import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  type TableForeignKeyOptions,
} from 'typeorm';
import { id, moment, timestamps, version } from './columns.js';

const reference = (
  name: string,
  column: string,
  table: string,
  onDelete: 'CASCADE' | 'RESTRICT',
): TableForeignKeyOptions => ({
  name,
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  onDelete,
});

export class CreateTracker1795392000000 implements MigrationInterface {
  name = 'CreateTracker1795392000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'users',
        columns: [
          id,
          { name: 'username', type: 'text' },
          { name: 'username_key', type: 'text' },
          { name: 'email', type: 'text' },
          { name: 'email_key', type: 'text' },
          { name: 'full_name', type: 'text', isNullable: true },
          { name: 'active', type: 'boolean' },
          version,
          ...timestamps,
        ],
        indices: [
          { name: 'users_username_key', columnNames: ['username_key'], isUnique: true },
          { name: 'users_email_key', columnNames: ['email_key'], isUnique: true },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'labels',
        columns: [
          id,
          { name: 'name', type: 'text' },
          { name: 'name_key', type: 'text' },
          { name: 'color', type: 'text' },
          { name: 'description', type: 'text', isNullable: true },
          version,
          ...timestamps,
        ],
        indices: [{ name: 'labels_name_key', columnNames: ['name_key'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'issues',
        columns: [
          id,
          { name: 'title', type: 'text' },
          { name: 'description', type: 'text', isNullable: true },
          { name: 'status', type: 'text' },
          { name: 'priority', type: 'text' },
          { name: 'assignee_id', type: 'integer', isNullable: true },
          { name: 'comments_count', type: 'integer', default: 0 },
          version,
          ...timestamps,
          moment('resolved_at', { isNullable: true }),
        ],
        foreignKeys: [reference('issues_assignee_fk', 'assignee_id', 'users', 'RESTRICT')],
        indices: [
          { name: 'issues_created', columnNames: ['created_at', 'id'] },
          { name: 'issues_status_created', columnNames: ['status', 'created_at', 'id'] },
          { name: 'issues_priority_created', columnNames: ['priority', 'created_at', 'id'] },
          { name: 'issues_assignee_created', columnNames: ['assignee_id', 'created_at', 'id'] },
          { name: 'issues_resolved', columnNames: ['resolved_at', 'assignee_id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'issue_labels',
        columns: [
          { name: 'issue_id', type: 'integer', isPrimary: true },
          { name: 'label_id', type: 'integer', isPrimary: true },
        ],
        foreignKeys: [
          reference('issue_labels_issue_fk', 'issue_id', 'issues', 'CASCADE'),
          reference('issue_labels_label_fk', 'label_id', 'labels', 'CASCADE'),
        ],
        indices: [{ name: 'issue_labels_label', columnNames: ['label_id', 'issue_id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'comments',
        columns: [
          id,
          { name: 'issue_id', type: 'integer' },
          { name: 'author_id', type: 'integer' },
          { name: 'body', type: 'text' },
          version,
          ...timestamps,
        ],
        foreignKeys: [
          reference('comments_issue_fk', 'issue_id', 'issues', 'CASCADE'),
          reference('comments_author_fk', 'author_id', 'users', 'RESTRICT'),
        ],
        indices: [
          { name: 'comments_issue_created', columnNames: ['issue_id', 'created_at', 'id'] },
          { name: 'comments_author', columnNames: ['author_id'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['comments', 'issue_labels', 'issues', 'labels', 'users']) {
      await runner.dropTable(table);
    }
  }
}

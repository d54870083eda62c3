import type { TableOptions } from 'typeorm';
import {
  boolean,
  type Dialect,
  foreignKey,
  id,
  integer,
  longId,
  NULLABLE,
  PRIMARY,
  text,
  timestamp,
  timestamps,
  version,
} from './columns.js';

/** The tables that the application writes, each after those that it references. */
export const tables = (dialect: Dialect): TableOptions[] => [
  users,
  labels,
  issues,
  issueLabels,
  comments(dialect),
  apiTokens,
  issueEvents(dialect),
  idempotencyKeys(dialect),
  maintenanceRuns(dialect),
];

const users: TableOptions = {
  name: 'users',
  columns: [
    id,
    text('username'),
    text('username_key'),
    text('email'),
    text('email_key'),
    text('full_name', NULLABLE),
    boolean('active'),
    version,
    ...timestamps,
  ],
  indices: [
    { name: 'users_username_key', columnNames: ['username_key'], isUnique: true },
    { name: 'users_email_key', columnNames: ['email_key'], isUnique: true },
  ],
};

const labels: TableOptions = {
  name: 'labels',
  columns: [
    id,
    text('name'),
    text('name_key'),
    text('color'),
    text('description', NULLABLE),
    version,
    ...timestamps,
  ],
  indices: [{ name: 'labels_name_key', columnNames: ['name_key'], isUnique: true }],
};

/** Deleted issues are kept, but not in the indexes of the lists. */
const PRESENT = { where: 'deleted_at IS NULL' };

const issues: TableOptions = {
  name: 'issues',
  columns: [
    id,
    text('title'),
    text('description', NULLABLE),
    text('status'),
    text('priority'),
    integer('assignee_id', NULLABLE),
    integer('comments_count', { default: 0 }),
    version,
    ...timestamps,
    timestamp('resolved_at', NULLABLE),
    timestamp('deleted_at', NULLABLE),
  ],
  foreignKeys: [foreignKey('issues_assignee_fk', 'assignee_id', 'users', 'RESTRICT')],
  indices: [
    { name: 'issues_created', columnNames: ['created_at', 'id'], ...PRESENT },
    { name: 'issues_updated', columnNames: ['updated_at', 'id'], ...PRESENT },
    { name: 'issues_resolved', columnNames: ['resolved_at', 'id'], ...PRESENT },
    {
      name: 'issues_kind_created',
      columnNames: ['status', 'priority', 'created_at', 'id'],
      ...PRESENT,
    },
  ],
};

/**
 * A list by status, priority and assignee, or by any of them, is merged from one index range for
 * each status and priority: this index and `issues_kind_created` serve all combinations. NULL is
 * 0 in it, because PostgreSQL treats `IS NULL` as a range, after which the columns are not in order. A
 * `Table` cannot declare an index on an expression.
 */
export const ASSIGNEE_INDEX = `CREATE INDEX issues_assignee_kind_created
  ON issues (coalesce(assignee_id, 0), status, priority, created_at, id) WHERE ${PRESENT.where}`;

/**
 * The link of an issue to a label. Triggers copy the columns that lists filter and sort by, so that the
 * issues of a label are an index range too; they are NULL for a deleted issue.
 */
const issueLabels: TableOptions = {
  name: 'issue_labels',
  columns: [
    integer('issue_id', PRIMARY),
    integer('label_id', PRIMARY),
    text('status', NULLABLE),
    text('priority', NULLABLE),
    integer('assignee_id', NULLABLE),
    timestamp('created_at', NULLABLE),
  ],
  foreignKeys: [
    foreignKey('issue_labels_issue_fk', 'issue_id', 'issues', 'CASCADE'),
    foreignKey('issue_labels_label_fk', 'label_id', 'labels', 'CASCADE'),
  ],
  indices: [
    {
      name: 'issue_labels_kind',
      columnNames: ['label_id', 'status', 'priority', 'created_at', 'issue_id'],
    },
    {
      name: 'issue_labels_assignee',
      columnNames: ['label_id', 'assignee_id', 'status', 'priority', 'created_at', 'issue_id'],
      where: 'status IS NOT NULL',
    },
  ],
};

const comments = (dialect: Dialect): TableOptions => ({
  name: 'comments',
  columns: [id, integer('issue_id'), integer('author_id'), text('body'), version, ...timestamps],
  foreignKeys: [
    {
      ...foreignKey('comments_issue_fk', 'issue_id', 'issues', 'CASCADE'),
      // Comments may be stored before their issue, which is then indexed for the search only once.
      // SQLite can defer foreign keys without this declaration.
      ...(dialect === 'postgres' && { deferrable: 'INITIALLY IMMEDIATE' }),
    },
    foreignKey('comments_author_fk', 'author_id', 'users', 'RESTRICT'),
  ],
  indices: [
    { name: 'comments_issue_created', columnNames: ['issue_id', 'created_at', 'id'] },
    { name: 'comments_author', columnNames: ['author_id'] },
  ],
});

const apiTokens: TableOptions = {
  name: 'api_tokens',
  columns: [
    id,
    integer('user_id'),
    text('token_hash'),
    text('scope'),
    timestamp('created_at'),
    timestamp('expires_at', NULLABLE),
    timestamp('revoked_at', NULLABLE),
    timestamp('last_used_at', NULLABLE),
  ],
  foreignKeys: [foreignKey('api_tokens_user_fk', 'user_id', 'users', 'RESTRICT')],
  indices: [
    { name: 'api_tokens_hash', columnNames: ['token_hash'], isUnique: true },
    { name: 'api_tokens_user', columnNames: ['user_id'] },
  ],
};

/** No foreign keys: an event outlives the rows that it refers to. */
const issueEvents = (dialect: Dialect): TableOptions => ({
  name: 'issue_events',
  columns: [
    longId(dialect),
    integer('issue_id'),
    text('event_type'),
    integer('issue_version'),
    integer('actor_id', NULLABLE),
    text('request_id', NULLABLE),
    text('details'),
    timestamp('created_at'),
  ],
  indices: [{ name: 'issue_events_issue', columnNames: ['issue_id', 'id'] }],
});

const idempotencyKeys = (dialect: Dialect): TableOptions => ({
  name: 'idempotency_keys',
  columns: [
    longId(dialect),
    integer('actor'),
    text('key'),
    text('fingerprint'),
    text('answer', NULLABLE),
    text('owner', NULLABLE),
    timestamp('lease_until', NULLABLE),
    text('progress', NULLABLE),
    timestamp('created_at'),
  ],
  indices: [
    { name: 'idempotency_keys_key', columnNames: ['actor', 'key'], isUnique: true },
    { name: 'idempotency_keys_created', columnNames: ['created_at'] },
  ],
});

const maintenanceRuns = (dialect: Dialect): TableOptions => ({
  name: 'maintenance_runs',
  columns: [
    longId(dialect),
    text('operation'),
    integer('actor_id', NULLABLE),
    text('request_id'),
    text('result'),
    timestamp('created_at'),
  ],
});

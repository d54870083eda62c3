import type { DialectName } from '../../config/database-url.js';
import { DOCUMENTS_AMISS, OUTDATED_DOCUMENTS } from './search-index.js';

/** A rule of the data: the query selects the ids (or names) of the rows that violate it. */
export interface HealthCheck {
  readonly name: string;
  readonly query: string;
  /** Statements that the query needs, such as temporary tables. */
  readonly setup?: readonly string[];
  readonly dialect?: DialectName;
}

const backwards = (table: string): HealthCheck => ({
  name: `timestamps: ${table}`,
  query: `SELECT id FROM ${table} WHERE updated_at < created_at`,
});

/** SQLite stores any text as a timestamp; PostgreSQL has `infinity`. */
const missing = (table: string): HealthCheck[] =>
  (
    [
      ['sqlite', (column: string) => `julianday(${column}) IS NULL`],
      ['postgres', (column: string) => `coalesce(NOT isfinite(${column}), true)`],
    ] as const
  ).map(([dialect, isMissing]) => ({
    name: `timestamps are there: ${table}`,
    dialect,
    query: `SELECT id FROM ${table} WHERE ${isMissing('created_at')} OR ${isMissing('updated_at')}`,
  }));

const orphans = (table: string, column: string, parent: string, row = 'child.id'): HealthCheck => ({
  name: `orphans: ${table}.${column}`,
  query: `SELECT ${row} AS id FROM ${table} child
          LEFT JOIN ${parent} parent ON parent.id = child.${column}
          WHERE child.${column} IS NOT NULL AND parent.id IS NULL`,
});

const LINK = `CAST(child.issue_id AS text) || '/' || CAST(child.label_id AS text)`;

/** Prefix of the names of its checks. */
export const SEARCH_INDEX = 'search index';

/** Each issue and each comment has exactly one document, built from its text. */
const searchIndex = (dialect: DialectName): HealthCheck[] => {
  const { missing, other } = DOCUMENTS_AMISS[dialect];
  return [
    { name: `${SEARCH_INDEX} has every issue`, dialect, query: missing.issues },
    { name: `${SEARCH_INDEX} has every comment`, dialect, query: missing.comments },
    { name: `${SEARCH_INDEX} has no other`, dialect, query: other },
    { name: `${SEARCH_INDEX} has their words`, dialect, ...OUTDATED_DOCUMENTS[dialect] },
  ];
};

export const HEALTH_CHECKS: readonly HealthCheck[] = [
  {
    name: 'foreign keys',
    dialect: 'sqlite',
    query: `SELECT "table" || ' ' || rowid AS id FROM pragma_foreign_key_check`,
  },
  orphans('issues', 'assignee_id', 'users'),
  orphans('comments', 'issue_id', 'issues'),
  orphans('comments', 'author_id', 'users'),
  orphans('issue_labels', 'issue_id', 'issues', LINK),
  orphans('issue_labels', 'label_id', 'labels', LINK),
  orphans('issue_events', 'issue_id', 'issues'),
  orphans('issue_events', 'actor_id', 'users'),
  orphans('issue_event_texts', 'event_id', 'issue_events', 'child.event_id'),
  orphans('issue_events', 'change_id', 'changes'),
  orphans('changes', 'actor_id', 'users'),
  {
    name: 'changes have no more issues than they count',
    query: `SELECT change.id AS id FROM changes change JOIN
            (SELECT change_id, COUNT(DISTINCT issue_id) AS issues FROM issue_events
             WHERE change_id IS NOT NULL GROUP BY change_id) recount ON recount.change_id = change.id
            WHERE recount.issues > change.issues_count`,
  },
  orphans('api_tokens', 'user_id', 'users'),
  ...searchIndex('sqlite'),
  ...searchIndex('postgres'),
  ...['users', 'labels', 'issues', 'comments'].flatMap((table) => [
    ...missing(table),
    backwards(table),
  ]),
  {
    name: 'resolved_at follows the status',
    query: `SELECT id FROM issues WHERE (status = 'resolved' AND resolved_at IS NULL)
            OR (status IN ('open', 'in_progress') AND resolved_at IS NOT NULL)`,
  },
  {
    name: 'openings follow their issues',
    // Together they are 0. (SQLite would compare each with each in a FULL JOIN.)
    query: `SELECT issue_id AS id FROM (
              SELECT issue_id, change FROM issue_openings
              UNION ALL SELECT id, -1 FROM issues
              WHERE status IN ('open', 'in_progress') AND deleted_at IS NULL) AS changes
            GROUP BY issue_id HAVING SUM(change) <> 0`,
  },
  {
    name: 'labels follow their issues',
    query: `SELECT link.issue_id AS id FROM issue_labels link
            LEFT JOIN issues issue ON issue.id = link.issue_id AND issue.deleted_at IS NULL
            WHERE link.status IS DISTINCT FROM issue.status
               OR link.priority IS DISTINCT FROM issue.priority
               OR link.created_at IS DISTINCT FROM issue.created_at
               OR link.assignee_id IS DISTINCT FROM
                  CASE WHEN issue.id IS NOT NULL THEN coalesce(issue.assignee_id, 0) END`,
  },
  {
    name: 'comments_count is the number of comments',
    query: `SELECT issue.id AS id FROM issues issue LEFT JOIN
            (SELECT issue_id, COUNT(*) AS counted FROM comments GROUP BY issue_id) recount
            ON recount.issue_id = issue.id
            WHERE issue.comments_count <> COALESCE(recount.counted, 0)`,
  },
];

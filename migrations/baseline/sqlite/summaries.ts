import { countBlocks, countIssues, countLabels, LINK_COLUMNS, LINK_VALUES } from '../counting.js';
import { SUMMARY_TERMS } from '../summary-terms.js';

/** SQLite has one writer, so one slot is enough. */
const SLOT = '0';

const row = (which: 'old' | 'new', sign: 1 | -1, columns: readonly string[]) =>
  `SELECT ${columns.map((column) => `${which}.${column} AS ${column}`).join(', ')}, ${String(sign)} AS sign`;

/** The rows that each kind of statement changes, with their sign. */
const changes = (columns: readonly string[]) => ({
  insert: row('new', 1, columns),
  update: `${row('old', -1, columns)} UNION ALL ${row('new', 1, columns)}`,
  delete: row('old', -1, columns),
});

const updateOf = (columns: readonly string[]) =>
  `AFTER UPDATE OF ${columns.join(', ')} ON issues
  WHEN ${columns.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ')}`;

const COUNTED = ['status', 'priority', 'assignee_id', 'created_at', 'resolved_at', 'deleted_at'];
const issues = changes(COUNTED);

const countedIssues = (rows: string) =>
  `BEGIN ${countIssues(rows, SLOT, SUMMARY_TERMS.sqlite).join(';\n')}; END`;

const ISSUE_TRIGGERS = {
  summaries_insert: `AFTER INSERT ON issues ${countedIssues(issues.insert)}`,
  summaries_update: `${updateOf(COUNTED)} ${countedIssues(issues.update)}`,
  summaries_delete: `AFTER DELETE ON issues ${countedIssues(issues.delete)}`,
};

const links = changes(['label_id', 'status', 'priority', 'assignee_id']);

const fillLinks = (issueId: string) => `UPDATE issue_labels SET (${LINK_COLUMNS}) =
      (SELECT ${LINK_VALUES} FROM issues WHERE id = ${issueId} AND deleted_at IS NULL)
    WHERE issue_id = ${issueId}`;

const LABEL_TRIGGERS = {
  issue_labels_inserted: `AFTER INSERT ON issue_labels BEGIN
    ${fillLinks('new.issue_id')} AND label_id = new.label_id;
  END`,
  issue_labels_updated: `AFTER UPDATE OF status, priority, assignee_id ON issue_labels BEGIN
    ${countLabels(links.update, SLOT)};
  END`,
  issue_labels_deleted: `AFTER DELETE ON issue_labels WHEN old.status IS NOT NULL BEGIN
    ${countLabels(links.delete, SLOT)};
  END`,
  issue_labels_follow: `${updateOf(['status', 'priority', 'assignee_id', 'created_at', 'deleted_at'])}
  BEGIN
    ${fillLinks('new.id')};
  END`,
};

const buckets = changes(['assignee_id', 'bucket', 'slot', 'issues', 'milliseconds']);

const BLOCK_TRIGGERS = Object.fromEntries(
  Object.entries(buckets).map(([event, rows]) => [
    `resolution_blocks_${event}`,
    `AFTER ${event.toUpperCase()} ON resolution_counts BEGIN ${countBlocks(rows)}; END`,
  ]),
);

export const SUMMARY_TRIGGERS = { ...ISSUE_TRIGGERS, ...LABEL_TRIGGERS, ...BLOCK_TRIGGERS };

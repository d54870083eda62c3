import { countBlocks, countIssues, countLabels, LINK_COLUMNS, LINK_VALUES } from '../counting.js';
import { SUMMARY_TERMS } from '../summary-terms.js';
import { type Programs, triggerFunction } from './functions.js';

/** A count is spread over this many rows, so that writers do not wait for the same row. */
const SLOT = 'pg_backend_pid() % 16';

/** The rows that a statement changed, as its trigger sees them, each with its sign. */
const CHANGES = {
  insert: { tables: 'NEW TABLE AS added', rows: 'SELECT *, 1 AS sign FROM added' },
  update: {
    tables: 'OLD TABLE AS removed NEW TABLE AS added',
    rows: 'SELECT *, -1 AS sign FROM removed UNION ALL SELECT *, 1 FROM added',
  },
  delete: { tables: 'OLD TABLE AS removed', rows: 'SELECT *, -1 AS sign FROM removed' },
} as const;

/** A trigger and its function for each kind of statement that changes what is counted. */
function counting(
  table: string,
  names: { readonly function: string; readonly trigger: string },
  statements: (rows: string) => readonly string[],
): Programs {
  const changes = Object.entries(CHANGES);
  return {
    functions: Object.fromEntries(
      changes.map(([event, { rows }]) => [
        `${names.function}_${event}()`,
        triggerFunction([...statements(rows), 'RETURN NULL;'].join(';\n')),
      ]),
    ),
    triggers: Object.fromEntries(
      changes.map(([event, { tables }]) => [
        `${names.trigger}_${event}`,
        `AFTER ${event.toUpperCase()} ON ${table} REFERENCING ${tables}
  FOR EACH STATEMENT EXECUTE FUNCTION ${names.function}_${event}()`,
      ]),
    ),
  };
}

export const ISSUE_COUNTS = counting(
  'issues',
  { function: 'summarize', trigger: 'summaries' },
  (rows) => countIssues(rows, SLOT, SUMMARY_TERMS.postgres),
);

export const LABEL_COUNTS = counting(
  'issue_labels',
  { function: 'count_labels', trigger: 'issue_labels' },
  (rows) => [countLabels(rows, SLOT)],
);

export const RESOLUTION_BLOCKS = counting(
  'resolution_counts',
  { function: 'block_resolutions', trigger: 'resolution_blocks' },
  (rows) => [countBlocks(rows)],
);

/** Updates the columns that links copy from their issues. */
export const LINKS: Programs = {
  functions: {
    // OFFSET 0 makes the plan use the primary key: the partial indexes cannot be used without their
    // condition. A session that has planned this for an empty table might otherwise read a whole partial
    // index for each link, until the table is analyzed.
    'fill_issue_label()':
      triggerFunction(`SELECT ${LINK_VALUES} INTO NEW.status, NEW.priority, NEW.assignee_id, NEW.created_at
    FROM (SELECT * FROM issues WHERE id = NEW.issue_id OFFSET 0) AS issue WHERE deleted_at IS NULL;
    RETURN NEW;`),

    'follow_issues()': triggerFunction(`UPDATE issue_labels AS link SET (${LINK_COLUMNS}) =
      (now_is.status, now_is.priority, now_is.assignee_id, now_is.created_at)
    FROM (SELECT added.id, kept.* FROM added LEFT JOIN LATERAL (
            SELECT added.status, added.priority, coalesce(added.assignee_id, 0) AS assignee_id,
                   added.created_at WHERE added.deleted_at IS NULL) AS kept ON true) AS now_is
    WHERE link.issue_id = now_is.id
      AND (link.status, link.priority, link.assignee_id, link.created_at) IS DISTINCT FROM
          (now_is.status, now_is.priority, now_is.assignee_id, now_is.created_at);
    RETURN NULL;`),
  },
  triggers: {
    issue_labels_fill: `BEFORE INSERT ON issue_labels
  FOR EACH ROW EXECUTE FUNCTION fill_issue_label()`,
    issue_labels_follow: `AFTER UPDATE ON issues REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION follow_issues()`,
  },
};

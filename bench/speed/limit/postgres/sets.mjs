import { COMMENTS, issueJson, labelsJson, WITH_ASSIGNEE } from './documents.mjs';
import { toWritten, UNDO } from './writes.mjs';

/** The writes of many rows: the labels of an issue, and the status of a thousand issues. */

const EVENT = `INSERT INTO issue_events
  (issue_id, event_type, issue_version, request_id, details, created_at, change_id, undo)`;

const LOCK = 'SELECT id FROM issues WHERE id = $1 AND deleted_at IS NULL FOR UPDATE';

const INSERT_LABELS = `INSERT INTO labels (name, name_key, color, version, created_at, updated_at)
  SELECT name, lower(name), '#ededed', 1, $2::timestamptz, $2::timestamptz
  FROM unnest($1::text[]) AS name ORDER BY 2 ON CONFLICT DO NOTHING`;

const DETAILS = "json_build_object('label_id', changed.id, 'name', changed.name)";

/** Does nothing when a label is missing. $1 is the id, $2 are the keys, $3 the time, $4 the request. */
const REPLACE = `
  WITH wanted AS (SELECT * FROM labels WHERE name_key = ANY($2::text[]) FOR KEY SHARE),
  issue AS (
    UPDATE issues SET version = version + 1, updated_at = $3::timestamptz
    WHERE id = $1 AND (SELECT count(*) FROM wanted) = cardinality($2::text[]) RETURNING *),
  removed AS (
    DELETE FROM issue_labels link USING issue, labels label
    WHERE link.issue_id = issue.id AND label.id = link.label_id
      AND link.label_id NOT IN (SELECT id FROM wanted)
    RETURNING label.id, label.name),
  added AS (
    SELECT wanted.id, wanted.name FROM wanted, issue WHERE wanted.id NOT IN (
      SELECT label_id FROM issue_labels WHERE issue_id = issue.id)),
  linked AS (
    INSERT INTO issue_labels (issue_id, label_id) SELECT issue.id, added.id FROM issue, added),
  changed AS (
    SELECT 1 AS place, 'label_removed' AS type, id, name FROM removed
    UNION ALL SELECT 2, 'label_added', id, name FROM added),
  change AS (
    INSERT INTO changes (created_at, request_id, kind, issues_count)
    SELECT $3::timestamptz, $4, 'labels', 1 FROM issue WHERE EXISTS (SELECT FROM changed)
    RETURNING id),
  event AS (
    ${EVENT} SELECT issue.id, changed.type, issue.version, $4, ${DETAILS}, $3::timestamptz,
      change.id, NULL
    FROM issue, changed, change ORDER BY changed.place, changed.id)
  SELECT issue.id, issue.version, ${issueJson({ labels: labelsJson('FROM wanted label') })}::text,
         ${COMMENTS}::text
  FROM issue ${WITH_ASSIGNEE}`;

/** Does nothing when an issue is missing. $1 are the ids, $2 the status, $3 the time, $4 the request. */
const SET_STATUS = `
  WITH old AS (
    SELECT id, status, resolved_at FROM issues
    WHERE id = ANY($1::integer[]) AND deleted_at IS NULL ORDER BY id FOR UPDATE),
  issue AS (
    UPDATE issues SET status = $2, version = version + 1, updated_at = $3::timestamptz,
      resolved_at = CASE WHEN $2 = 'resolved' THEN
                           CASE WHEN old.status = 'resolved' THEN old.resolved_at ELSE $3::timestamptz END
                         WHEN $2 = 'closed' THEN old.resolved_at END
    FROM old WHERE issues.id = old.id AND old.status <> $2
      AND (SELECT count(*) FROM old) = cardinality($1::integer[])
    RETURNING issues.id, issues.version, old.status AS before, ${UNDO} AS undo),
  change AS (
    INSERT INTO changes (created_at, request_id, kind, issues_count)
    SELECT $3::timestamptz, $4, 'bulk', count(*) FROM issue RETURNING id),
  event AS (
    ${EVENT} SELECT issue.id, 'status_changed', version, $4,
      json_build_object('from', before, 'to', $2::text), $3::timestamptz, change.id, undo
    FROM issue, change ORDER BY issue.id)
  SELECT count(*) FROM old`;

export function setWrites(rowsOf, transaction) {
  return {
    /** The lock is a statement of its own: the next one has to see what was written before it. */
    replaceLabels: (id, names, { now, requestId }) =>
      transaction(async (ask) => {
        const [issue] = await ask('lock', LOCK, [id]);
        if (!issue) return undefined;
        const parameters = [id, names.map((name) => name.toLowerCase()), now, requestId];
        let [row] = await ask('labels', REPLACE, parameters);
        if (!row) {
          await ask('new labels', INSERT_LABELS, [names, now]);
          [row] = await ask('labels', REPLACE, parameters);
        }
        return toWritten(row);
      }),

    async setStatus(ids, status, { now, requestId }) {
      const [[count]] = await rowsOf('status', SET_STATUS, [ids, status, now, requestId]);
      return Number(count) === ids.length;
    },
  };
}

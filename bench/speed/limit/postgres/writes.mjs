import { eventOf, FIELDS, firstDetails } from '../fields.mjs';
import { commentJson, COMMENTS, issueJson, WITH_ASSIGNEE } from './documents.mjs';

/** Each write is one statement, which is its own transaction: one round trip. */

const EVENT = `INSERT INTO issue_events
  (issue_id, event_type, issue_version, actor_id, request_id, details, created_at, change_id, undo)`;

/** The change that the events of a statement name; its values come from the row `issue`. */
const CHANGE = (values) => `change AS (
    INSERT INTO changes (created_at, actor_id, request_id, kind, issues_count)
    SELECT ${values}, 1 FROM issue RETURNING id)`;

const ASSIGNEE = (id) => `assignee AS (SELECT * FROM users WHERE id = ${id} AND active FOR SHARE)`;

const CREATE = `
  WITH ${ASSIGNEE('$5::integer')},
  issue AS (
    INSERT INTO issues (title, description, status, priority, assignee_id,
                        version, created_at, updated_at, resolved_at)
    SELECT $1, $2, $3, $4, $5::integer, 1, $6::timestamptz, $6::timestamptz,
           CASE WHEN $3 = 'resolved' THEN $6::timestamptz END
    WHERE $5::integer IS NULL OR EXISTS (SELECT FROM assignee) RETURNING *),
  ${CHANGE("$6::timestamptz, NULL::integer, $7, 'create'")},
  event AS (
    ${EVENT} SELECT issue.id, 'created', 1, NULL, $7, $8, $6::timestamptz, change.id, NULL
    FROM issue, change)
  SELECT issue.id, issue.version, ${issueJson({ labels: "'[]'::json" })}::text, '[]'
  FROM issue LEFT JOIN assignee ON true`;

const COMMENT = `
  WITH author AS (SELECT * FROM users WHERE id = $2 AND active FOR SHARE),
  issue AS (
    UPDATE issues SET comments_count = comments_count + 1
    WHERE id = $1 AND deleted_at IS NULL AND EXISTS (SELECT FROM author) RETURNING id, version),
  comment AS (
    INSERT INTO comments (issue_id, author_id, body, version, created_at, updated_at)
    SELECT issue.id, $2, $3, 1, $4::timestamptz, $4::timestamptz FROM issue RETURNING *),
  ${CHANGE("$4::timestamptz, $2::integer, $5, 'comment'")},
  event AS (
    ${EVENT} SELECT issue.id, 'comment_added', issue.version, $2, $5,
      json_build_object('comment_id', comment.id, 'body', comment.body), $4::timestamptz,
      change.id, NULL
    FROM issue, comment, change)
  SELECT comment.id, ${commentJson}::text FROM comment, author`;

/** What taking a change of the status back needs. */
export const UNDO = `CASE WHEN old.resolved_at IS NOT NULL THEN json_build_object('resolved_at',
  to_char(old.resolved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text END`;

const TYPES = { assignee_id: 'integer' };

/** $1 is the id, $2 the version, $3 the time, $4 the request; then the fields. */
function patchStatement(fields) {
  const parameter = (name) => `$${5 + fields.indexOf(name)}::${TYPES[name] ?? 'text'}`;
  const differs = fields.map((name) => `old.${name} IS DISTINCT FROM ${parameter(name)}`);
  const sets = fields.map((name) => `${name} = ${parameter(name)}`);
  if (fields.includes('status')) sets.push(`resolved_at = ${resolution(parameter('status'))}`);
  const events = fields.map((name, index) => {
    const kind = eventOf(name) === 'updated' ? `'field', '${name}', ` : '';
    const details = `json_build_object(${kind}'from', old.${name}, 'to', issue.${name})`;
    const undo = eventOf(name) === 'status_changed' ? UNDO : 'NULL';
    return `SELECT ${index} AS place, '${eventOf(name)}' AS type, ${details} AS details, ${undo} AS undo
      WHERE ${differs[index]}`;
  });
  return `
    WITH old AS (SELECT * FROM issues WHERE id = $1 AND deleted_at IS NULL FOR UPDATE),
    issue AS (
      UPDATE issues SET ${sets.join(', ')}, version = issues.version + 1, updated_at = $3::timestamptz
      FROM old WHERE issues.id = old.id AND old.version = $2 AND (${differs.join(' OR ')})
      RETURNING issues.*),
    ${CHANGE("$3::timestamptz, NULL::integer, $4, 'update'")},
    event AS (
      ${EVENT} SELECT issue.id, event.type, issue.version, NULL, $4, event.details, $3::timestamptz,
        change.id, event.undo
      FROM issue, old, change, LATERAL (${events.join(' UNION ALL ')}) event ORDER BY event.place)
    SELECT issue.id, issue.version, ${issueJson()}::text, ${COMMENTS}::text
    FROM issue ${WITH_ASSIGNEE}`;
}

const resolution = (status) => `CASE
  WHEN ${status} = 'resolved' THEN
    CASE WHEN old.status = 'resolved' THEN old.resolved_at ELSE $3::timestamptz END
  WHEN ${status} = 'closed' THEN old.resolved_at END`;

/** A row as `rowsOf` has it: the id, the version, the issue and its comments. */
export const toWritten = (row) =>
  row && { id: row[0], version: row[1], issue: row[2], comments: row[3] };

export function writes(rowsOf) {
  return {
    async create(values, { now, requestId }) {
      const fields = FIELDS.map((name) => values[name]);
      const details = firstDetails(values);
      const [row] = await rowsOf('create', CREATE, [...fields, now, requestId, details]);
      return toWritten(row);
    },

    async patch(id, version, values, { now, requestId }) {
      const fields = FIELDS.filter((name) => name in values);
      const parameters = [id, version, now, requestId, ...fields.map((name) => values[name])];
      const statement = patchStatement(fields);
      const [row] = await rowsOf(`patch ${fields.join(' ')}`, statement, parameters);
      return toWritten(row);
    },

    async comment(issueId, { body, author_id }, { now, requestId }) {
      const [row] = await rowsOf('comment', COMMENT, [issueId, author_id, body, now, requestId]);
      return row && { id: row[0], text: row[1] };
    },
  };
}

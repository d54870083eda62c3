/** SQL that makes the JSON of each resource, by the alias of its row. */

export const timeText = (column) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const times = (row) =>
  `'created_at', ${timeText(`${row}.created_at`)}, 'updated_at', ${timeText(`${row}.updated_at`)}`;

export const userJson = (user) => `json_build_object(
  'id', ${user}.id, 'username', ${user}.username, 'email', ${user}.email,
  'full_name', ${user}.full_name, 'active', ${user}.active, ${times(user)})`;

const labelJson = `json_build_object(
  'id', label.id, 'name', label.name, 'color', label.color, 'description', label.description,
  ${times('label')})`;

/** The labels of some rows `label`. */
export const labelsJson = (rows) => `(SELECT
  coalesce(json_agg(${labelJson} ORDER BY label.name_key COLLATE "C"), '[]') ${rows})`;

const LABELS = labelsJson(`FROM issue_labels link JOIN labels label ON label.id = link.label_id
  WHERE link.issue_id = issue.id`);

export const commentJson = `json_build_object(
  'id', comment.id, 'issue_id', comment.issue_id, 'author_id', comment.author_id,
  'author', ${userJson('author')}, 'body', comment.body, ${times('comment')})`;

export const COMMENTS = `(SELECT
  coalesce(json_agg(${commentJson} ORDER BY comment.created_at, comment.id), '[]')
  FROM (SELECT * FROM comments WHERE issue_id = issue.id ORDER BY created_at, id LIMIT 100) comment
  JOIN users author ON author.id = comment.author_id)`;

/** Of a row `issue` with its `assignee`; `more` are further members. */
export const issueJson = ({ labels = LABELS, more = '' } = {}) => `json_build_object(
  'id', issue.id, 'title', issue.title, 'description', issue.description,
  'status', issue.status, 'priority', issue.priority, 'version', issue.version,
  'assignee_id', issue.assignee_id,
  'assignee', CASE WHEN assignee.id IS NOT NULL THEN ${userJson('assignee')} END,
  'labels', ${labels}, 'comments_count', issue.comments_count, ${times('issue')},
  'resolved_at', ${timeText('issue.resolved_at')}, 'external_id',
  CASE WHEN issue.external_source IS NOT NULL
  THEN json_build_object('source', issue.external_source, 'id', issue.external_id) END${more})`;

export const WITH_ASSIGNEE = 'LEFT JOIN users assignee ON assignee.id = issue.assignee_id';

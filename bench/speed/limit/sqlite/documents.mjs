/** SQL that makes the JSON of each resource, by the alias of its row. */

export const userJson = (user) => `json_object(
  'id', ${user}.id, 'username', ${user}.username, 'email', ${user}.email,
  'full_name', ${user}.full_name, 'active', json(iif(${user}.active, 'true', 'false')),
  'created_at', ${user}.created_at, 'updated_at', ${user}.updated_at)`;

const labelJson = `json_object(
  'id', label.id, 'name', label.name, 'color', label.color, 'description', label.description,
  'created_at', label.created_at, 'updated_at', label.updated_at)`;

/** SQLite keeps the order of a subquery; to sort inside the aggregate would take longer. */
const LABELS = `(SELECT json_group_array(${labelJson})
  FROM (SELECT label.* FROM issue_labels link JOIN labels label ON label.id = link.label_id
        WHERE link.issue_id = issue.id ORDER BY label.name_key) label)`;

export const commentJson = `json_object(
  'id', comment.id, 'issue_id', comment.issue_id, 'author_id', comment.author_id,
  'author', ${userJson('author')}, 'body', comment.body,
  'created_at', comment.created_at, 'updated_at', comment.updated_at)`;

export const COMMENTS = `(SELECT json_group_array(${commentJson})
  FROM (SELECT * FROM comments WHERE issue_id = issue.id ORDER BY created_at, id LIMIT 100) comment
  CROSS JOIN users author ON author.id = comment.author_id)`;

/** Of a row `issue` with its `assignee`; `more` are further members. */
export const issueJson = (more = '') => `json_object(
  'id', issue.id, 'title', issue.title, 'description', issue.description,
  'status', issue.status, 'priority', issue.priority, 'version', issue.version,
  'assignee_id', issue.assignee_id, 'assignee', iif(assignee.id, ${userJson('assignee')}, NULL),
  'labels', ${LABELS}, 'comments_count', issue.comments_count,
  'created_at', issue.created_at, 'updated_at', issue.updated_at,
  'resolved_at', issue.resolved_at, 'external_id', iif(issue.external_source IS NULL, NULL,
    json_object('source', issue.external_source, 'id', issue.external_id))${more})`;

export const WITH_ASSIGNEE = 'LEFT JOIN users assignee ON assignee.id = issue.assignee_id';

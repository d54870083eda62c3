import { eventOf, FIELDS, firstDetails } from '../fields.mjs';
import { commentJson, COMMENTS, issueJson, WITH_ASSIGNEE } from './documents.mjs';
import { history } from './history.mjs';

/** An issue after a change: what is sent, and what its tag is made of. */
export const WRITTEN = `SELECT issue.id, issue.version, ${issueJson()} AS issue, ${COMMENTS} AS comments
  FROM issues issue ${WITH_ASSIGNEE} WHERE issue.id = ?`;

const INSERT_ISSUE = `INSERT INTO issues
  (title, description, status, priority, assignee_id, version, created_at, updated_at, resolved_at)
  VALUES ($title, $description, $status, $priority, $assignee_id, 1, $now, $now,
          iif($status = 'resolved', $now, NULL))`;

const INSERT_COMMENT = `INSERT INTO comments
  (issue_id, author_id, body, version, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?)`;

const COMMENT = `SELECT ${commentJson} FROM comments comment
  JOIN users author ON author.id = comment.author_id WHERE comment.id = ?`;

/** `write` runs a function in a transaction of its own, which is durable when it returns. */
export function writes(db, write) {
  const prepare = (sql) => db.prepare(sql);
  const written = prepare(WRITTEN);
  const isActive = prepare('SELECT 1 FROM users WHERE id = ? AND active').pluck();
  const insertIssue = prepare(INSERT_ISSUE);
  const present = prepare('SELECT * FROM issues WHERE id = ? AND deleted_at IS NULL');
  const insertComment = prepare(INSERT_COMMENT);
  const countComment = prepare(
    'UPDATE issues SET comments_count = comments_count + 1 WHERE id = ?',
  );
  const comment = prepare(COMMENT).pluck();
  const update = updates(db);
  const record = history(db);

  return {
    create: (values, change) =>
      write(() => {
        if (values.assignee_id !== null && !isActive.get(values.assignee_id)) return undefined;
        const id = insertIssue.run({ ...values, now: change.now }).lastInsertRowid;
        const created = { type: 'created', details: firstDetails(values) };
        record({ id, version: 1 }, 'create', [created], change);
        return written.get(id);
      }),

    patch: (id, version, fields, change) =>
      write(() => {
        const issue = present.get(id);
        if (issue?.version !== version) return undefined;
        const changed = FIELDS.filter((name) => name in fields && fields[name] !== issue[name]);
        if (changed.length === 0) return written.get(id);
        const assignee = fields.assignee_id ?? null;
        if (assignee !== null && !isActive.get(assignee)) return undefined;
        update(issue, changed, fields, change.now);
        const events = changed.map((name) => eventIn(issue, name, fields[name]));
        record({ id, version: version + 1 }, 'update', events, change);
        return written.get(id);
      }),

    comment: (issueId, { body, author_id }, change) =>
      write(() => {
        const issue = present.get(issueId);
        if (!issue || !isActive.get(author_id)) return undefined;
        const { now } = change;
        const id = insertComment.run(issueId, author_id, body, now, now).lastInsertRowid;
        countComment.run(issueId);
        const details = JSON.stringify({ comment_id: id, body });
        record(issue, 'comment', [{ type: 'comment_added', details }], change, author_id);
        return { id, text: comment.get(id) };
      }),
  };
}

function eventIn(issue, name, to) {
  const type = eventOf(name);
  const field = type === 'updated' ? { field: name } : {};
  const { resolved_at } = issue;
  const isUndone = type === 'status_changed' && resolved_at !== null;
  return {
    type,
    details: JSON.stringify({ ...field, from: issue[name], to }),
    undo: isUndone ? JSON.stringify({ resolved_at }) : null,
  };
}

/** Updates only the columns that change: a trigger looks at which are named. */
function updates(db) {
  const prepared = new Map();
  return (issue, changed, fields, now) => {
    const columns = [...changed];
    const values = changed.map((name) => fields[name]);
    const resolved = resolutionOf(issue, fields, now);
    if (resolved !== issue.resolved_at) {
      columns.push('resolved_at');
      values.push(resolved);
    }
    const key = columns.join(' = ?, ');
    if (!prepared.has(key)) {
      prepared.set(
        key,
        db.prepare(`UPDATE issues SET ${key} = ?, version = version + 1, updated_at = ?
          WHERE id = ? AND version = ?`),
      );
    }
    prepared.get(key).run(...values, now, issue.id, issue.version);
  };
}

/** Set on entering resolved, kept when it is closed, cleared on reopening. */
function resolutionOf(issue, { status = issue.status }, now) {
  if (status === 'resolved') return issue.status === 'resolved' ? issue.resolved_at : now;
  return status === 'closed' ? issue.resolved_at : null;
}

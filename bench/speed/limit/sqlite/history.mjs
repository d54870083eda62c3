const INSERT_CHANGE = `INSERT INTO changes (created_at, actor_id, request_id, kind, issues_count)
  VALUES (?, ?, ?, ?, 1)`;

const INSERT_EVENT = `INSERT INTO issue_events
  (issue_id, event_type, issue_version, actor_id, request_id, details, created_at, change_id, undo)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Part of a transaction: the change of an issue, and its events. */
export function history(db) {
  const insertChange = db.prepare(INSERT_CHANGE);
  const insertEvent = db.prepare(INSERT_EVENT);
  return ({ id, version }, kind, events, { now, requestId }, actor = null) => {
    const change = insertChange.run(now, actor, requestId, kind).lastInsertRowid;
    for (const { type, details, undo = null } of events) {
      insertEvent.run(id, type, version, actor, requestId, details, now, change, undo);
    }
  };
}

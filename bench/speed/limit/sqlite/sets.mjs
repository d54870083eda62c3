import { history } from './history.mjs';
import { WRITTEN } from './writes.mjs';

/** The writes of many rows: the labels of an issue, and the status of a thousand issues. */

const OF_IDS = 'IN (SELECT value FROM json_each($ids))';

const LABELS_BY_NAME = `SELECT id, name FROM labels
  WHERE name_key IN (SELECT value FROM json_each(?)) ORDER BY id`;

const LABELS_OF = `SELECT label.id, label.name FROM issue_labels link
  JOIN labels label ON label.id = link.label_id WHERE link.issue_id = ? ORDER BY label.id`;

const INSERT_LABEL = `INSERT OR IGNORE INTO labels
  (name, name_key, color, version, created_at, updated_at) VALUES (?, ?, '#ededed', 1, ?, ?)`;

const UPDATE_STATUS = `UPDATE issues SET status = $status, version = version + 1,
  updated_at = $now, resolved_at = CASE
    WHEN $status = 'resolved' THEN iif(status = 'resolved', resolved_at, $now)
    WHEN $status = 'closed' THEN resolved_at END
  WHERE id ${OF_IDS} AND status <> $status`;

const STATUS_CHANGE = `INSERT INTO changes (created_at, request_id, kind, issues_count)
  SELECT $now, $requestId, 'bulk', count(*) FROM issues WHERE id ${OF_IDS} AND status <> $status`;

const STATUS_EVENTS = `INSERT INTO issue_events
  (issue_id, event_type, issue_version, request_id, details, created_at, change_id, undo)
  SELECT id, 'status_changed', version + 1, $requestId,
         json_object('from', status, 'to', $status), $now, $change,
         iif(resolved_at IS NULL, NULL, json_object('resolved_at', resolved_at))
  FROM issues WHERE id ${OF_IDS} AND status <> $status ORDER BY id`;

export function setWrites(db, write) {
  const prepare = (sql) => db.prepare(sql);
  const written = prepare(WRITTEN);
  const raise = prepare(`UPDATE issues SET version = version + 1, updated_at = ?
    WHERE id = ? AND deleted_at IS NULL RETURNING version`).pluck();
  const labelsByName = prepare(LABELS_BY_NAME);
  const labelsOf = prepare(LABELS_OF);
  const insertLabel = prepare(INSERT_LABEL);
  const link = prepare('INSERT INTO issue_labels (issue_id, label_id) VALUES (?, ?)');
  const unlink = prepare('DELETE FROM issue_labels WHERE issue_id = ? AND label_id = ?');
  const record = history(db);
  const count = prepare(
    `SELECT count(*) FROM issues WHERE id ${OF_IDS} AND deleted_at IS NULL`,
  ).pluck();
  const statusChange = prepare(STATUS_CHANGE);
  const statusEvents = prepare(STATUS_EVENTS);
  const updateStatus = prepare(UPDATE_STATUS);

  const ensure = (names, now) => {
    const keys = JSON.stringify(names.map((name) => name.toLowerCase()));
    const found = labelsByName.all(keys);
    if (found.length === names.length) return found;
    for (const name of names) insertLabel.run(name, name.toLowerCase(), now, now);
    return labelsByName.all(keys);
  };

  return {
    replaceLabels: (id, names, { now, requestId }) =>
      write(() => {
        const version = raise.get(now, id);
        if (version === undefined) return undefined;
        const before = labelsOf.all(id);
        const after = ensure(names, now);
        const [removed, added] = [without(before, after), without(after, before)];
        for (const label of removed) unlink.run(id, label.id);
        for (const label of added) link.run(id, label.id);
        const events = [
          ...removed.map((label) => eventOf('label_removed', label)),
          ...added.map((label) => eventOf('label_added', label)),
        ];
        if (events.length > 0) record({ id, version }, 'labels', events, { now, requestId });
        return written.get(id);
      }),

    setStatus: (issueIds, status, { now, requestId }) =>
      write(() => {
        const ids = JSON.stringify(issueIds);
        if (count.get({ ids }) !== issueIds.length) return false;
        const change = statusChange.run({ ids, status, now, requestId }).lastInsertRowid;
        statusEvents.run({ ids, status, now, requestId, change });
        updateStatus.run({ ids, status, now });
        return true;
      }),
  };
}

const eventOf = (type, { id, name }) => ({
  type,
  details: JSON.stringify({ label_id: id, name }),
});

const without = (labels, others) =>
  labels.filter(({ id }) => !others.some((other) => other.id === id));

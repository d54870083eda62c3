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

const STATUS_EVENTS = `INSERT INTO issue_events
  (issue_id, event_type, issue_version, request_id, details, created_at)
  SELECT id, 'status_changed', version + 1, $requestId,
         json_object('from', status, 'to', $status), $now
  FROM issues WHERE id ${OF_IDS} AND status <> $status ORDER BY id`;

const LABEL_EVENT = `INSERT INTO issue_events
  (issue_id, event_type, issue_version, request_id, details, created_at) VALUES (?, ?, ?, ?, ?, ?)`;

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
  const labelEvent = prepare(LABEL_EVENT);
  const count = prepare(
    `SELECT count(*) FROM issues WHERE id ${OF_IDS} AND deleted_at IS NULL`,
  ).pluck();
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
        const record = (type, label) => {
          const details = JSON.stringify({ label_id: label.id, name: label.name });
          labelEvent.run(id, type, version, requestId, details, now);
        };
        for (const label of without(before, after)) {
          unlink.run(id, label.id);
          record('label_removed', label);
        }
        for (const label of without(after, before)) {
          link.run(id, label.id);
          record('label_added', label);
        }
        return written.get(id);
      }),

    setStatus: (issueIds, status, { now, requestId }) =>
      write(() => {
        const ids = JSON.stringify(issueIds);
        if (count.get({ ids }) !== issueIds.length) return false;
        statusEvents.run({ ids, status, now, requestId });
        updateStatus.run({ ids, status, now });
        return true;
      }),
  };
}

const without = (labels, others) =>
  labels.filter(({ id }) => !others.some((other) => other.id === id));

import type { EventRecord } from '../history/history.service.js';
import type { EventType, EventUndo } from '../history/issue-event.entity.js';
import type { Issue } from './issue.entity.js';
import type { LabelName, LockedIssue } from './issues.repository.js';

type Versioned = Pick<Issue, 'id' | 'version'>;

/** The common fields of the events of a change that raises the version. */
export const next = (
  { id, version }: Versioned,
  type: EventType,
  at: Date,
): Omit<EventRecord, 'details'> => ({ issueId: id, type, version: version + 1, at });

/** What taking the event back needs: what `resolved_at` was before a change of the status. */
export const undoOf = (
  type: EventType,
  { resolvedAt }: Pick<LockedIssue, 'resolvedAt'>,
): EventUndo | undefined =>
  type === 'status_changed' && resolvedAt !== null
    ? { resolved_at: new Date(resolvedAt).toISOString() }
    : undefined;

export const labelEvent = (
  issue: Versioned,
  type: EventType,
  { id, name, isNew = false }: LabelName,
  at: Date,
): EventRecord => ({
  ...next(issue, type, at),
  details: { label_id: id, name },
  undo: isNew && type === 'label_added' ? { new_label: true } : undefined,
});

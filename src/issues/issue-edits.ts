import type { EventRecord } from '../history/history.service.js';
import { labelEvent, next, undoOf } from './issue-events.js';
import { changeEvents, type IssueChange, type IssueColumn } from './issue-fields.js';
import type { UpdatedIssue } from './issue-writes.repository.js';
import type { LabelName, LockedFields } from './issues.repository.js';

/** What a change of many issues does to one of them, whose lock is held. */
export interface IssueEdit {
  /** With the fields that change. */
  readonly issue: LockedFields;
  readonly change: IssueChange;
  /** Labels that it does not have yet, and labels that it has. */
  readonly added?: readonly LabelName[];
  readonly removed?: readonly LabelName[];
  /** Hides it, or shows it again. */
  readonly isDeleted?: boolean | undefined;
  /** When it was resolved, for a status that it had before: ISO 8601 text. */
  readonly resolvedAt?: string | undefined;
}

/** The labels that an issue gets and loses, to have those of `after` instead of those of `before`. */
export const labelDifferences = (
  before: readonly LabelName[],
  after: readonly LabelName[],
): Required<Pick<IssueEdit, 'added' | 'removed'>> => ({
  added: without(after, before),
  removed: without(before, after),
});

function without(labels: readonly LabelName[], others: readonly LabelName[]): LabelName[] {
  const known = new Set(others.map(({ id }) => id));
  return labels.filter(({ id }) => !known.has(id));
}

/** False for an edit that changes nothing. */
export const changesAnything = ({
  change,
  added = [],
  removed = [],
  isDeleted,
}: IssueEdit): boolean =>
  Object.keys(change).length + added.length + removed.length > 0 || isDeleted !== undefined;

/** The columns that the edits set; each row has all of them. */
export function columnsOfEdits(edits: readonly IssueEdit[]): (keyof UpdatedIssue)[] {
  const fields = new Set(edits.flatMap(({ change }) => Object.keys(change) as IssueColumn[]));
  return [
    ...fields,
    'updatedAt',
    ...(fields.has('status') ? (['resolvedAt'] as const) : []),
    ...(edits.some(({ isDeleted }) => isDeleted !== undefined) ? (['deletedAt'] as const) : []),
  ];
}

/** The row of an edit: what does not change has its present value. */
export function rowOf(edit: IssueEdit, now: Date): UpdatedIssue {
  const { issue, change, isDeleted } = edit;
  return {
    ...issue,
    ...change,
    updatedAt: now,
    resolvedAt: resolutionAfter(edit, now),
    deletedAt: isDeleted === undefined ? issue.deletedAt : isDeleted ? now : null,
  };
}

/** As `IssueWritesRepository.update` sets it for one issue. */
function resolutionAfter({ issue, change, resolvedAt }: IssueEdit, now: Date) {
  const { status = issue.status } = change;
  if (status === issue.status) return issue.resolvedAt;
  if (status === 'open' || status === 'in_progress') return null;
  if (resolvedAt !== undefined) return resolvedAt;
  return status === 'resolved' ? now : issue.resolvedAt;
}

/** What the history says of an edit. */
export function eventsOf(edit: IssueEdit, at: Date): EventRecord[] {
  const { issue, change, added = [], removed = [], isDeleted } = edit;
  return [
    ...changeEvents(issue, change).map(({ type, details }) => ({
      ...next(issue, type, at),
      details,
      undo: undoOf(type, issue),
    })),
    ...removed.map((label) => labelEvent(issue, 'label_removed', label, at)),
    ...added.map((label) => labelEvent(issue, 'label_added', label, at)),
    ...(isDeleted === undefined
      ? []
      : [{ ...next(issue, isDeleted ? 'deleted' : 'restored', at), details: {} }]),
  ];
}

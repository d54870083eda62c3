import { FIELD_OF, type LaterEvent } from '../../history/history.service.js';
import type { CommentEdit, StoredComment } from '../../comments/bulk-comments.service.js';
import type { IssueEdit } from '../../issues/bulk-issue-writer.service.js';
import { FIELD_CELLS, type IssueChange } from '../../issues/issue-fields.js';
import type { LabelName, LockedFields } from '../../issues/bulk-issues.service.js';
import type { RevertConflict } from '../dto/revert.dto.js';
import type { NetEffect } from './net-effect.js';

/** What the database has now. */
export interface Present {
  readonly issue: LockedFields;
  /** Since the change, oldest first. */
  readonly later: readonly LaterEvent[];
  /** Ids of labels of the issue. */
  readonly labelIds: ReadonlySet<number>;
  readonly comments: ReadonlyMap<number, StoredComment>;
  /** The labels of the change by their former ids; a deleted one has another id. */
  readonly labels: ReadonlyMap<number, LabelName>;
  readonly activeUsers: ReadonlySet<number>;
}

/** What takes a change of one issue back. */
export interface IssuePlan {
  readonly edit: IssueEdit;
  readonly comments: readonly CommentEdit[];
  readonly conflicts: readonly RevertConflict[];
}

type Conflict = Omit<RevertConflict, 'issue_id' | 'changed_by'>;

/** What was set is set back, unless somebody has changed it since: that is a conflict. */
export function planOf(effect: NetEffect, present: Present): IssuePlan {
  const { issue, later } = present;
  const conflicts: RevertConflict[] = [];
  const add = (conflict: Conflict, changedBy: number | null) =>
    conflicts.push({ issue_id: issue.id, ...conflict, changed_by: changedBy });
  const touching = (is: (event: LaterEvent) => boolean) => later.filter(is).at(-1);
  const nothing = { edit: { issue, change: {} }, comments: [], conflicts };

  const isDeleted = Boolean(issue.isDeleted);
  const wanted = wantedDeletion(effect, isDeleted);
  if (effect.isCreated && isDeleted) return nothing;
  // Nobody changes an issue that somebody has deleted.
  const deletion = isDeleted ? touching(({ type }) => type === 'deleted') : undefined;
  if (wanted === undefined && deletion) {
    add({ field: 'deleted' }, deletion.changeId);
    return nothing;
  }
  if (wanted === true) {
    // Hiding it would hide whatever has been done with it since.
    for (const [conflict, changeId] of membersOf(later)) add(conflict, changeId);
    if (conflicts.length > 0) return nothing;
    if (effect.isCreated) return { ...nothing, edit: { issue, change: {}, isDeleted: true } };
  }
  const restored = wanted === false ? touching(isDeletion) : undefined;
  if (restored) {
    add({ field: 'deleted' }, restored.changeId);
    return nothing;
  }
  const change: Record<string, unknown> = {};
  for (const { name, property, kind } of FIELD_CELLS) {
    const field = effect.fields.get(name);
    if (!field || kind.areEqual(field.from, issue[property])) continue;
    const since = touching((event) => memberOf(event).field === name);
    if (since) add({ field: name }, since.changeId);
    else if (isInactive(name, field.from, present)) add({ field: name }, null);
    else change[property] = field.from;
  }
  const labels = labelsOf(effect, present, add);
  const comments = commentsOf(effect, present, add);
  const { resolvedAt } = effect;
  const edit = { issue, change: change as IssueChange, ...labels, resolvedAt };
  return {
    edit: wanted === undefined ? edit : { ...edit, isDeleted: wanted },
    comments,
    conflicts,
  };
}

/** Whether the issue has to be hidden or shown again; undefined when it is as it should be. */
function wantedDeletion({ isCreated, deleted }: NetEffect, isDeleted: boolean) {
  const wanted = isCreated ? true : deleted?.from;
  return wanted === undefined || wanted === isDeleted ? undefined : wanted === true;
}

const isInactive = (name: string, id: unknown, { activeUsers }: Present): boolean =>
  name === 'assignee_id' && typeof id === 'number' && !activeUsers.has(id);

type Add = (conflict: Conflict, changedBy: number | null) => unknown;

function labelsOf({ labels }: NetEffect, present: Present, add: Add) {
  const added: LabelName[] = [];
  const removed: LabelName[] = [];
  for (const [id, { from, name }] of labels) {
    const label = present.labels.get(id) ?? { id, name };
    if (present.labelIds.has(label.id) === from) continue;
    // What the label of that name is now may have another id than it had.
    const isIt = ({ labelId }: LaterEvent) => labelId === id || labelId === label.id;
    const since = present.later.filter(isIt).at(-1);
    if (since) add({ field: 'labels', label: name }, since.changeId);
    else (from === true ? added : removed).push(label);
  }
  return { added, removed };
}

function commentsOf({ comments }: NetEffect, present: Present, add: Add): CommentEdit[] {
  const plans: CommentEdit[] = [];
  for (const [id, { from, undo }] of comments) {
    const now = present.comments.get(id);
    if ((now?.body ?? null) === from) continue;
    const since = present.later.filter(({ commentId }) => commentId === id).at(-1);
    if (since) add({ field: 'comments', comment_id: id }, since.changeId);
    else plans.push({ issue: present.issue, id, body: from, present: now, undo });
  }
  return plans;
}

const isDeletion = ({ type }: LaterEvent) => type === 'deleted' || type === 'restored';

/** The member of an issue that an event is about. */
function memberOf({ type, field, labelId, commentId }: LaterEvent): Conflict {
  if (labelId !== null) return { field: 'labels' };
  if (commentId !== null) return { field: 'comments', comment_id: commentId };
  return { field: field ?? FIELD_OF[type] ?? type };
}

/** Each member that events are about, with the last change of it. */
function membersOf(events: readonly LaterEvent[]): [Conflict, number | null][] {
  const found = new Map<string, [Conflict, number | null]>();
  for (const event of events) {
    const member = memberOf(event);
    found.set(JSON.stringify(member), [member, event.changeId]);
  }
  return [...found.values()];
}

import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { noteChange } from '../common/request-context.js';
import { type EventRecord, HistoryService } from '../history/history.service.js';
import type { EventType } from '../history/issue-event.entity.js';
import type { IssueStatus } from './issue.entity.js';
import { changeEvents, firstDetails, type IssueChange, type IssueValues } from './issue-fields.js';
import {
  IssueWritesRepository,
  type NewIssue,
  type PurgedIssue,
  type PurgedPart,
} from './issue-writes.repository.js';
import { labelDifferences } from './issue-edits.js';
import { labelEvent, next, undoOf } from './issue-events.js';
import type { IssueDocument, LabelName, LockedIssue } from './issues.repository.js';

/**
 * The one way to change issues, each change together with its record in the history. Every method
 * is part of a transaction, and those that take an issue need its lock to be held.
 */
@Injectable()
export class IssueWriter {
  constructor(
    private readonly rows: IssueWritesRepository,
    private readonly history: HistoryService,
    private readonly clock: Clock,
  ) {}

  reserveIds(count: number): Promise<number[]> {
    return this.rows.reserveIds(count);
  }

  /** Returns the id. */
  async createOne({ labels = [], ...issue }: LabelledIssue): Promise<number> {
    const id = await this.rows.insertOne(issue);
    await this.rows.insertLabels(labels.map((label) => ({ issue_id: id, label_id: label.id })));
    await this.history.record(beginningOf({ ...issue, labels, id }));
    return id;
  }

  /**
   * Creates an issue without labels in one statement, which checks its assignee too. Undefined where
   * there is no such statement, inside a transaction, or when the assignee is no active user.
   */
  async createAtOnce(issue: NewIssue): Promise<CreatedIssue | undefined> {
    const [created] = beginningOf({ ...issue, id: 0 });
    const part = created && this.history.partOfStatement(created);
    const found = part && (await this.rows.insertAtOnce(issue, part));
    if (!found) return undefined;
    noteChange(Number(found.change));
    return found;
  }

  /** The new ids, in the order of the issues. */
  async create(issues: readonly LabelledIssue[]): Promise<number[]> {
    const ids = await this.reserveIds(issues.length);
    await this.insert(issues.map((issue, index) => ({ ...issue, id: ids[index] ?? 0 })));
    return ids;
  }

  /** Issues under ids that have been reserved. */
  async insert(issues: readonly StoredIssue[]): Promise<void> {
    await this.rows.insert(issues);
    await this.rows.insertLabels(
      issues.flatMap(({ id, labels = [] }) =>
        labels.map((label) => ({ issue_id: id, label_id: label.id })),
      ),
    );
    await this.history.record(issues.flatMap(beginningOf));
  }

  /** Updates the issue if it is at `version`; returns whether it was. The statement alone decides. */
  async update(issue: LockedIssue, version: number, change: IssueChange): Promise<boolean> {
    const now = this.clock.now();
    if (!(await this.rows.update(issue.id, version, change, now))) return false;
    await this.history.record(
      changeEvents(issue, change).map(({ type, details }) => ({
        ...next(issue, type, now),
        details,
        undo: undoOf(type, issue),
      })),
    );
    return true;
  }

  /** Makes the labels `after` out of `before`, if the issue is at `version`; the same change nothing. */
  async replaceLabels(
    issue: LockedIssue,
    version: number,
    before: readonly LabelName[],
    after: readonly LabelName[],
  ): Promise<boolean> {
    const now = this.clock.now();
    const { added, removed } = labelDifferences(before, after);
    if (removed.length + added.length === 0) return issue.version === version;
    if (!(await this.rows.update(issue.id, version, {}, now))) return false;
    await this.rows.deleteLabels(
      issue.id,
      removed.map(({ id }) => id),
    );
    await this.rows.insertLabels(added.map(({ id }) => ({ issue_id: issue.id, label_id: id })));
    await this.history.record([
      ...removed.map((label) => labelEvent(issue, 'label_removed', label, now)),
      ...added.map((label) => labelEvent(issue, 'label_added', label, now)),
    ]);
    return true;
  }

  /** Removes the label, whose lock is held, from at most `limit` issues; returns from how many. */
  async removeLabel(label: LabelName, limit: number): Promise<number> {
    const issues = await this.rows.lockLabelled(label.id, limit);
    if (issues.length === 0) return 0;
    const now = this.clock.now();
    const ids = issues.map(({ id }) => id);
    await this.rows.deleteLabel(label.id, ids, now);
    await this.history.record(
      issues.map((issue) => labelEvent(issue, 'label_removed', label, now)),
    );
    return issues.length;
  }

  /** Hides the issue if it is at `version`. */
  delete(issue: LockedIssue, version: number): Promise<boolean> {
    const now = this.clock.now();
    return this.setDeleted(issue, version, now, next(issue, 'deleted', now));
  }

  restore(issue: LockedIssue): Promise<boolean> {
    return this.setDeleted(issue, issue.version, null, next(issue, 'restored', this.clock.now()));
  }

  /** Counts one comment more or less; the comment's own module records it. */
  countComment(id: number, by: 1 | -1): Promise<void> {
    return this.rows.addToCommentsCount(id, by);
  }

  countEndedBefore(before: Date): Promise<number> {
    return this.rows.countEndedBefore(before);
  }

  /** Removes a part of them for good, with all that belongs to them; returns it. */
  async purgeEndedBefore(before: Date, part: PurgedPart): Promise<PurgedIssue[]> {
    const issues = await this.rows.lockEndedBefore(before, part);
    if (issues.length === 0) return [];
    const ids = issues.map(({ id }) => id);
    await this.history.forget(ids);
    await this.rows.purge(ids);
    return issues;
  }

  private async setDeleted(
    issue: LockedIssue,
    version: number,
    deletedAt: Date | null,
    change: Omit<EventRecord, 'details'>,
  ): Promise<boolean> {
    if (!(await this.rows.setDeleted(issue.id, version, deletedAt, change.at))) return false;
    await this.history.record([{ ...change, details: {} }]);
    return true;
  }
}

export interface CreatedIssue extends IssueDocument {
  readonly id: number;
}

/** A new issue and the labels that it begins with. */
export type LabelledIssue = NewIssue & { readonly labels?: readonly LabelName[] };

/** One with a reserved id, and with its past events. */
export type StoredIssue = LabelledIssue & {
  readonly id: number;
  readonly events?: readonly EventRecord[];
};

/** One of which only the title must be known of its fields. */
export type PastIssue = Omit<StoredIssue, keyof IssueValues> &
  Pick<IssueValues, 'title'> &
  Partial<IssueValues>;

/** The history of an issue until it is stored; an imported one may have been resolved after its creation. */
function beginningOf({ id: issueId, events = [], ...issue }: StoredIssue): EventRecord[] {
  const { status, createdAt, resolvedAt, labels = [] } = issue;
  const resolvedLater = resolvedAt !== null && resolvedAt > createdAt;
  const first: IssueStatus = resolvedLater ? 'open' : status;
  const change = (type: EventType, details: EventRecord['details'], at: Date): EventRecord => ({
    issueId,
    type,
    version: 1,
    details,
    at,
  });
  return [
    change('created', firstDetails({ ...issue, status: first }), createdAt),
    ...labels.map((label) =>
      labelEvent({ id: issueId, version: 0 }, 'label_added', label, createdAt),
    ),
    ...events,
    ...(resolvedLater ? [change('status_changed', { from: first, to: status }, resolvedAt)] : []),
  ];
}

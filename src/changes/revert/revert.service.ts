import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { groupBy } from '../../common/group-by.js';
import { BulkCommentsService } from '../../comments/bulk-comments.service.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { HistoryService, type StoredEvent } from '../../history/history.service.js';
import { BulkIssueWriter } from '../../issues/bulk-issue-writer.service.js';
import { BulkIssuesService, MAX_BULK_ISSUES } from '../../issues/bulk-issues.service.js';
import { columnsNamed } from '../../issues/issue-fields.js';
import { toPreview } from '../../issues/dto/to-preview.js';
import { type FormerLabel, LabelsService } from '../../labels/labels.service.js';
import { UsersService } from '../../users/users.service.js';
import { ChangeNotFoundError, ChangeTooLargeError, RevertConflictError } from '../change.errors.js';
import type { OnConflict, RevertConflict, RevertResponse } from '../dto/revert.dto.js';
import { type NetEffect, netEffectOf } from './net-effect.js';
import { NewLabelsService } from './new-labels.service.js';
import { type IssuePlan, planOf } from './revert-plan.js';

/** Issues whose events are in memory at the same time, at most. */
const MAX_BATCH_ISSUES = 1_000;

/** More are only counted. */
const MAX_LISTED_CONFLICTS = 1_000;

export interface RevertOptions {
  readonly onConflict: OnConflict;
  readonly dryRun?: boolean | undefined;
  /** Issues of the change, at most; more hold up all other writers for long. */
  readonly limit?: number;
}

type Plan = IssuePlan & Pick<NetEffect, 'newLabels'>;
type Outcome = Pick<RevertResponse, 'change_id' | 'updated_count' | 'conflicts' | 'more_conflicts'>;

/** Takes changes back, by changes of their own. */
@Injectable()
export class RevertService {
  constructor(
    private readonly bulk: BulkIssuesService,
    private readonly writer: BulkIssueWriter,
    private readonly comments: BulkCommentsService,
    private readonly labels: LabelsService,
    private readonly newLabels: NewLabelsService,
    private readonly users: UsersService,
    private readonly history: HistoryService,
    private readonly runner: TransactionRunner,
  ) {}

  /**
   * Takes the change back in one transaction; a dry run says what that would change.
   *
   * @throws ChangeNotFoundError, ChangeTooLargeError, RevertConflictError
   */
  async revert(
    id: number,
    { onConflict, dryRun = false, limit = MAX_BULK_ISSUES }: RevertOptions,
  ): Promise<RevertResponse> {
    const work = async (): Promise<Outcome> => {
      this.history.begin('revert', { reverts: id });
      const issues = await this.history.countIssues(id);
      if (issues === undefined) throw new ChangeNotFoundError(id);
      if (issues > limit) throw new ChangeTooLargeError(id, issues, limit);
      return this.takeBack(id, onConflict);
    };
    if (!dryRun) return this.runner.runAlone(work);
    const { result, records } = await this.history.rehearse(work);
    return { ...result, change_id: null, ...toPreview(records) };
  }

  private async takeBack(id: number, onConflict: OnConflict): Promise<Outcome> {
    const updated = new Set<number>();
    const taken = {
      newLabels: new Set<number>(),
      removedLabels: new Set<number>(),
      deletedIssues: [] as number[],
    };
    const conflicts: RevertConflict[] = [];
    const batchIssues = Math.min(MAX_BATCH_ISSUES, this.runner.dialect.bulkRows);
    let after = 0;
    for (;;) {
      await turn();
      const ids = await this.history.issuesOf(id, after, batchIssues);
      const last = ids.at(-1);
      if (last === undefined) break;
      after = last;
      const plans = await this.plansOf(id, ids);
      conflicts.push(...plans.flatMap((plan) => plan.conflicts));
      // What would be refused is only looked through, so that all conflicts are named.
      if (onConflict === 'refuse' && conflicts.length > 0) continue;
      for (const changed of await this.apply(plans)) updated.add(changed);
      for (const { edit, newLabels } of plans) {
        for (const label of newLabels) taken.newLabels.add(label);
        for (const { id: label } of edit.removed ?? []) taken.removedLabels.add(label);
        if (edit.isDeleted) taken.deletedIssues.push(edit.issue.id);
      }
    }
    const listed = conflicts.slice(0, MAX_LISTED_CONFLICTS);
    const more = conflicts.length - listed.length;
    if (onConflict === 'refuse' && conflicts.length > 0) {
      throw new RevertConflictError(id, listed, more);
    }
    await this.newLabels.takeAway(taken, batchIssues);
    return {
      change_id: this.history.changeId ?? null,
      updated_count: updated.size,
      conflicts: listed,
      more_conflicts: more,
    };
  }

  /** Returns the ids of the issues that have changed. */
  private async apply(plans: readonly IssuePlan[]): Promise<number[]> {
    const comments = plans.flatMap((plan) => plan.comments);
    await this.comments.apply(comments);
    const updated = await this.writer.apply(plans.map(({ edit }) => edit));
    return [...updated, ...comments.map(({ issue }) => issue.id)];
  }

  /** Locks the issues, and compares what the change has done with what there is now. */
  private async plansOf(id: number, ids: readonly number[]): Promise<Plan[]> {
    const events = await this.history.eventsOf(id, ids);
    const byIssue = groupBy(events, ({ issueId }) => issueId);
    const effects = new Map([...byIssue].map(([issue, its]) => [issue, netEffectOf(its)]));
    const all = [...effects.values()];
    const names = new Set(all.flatMap(({ fields }) => [...fields.keys()]));
    const issues = await this.bulk.lockAny(ids, columnsNamed(names));
    const lastIds = new Map([...byIssue].map(([issue, its]) => [issue, lastOf(its)]));
    const later = await this.history.eventsAfter(Math.min(...lastIds.values()), ids);
    const laterByIssue = groupBy(later, ({ issueId }) => issueId);
    const labels = await this.labels.revive(labelsOf(all));
    const labelled = await this.bulk.labelsOf(
      ids,
      [...labels.values()].map((label) => label.id),
    );
    const comments = groupBy(
      await this.comments.find(all.flatMap((one) => [...one.comments.keys()])),
      (comment) => comment.issueId,
    );
    const activeUsers = await this.users.lockActive(assigneesOf(all));
    return [...effects].flatMap(([issueId, effect]) => {
      const issue = issues.get(issueId);
      const last = lastIds.get(issueId) ?? 0;
      if (!issue) return [];
      const plan = planOf(effect, {
        issue,
        later: (laterByIssue.get(issueId) ?? []).filter((event) => event.id > last),
        labelIds: labelled.get(issueId) ?? new Set(),
        labels,
        comments: new Map((comments.get(issueId) ?? []).map((one) => [one.id, one])),
        activeUsers,
      });
      return { ...plan, newLabels: effect.newLabels };
    });
  }
}

const lastOf = (events: readonly StoredEvent[]): number => events.at(-1)?.id ?? 0;

/** The labels that issues get back or lose. */
const labelsOf = (effects: readonly NetEffect[]): FormerLabel[] =>
  effects.flatMap(({ labels, isCreated }) =>
    isCreated
      ? []
      : [...labels].map(([id, { name, from }]) => ({ id, name, isNeeded: from === true })),
  );

const assigneesOf = (effects: readonly NetEffect[]): number[] => [
  ...new Set(
    effects.flatMap(({ fields }) => {
      const { from } = fields.get('assignee_id') ?? {};
      return typeof from === 'number' ? [from] : [];
    }),
  ),
];

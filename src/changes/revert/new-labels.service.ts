import { Injectable } from '@nestjs/common';
import { partsOf } from '../../common/turns.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { BulkIssueWriter } from '../../issues/bulk-issue-writer.service.js';
import { BulkIssuesService, type LabelName } from '../../issues/bulk-issues.service.js';
import { LabelsService } from '../../labels/labels.service.js';

/** What a revert has done with labels and issues, by their ids. */
export interface TakenBack {
  /** Labels that the reverted change has created. */
  readonly newLabels: ReadonlySet<number>;
  /** Labels that issues have lost. */
  readonly removedLabels: ReadonlySet<number>;
  /** Issues that have been deleted. */
  readonly deletedIssues: readonly number[];
}

/** Takes away the labels that a reverted change has created. */
@Injectable()
export class NewLabelsService {
  constructor(
    private readonly bulk: BulkIssuesService,
    private readonly writer: BulkIssueWriter,
    private readonly labels: LabelsService,
    private readonly runner: TransactionRunner,
  ) {}

  /**
   * Part of the transaction of a revert: deletes the new labels that nobody has changed or given to another
   * issue; deleted issues lose them. One that the revert takes from no issue stays: no event would say so, and
   * a revert of the revert would not bring it back.
   */
  async takeAway({ newLabels, removedLabels, deletedIssues }: TakenBack): Promise<void> {
    if (newLabels.size === 0) return;
    const free = await this.labels.lockFree([...newLabels], deletedIssues);
    if (free.length === 0) return;
    const byId = new Map(free.map((label) => [label.id, label]));
    const lost = new Set(removedLabels);
    for await (const part of partsOf(deletedIssues, this.runner.dialect.bulkRows)) {
      for (const id of await this.removeFrom(part, byId)) lost.add(id);
    }
    await this.labels.deleteUnlinked([...byId.keys()].filter((id) => lost.has(id)));
  }

  /** Returns the ids of the labels that the issues have lost. */
  private async removeFrom(
    issueIds: readonly number[],
    labels: ReadonlyMap<number, LabelName>,
  ): Promise<number[]> {
    const issues = await this.bulk.lockAny(issueIds, []);
    const linked = await this.bulk.labelsOf(issueIds, [...labels.keys()]);
    await this.writer.apply(
      [...issues.values()].map((issue) => ({
        issue,
        change: {},
        removed: [...(linked.get(issue.id) ?? [])].flatMap((id) => labels.get(id) ?? []),
      })),
    );
    return [...linked.values()].flatMap((ids) => [...ids]);
  }
}

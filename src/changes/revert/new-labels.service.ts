import { Injectable } from '@nestjs/common';
import { partsOf } from '../../common/turns.js';
import { BulkIssueWriter } from '../../issues/bulk-issue-writer.service.js';
import { BulkIssuesService } from '../../issues/bulk-issues.service.js';
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
  ) {}

  /**
   * Part of the transaction of a revert: deletes the new labels that nobody has changed or given to another
   * issue; deleted issues lose them. One that the revert takes from no issue stays: no event would say so, and
   * a revert of the revert would not bring it back.
   *
   * @param batchIssues issues that are changed together
   */
  async takeAway(
    { newLabels, removedLabels, deletedIssues }: TakenBack,
    batchIssues: number,
  ): Promise<void> {
    if (newLabels.size === 0) return;
    const free = await this.labels.lockFree([...newLabels], deletedIssues);
    if (free.length === 0) return;
    const ids = new Set(free.map(({ id }) => id));
    const lost = new Set(removedLabels);
    for await (const part of partsOf(deletedIssues, batchIssues)) {
      for (const id of await this.removeFrom(part, ids)) lost.add(id);
    }
    await this.labels.deleteUnlinked([...ids].filter((id) => lost.has(id)));
  }

  /** Returns the ids of the labels that the issues have lost. */
  private async removeFrom(
    issueIds: readonly number[],
    labelIds: ReadonlySet<number>,
  ): Promise<number[]> {
    const issues = await this.bulk.lockAny(issueIds, []);
    const labels = await this.bulk.allLabelsOf(issueIds);
    const edits = [...issues.values()].map((issue) => {
      const removed = (labels.get(issue.id) ?? []).filter(({ id }) => labelIds.has(id));
      return { issue, change: {}, removed: removed.sort((one, other) => one.id - other.id) };
    });
    await this.writer.apply(edits);
    return edits.flatMap(({ removed }) => removed.map(({ id }) => id));
  }
}

import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '../database/transaction-runner.js';
import { LabelsService } from '../labels/labels.service.js';
import { IssueWriter } from './issue-writer.js';

/** Issues of a transaction: few enough that no other writer waits long. */
const BATCH_ISSUES = 500;

/** Part of issues, since it changes them: labels know nothing of issues. */
@Injectable()
export class LabelDeletionService {
  constructor(
    private readonly labels: LabelsService,
    private readonly issues: IssueWriter,
    private readonly runner: TransactionRunner,
  ) {}

  /**
   * Removes the label from every issue, each of which has a new version and an event, and deletes it.
   * With more than 500 issues this is several transactions, between which others write; whoever repeats
   * an interrupted one deletes the rest.
   *
   * @throws LabelNotFoundError
   */
  async delete(id: number): Promise<void> {
    while (!(await this.runner.runAlone(() => this.deletePart(id))));
  }

  /** Returns whether that was all. */
  private async deletePart(id: number): Promise<boolean> {
    const removed = await this.issues.removeLabel(await this.labels.lock(id), BATCH_ISSUES);
    if (removed === BATCH_ISSUES) return false;
    await this.labels.delete(id);
    return true;
  }
}

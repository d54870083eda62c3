import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '../database/transaction-runner.js';
import { HistoryService } from '../history/history.service.js';
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
    private readonly history: HistoryService,
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
    const change: { id?: number | undefined } = {};
    while (!(await this.runner.runAlone(() => this.deletePart(id, change))));
  }

  /** Returns whether that was all; all parts are one change. */
  private async deletePart(id: number, change: { id?: number | undefined }): Promise<boolean> {
    this.history.begin('label_deletion', { id: change.id });
    const removed = await this.issues.removeLabel(await this.labels.lock(id), BATCH_ISSUES);
    change.id = this.history.changeId;
    if (removed === BATCH_ISSUES) return false;
    await this.labels.delete(id);
    return true;
  }
}

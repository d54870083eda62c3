import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '../database/transaction-runner.js';
import { LabelsService } from '../labels/labels.service.js';
import { IssueWriter } from './issue-writer.js';

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
   *
   * @throws LabelNotFoundError
   */
  delete(id: number): Promise<void> {
    return this.runner.runAlone(async () => {
      await this.issues.removeLabel(await this.labels.lock(id));
      await this.labels.delete(id);
    });
  }
}

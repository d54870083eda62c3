import { Injectable } from '@nestjs/common';
import { CommentsService } from '../../comments/comments.service.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { HistoryService } from '../../history/history.service.js';
import { IssuesService } from '../../issues/issues.service.js';
import { LabelsService } from '../../labels/labels.service.js';
import { UsersService } from '../../users/users.service.js';
import { SAMPLE_ISSUES, SAMPLE_LABELS, SAMPLE_USERS, type SampleUser } from './sample-data.js';

export interface Seeded {
  readonly users: number;
  readonly labels: number;
  readonly issues: number;
}

@Injectable()
export class SeedService {
  constructor(
    private readonly users: UsersService,
    private readonly labels: LabelsService,
    private readonly issues: IssuesService,
    private readonly comments: CommentsService,
    private readonly history: HistoryService,
    private readonly runner: TransactionRunner,
  ) {}

  /**
   * Loads the sample data in one transaction.
   *
   * @throws DuplicateUserError, DuplicateLabelError when some of it exists already
   */
  seed(): Promise<Seeded> {
    return this.runner.runAlone(async () => {
      this.history.begin('sample_data');
      const ids = new Map<SampleUser, number>();
      for (const user of SAMPLE_USERS) {
        ids.set(user.username, (await this.users.create(user)).parse().id);
      }
      for (const label of SAMPLE_LABELS) await this.labels.create(label);
      for (const sample of SAMPLE_ISSUES) {
        const { assignee, labels, comments, external, ...fields } = sample;
        const assignee_id = assignee === null ? null : (ids.get(assignee) ?? null);
        const request = { ...fields, assignee_id, label_names: [...labels] };
        const { id } = await this.issues.create(request, external);
        for (const { author, body } of comments) {
          await this.comments.create(id, { body, author_id: ids.get(author) ?? 0 });
        }
      }
      return {
        users: SAMPLE_USERS.length,
        labels: SAMPLE_LABELS.length,
        issues: SAMPLE_ISSUES.length,
      };
    });
  }
}

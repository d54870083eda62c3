import { Injectable } from '@nestjs/common';
import type { Precondition } from '../common/precondition.js';
import { againIfDuplicate } from '../database/again-if-duplicate.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { LabelsService } from '../labels/labels.service.js';
import { UsersService } from '../users/users.service.js';
import { BulkIssueWriter } from './bulk-issue-writer.service.js';
import type { ExternalId, ExternalIssueRequest } from './dto/external-id.dto.js';
import { NoExternalIssueError } from './issue.errors.js';
import { differences } from './issue-fields.js';
import { labelDifferences } from './issue-edits.js';
import { type IssueDocument, IssuesRepository, type LockedIssue } from './issues.repository.js';
import { IssuesService } from './issues.service.js';

/** The issue, and its id if it is new. */
export interface PutIssue {
  readonly issue: IssueDocument;
  readonly createdId: number | undefined;
}

/** Issues by the ids that they have in another tracker. */
@Injectable()
export class ExternalIssuesService {
  constructor(
    private readonly issues: IssuesService,
    private readonly repository: IssuesRepository,
    private readonly writer: BulkIssueWriter,
    private readonly users: UsersService,
    private readonly labels: LabelsService,
    private readonly runner: TransactionRunner,
  ) {}

  /**
   * Creates the issue with this external id, or makes the present one have what the request has: one
   * change, or none. Of any number of concurrent calls one creates it.
   *
   * @throws NoExternalIssueError, PreconditionFailedError, VersionConflictError, UnknownUserError
   */
  put(
    external: ExternalId,
    request: ExternalIssueRequest,
    precondition: Precondition = {},
  ): Promise<PutIssue> {
    return againIfDuplicate(() =>
      this.runner.run(async () => {
        const issue = await this.repository.lockExternal(external);
        if (issue) {
          await this.update(issue, request, precondition);
          return { issue: await this.issues.get(issue.id), createdId: undefined };
        }
        if (precondition.ifMatch) throw new NoExternalIssueError(external, 'If-Match');
        if (request.version !== undefined) throw new NoExternalIssueError(external);
        const created = await this.issues.create(request, external);
        return { issue: created, createdId: created.id };
      }),
    );
  }

  private async update(
    issue: LockedIssue,
    request: ExternalIssueRequest,
    precondition: Precondition,
  ): Promise<void> {
    await this.issues.requireMet(issue, precondition);
    const { version = issue.version, label_names, ...fields } = request;
    if (version !== issue.version) {
      throw await this.issues.conflict(issue, version, { pointer: '/version' });
    }
    const change = differences(issue, fields);
    if (typeof change.assigneeId === 'number') {
      await this.users.requireActive(change.assigneeId, '/assignee_id');
    }
    const before = await this.repository.findLabels(issue.id);
    const after = label_names ? await this.labels.ensure(label_names) : before;
    await this.writer.apply([{ issue, change, ...labelDifferences(before, after) }]);
  }
}

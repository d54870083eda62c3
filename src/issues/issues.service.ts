import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import type { Slice } from '../common/dto/page.dto.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { LabelsService } from '../labels/labels.service.js';
import { UsersService } from '../users/users.service.js';
import type {
  BulkStatusRequest,
  CreateIssueRequest,
  ListIssuesQuery,
  ReplaceLabelsRequest,
  UpdateIssueRequest,
} from './dto/issue-requests.dto.js';
import type { Issue } from './issue.entity.js';
import {
  BulkVersionConflictError,
  IssueNotFoundError,
  UnknownIssuesError,
  VersionConflictError,
} from './issue.errors.js';
import { type IssueChange, IssuesRepository, type NewIssue } from './issues.repository.js';

@Injectable()
export class IssuesService {
  constructor(
    private readonly issues: IssuesRepository,
    private readonly users: UsersService,
    private readonly labels: LabelsService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  list(query: ListIssuesQuery): Promise<Slice<Issue>> {
    const { status, priority, assignee_id, page, page_size } = query;
    const filter = {
      statuses: status,
      priorities: priority,
      assigneeId:
        assignee_id === undefined ? undefined : assignee_id === 'none' ? null : Number(assignee_id),
    };
    return this.runner.read(() => this.issues.findPage(filter, (page - 1) * page_size, page_size));
  }

  /** The issue with its first comments. @throws IssueNotFoundError */
  get(id: number): Promise<Issue> {
    return this.runner.read(async () => {
      const issue = await this.find(id);
      issue.comments = await this.issues.findComments(id);
      return issue;
    });
  }

  /** @throws UnknownUserError when the assignee is not an active user */
  create(request: CreateIssueRequest): Promise<Issue> {
    return this.runner.run(async () => {
      await this.requireAssignee(request.assignee_id);
      const [id] = await this.issues.insert([newIssue(request, this.clock.now())]);
      return this.find(id ?? 0);
    });
  }

  /**
   * Changes what differs, if the issue is at the given version.
   *
   * @throws IssueNotFoundError, VersionConflictError, UnknownUserError
   */
  update(id: number, { version, ...request }: UpdateIssueRequest): Promise<Issue> {
    return this.runner.run(async () => {
      const issue = await this.issues.lock(id);
      if (!issue) throw new IssueNotFoundError(id);
      const change = differences(issue, request);
      await this.requireAssignee(change.assigneeId);
      const unchanged = Object.keys(change).length === 0 && issue.version === version;
      if (!unchanged && !(await this.issues.update(id, version, change, this.clock.now()))) {
        throw new VersionConflictError(id, issue.version, version);
      }
      return this.find(id);
    });
  }

  /**
   * Makes these the labels of the issue, all of them or none; unknown ones are created.
   *
   * @throws IssueNotFoundError, VersionConflictError
   */
  replaceLabels(id: number, { label_names, version }: ReplaceLabelsRequest): Promise<Issue> {
    return this.runner.run(async () => {
      // First the issue, whose lock puts the calls for one issue in a row; then its labels.
      if (!(await this.issues.touch(id, version, this.clock.now()))) {
        const { version: current } = await this.find(id);
        throw new VersionConflictError(id, current, version ?? 0);
      }
      const labels = await this.labels.ensure(label_names);
      await this.issues.replaceLabels(
        id,
        labels.map((label) => label.id),
      );
      return this.find(id);
    });
  }

  /**
   * Sets the status of every issue named, or of none; how many there were.
   *
   * @throws UnknownIssuesError, BulkVersionConflictError
   */
  setStatus({ issue_ids, status, versions = {} }: BulkStatusRequest): Promise<number> {
    return this.runner.run(async () => {
      const current = await this.issues.lockVersions(issue_ids);
      const missing = issue_ids.filter((id) => !current.has(id));
      if (missing.length > 0) throw new UnknownIssuesError(missing);
      const conflicts = issue_ids.flatMap((id) => {
        const expected = versions[String(id)];
        const found = current.get(id) ?? 0;
        return expected === undefined || expected === found
          ? []
          : [{ id, expected_version: expected, current_version: found }];
      });
      if (conflicts.length > 0) throw new BulkVersionConflictError(conflicts);
      return this.issues.updateStatus(issue_ids, status, this.clock.now());
    });
  }

  /** Part of a transaction: counts one comment more or less. @throws IssueNotFoundError */
  async countComment(id: number, by: 1 | -1): Promise<void> {
    if (!(await this.issues.addToCommentsCount(id, by))) throw new IssueNotFoundError(id);
  }

  /** @throws IssueNotFoundError */
  async requireExisting(id: number): Promise<void> {
    if (!(await this.issues.exists(id))) throw new IssueNotFoundError(id);
  }

  private async find(id: number): Promise<Issue> {
    const issue = await this.issues.findById(id);
    if (!issue) throw new IssueNotFoundError(id);
    return issue;
  }

  private async requireAssignee(id: number | null | undefined): Promise<void> {
    if (typeof id === 'number') await this.users.requireActive(id, '/assignee_id');
  }
}

/** The row of a request, with the defaults of the contract. */
export function newIssue(request: CreateIssueRequest, now: Date): NewIssue {
  const status = request.status ?? 'open';
  return {
    title: request.title,
    description: request.description ?? null,
    status,
    priority: request.priority ?? 'medium',
    assigneeId: request.assignee_id ?? null,
    createdAt: now,
    updatedAt: now,
    resolvedAt: status === 'resolved' ? now : null,
  };
}

function differences(issue: Issue, request: Omit<UpdateIssueRequest, 'version'>): IssueChange {
  const wanted: IssueChange = {
    title: request.title,
    description: request.description,
    status: request.status,
    priority: request.priority,
    assigneeId: request.assignee_id,
  };
  return Object.fromEntries(
    (Object.entries(wanted) as [keyof IssueChange, unknown][]).filter(
      ([field, value]) => value !== undefined && value !== issue[field],
    ),
  );
}

import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { type FieldLocation, ValidationError } from '../common/errors/coded-error.js';
import { type Precondition, unmetHeader } from '../common/precondition.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { HistoryService } from '../history/history.service.js';
import { LabelsService } from '../labels/labels.service.js';
import { UsersService } from '../users/users.service.js';
import type { CreateIssueRequest, UpdateIssueRequest } from './dto/issue-requests.dto.js';
import type { ExternalId } from './dto/external-id.dto.js';
import { DETAIL_MEMBERS, membersOf } from './dto/issue.document.js';
import { differences, initialValues } from './issue-fields.js';
import {
  IssueNotFoundError,
  PreconditionFailedError,
  VersionConflictError,
} from './issue.errors.js';
import { type CreatedIssue, IssueWriter, type PastIssue } from './issue-writer.js';
import type { PurgedIssue, PurgedPart } from './issue-writes.repository.js';
import {
  type DetailMember,
  type IssueDocument,
  type IssueKey,
  IssuesRepository,
  type LockedIssue,
  type SparseIssue,
} from './issues.repository.js';
import { newIssue } from './new-issue.js';

export type { PurgedIssue } from './issue-writes.repository.js';

/** The location of the version in the request. */
const IN_BODY: FieldLocation = { pointer: '/version' };
const IN_QUERY: FieldLocation = { parameter: 'version' };

@Injectable()
export class IssuesService {
  constructor(
    private readonly issues: IssuesRepository,
    private readonly writer: IssueWriter,
    private readonly users: UsersService,
    private readonly labels: LabelsService,
    private readonly history: HistoryService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** The issue with its first comments. @throws IssueNotFoundError */
  async get(key: IssueKey): Promise<IssueDocument> {
    const issue = await this.issues.findDocument(key);
    if (!issue) throw new IssueNotFoundError(key);
    return issue;
  }

  /** The issue with only these members, in the order of the others. @throws IssueNotFoundError */
  async getSparse(key: IssueKey, fields: readonly DetailMember[]): Promise<SparseIssue> {
    const issue = await this.issues.findSparse(key, membersOf(DETAIL_MEMBERS, fields));
    if (!issue) throw new IssueNotFoundError(key);
    return issue;
  }

  /**
   * Creates an issue that has its labels from its first version on; unknown ones are created.
   *
   * @throws UnknownUserError when the assignee is not an active user
   */
  async create(request: CreateIssueRequest, external?: ExternalId): Promise<CreatedIssue> {
    const { label_names = [] } = request;
    if (label_names.length === 0 && !external) {
      const created = await this.writer.createAtOnce(newIssue(request, this.clock.now()));
      if (created) return created;
    }
    return this.runner.run(async () => {
      await this.requireAssignee(request.assignee_id);
      const labels = await this.labels.ensure(label_names);
      const issue = newIssue(request, this.clock.now(), external);
      const id = await this.writer.createOne({ ...issue, labels });
      return { id, ...(await this.get(id)) };
    });
  }

  /**
   * Updates the fields that differ, if the issue is at the version that the request or its `If-Match` names.
   *
   * @throws IssueNotFoundError, PreconditionFailedError, VersionConflictError, UnknownUserError
   */
  update(
    id: number,
    request: UpdateIssueRequest,
    precondition: Precondition = {},
  ): Promise<IssueDocument> {
    const { version } = request;
    requireEither(version, precondition, IN_BODY);
    return this.runner.run(async () => {
      const issue = await this.lock(id, precondition);
      const expected = version ?? issue.version;
      const change = differences(issue, request);
      if (Object.keys(change).length === 0 && issue.version === expected) return this.get(id);
      if (issue.version === expected) await this.requireAssignee(change.assigneeId);
      if (!(await this.writer.update(issue, expected, change))) {
        throw await this.conflict(issue, expected, IN_BODY);
      }
      return this.get(id);
    });
  }

  /**
   * Hides the issue, with its comments and its history, until it is restored.
   *
   * @throws IssueNotFoundError, PreconditionFailedError, VersionConflictError
   */
  delete(id: number, version?: number, precondition: Precondition = {}): Promise<void> {
    requireEither(version, precondition, IN_QUERY);
    return this.runner.run(async () => {
      const issue = await this.lock(id, precondition);
      const expected = version ?? issue.version;
      if (!(await this.writer.delete(issue, expected))) {
        throw await this.conflict(issue, expected, IN_QUERY);
      }
    });
  }

  /** Shows a deleted issue again; one that is not deleted stays as it is. @throws IssueNotFoundError */
  restore(id: number): Promise<IssueDocument> {
    return this.runner.run(async () => {
      const issue = await this.issues.lock(id);
      if (!issue) throw new IssueNotFoundError(id);
      if (issue.isDeleted) await this.writer.restore(issue);
      return this.get(id);
    });
  }

  /** The number of issues that were resolved or deleted before that time. */
  countEndedBefore(before: Date): Promise<number> {
    return this.runner.read(() => this.writer.countEndedBefore(before));
  }

  /** Removes at most `limit` of them for good, in one transaction, by their ids; returns them. */
  purgeEndedBefore(before: Date, part: PurgedPart): Promise<PurgedIssue[]> {
    return this.runner.runAlone(() => this.writer.purgeEndedBefore(before, part));
  }

  /** Part of a transaction: ids for issues that are stored in it later. */
  reserveIds(count: number): Promise<number[]> {
    return this.writer.reserveIds(count);
  }

  /** Part of a transaction: stores issues with their past events; absent fields take their defaults. */
  storePast(issues: readonly PastIssue[]): Promise<void> {
    return this.writer.insert(issues.map((issue) => ({ ...initialValues(issue), ...issue })));
  }

  /** Part of a transaction: reads and locks the issue. @throws PreconditionFailedError */
  async lock(id: number, precondition: Precondition = {}): Promise<LockedIssue> {
    const issue = await this.issues.lock(id);
    if (!issue || issue.isDeleted) throw new IssueNotFoundError(id);
    await this.requireMet(issue, precondition);
    return issue;
  }

  /** Part of a transaction that holds the lock. @throws PreconditionFailedError */
  async requireMet({ id, version }: LockedIssue, precondition: Precondition): Promise<void> {
    const header = unmetHeader(precondition, version);
    if (header === undefined) return;
    const { ifMatch = [] } = precondition;
    const changedFields =
      header === 'If-Match' && ifMatch !== '*'
        ? await this.history.changedFields(id, Math.max(0, ...ifMatch))
        : [];
    throw new PreconditionFailedError({ id, current: version, changedFields }, header);
  }

  /** Part of a transaction that holds the lock: adds `by` to the number of comments. */
  countComment(id: number, by: 1 | -1): Promise<void> {
    return this.writer.countComment(id, by);
  }

  /** @throws IssueNotFoundError */
  async requireExisting(id: number): Promise<void> {
    if (!(await this.issues.exists(id))) throw new IssueNotFoundError(id);
  }

  /** Part of a transaction: the error that the issue is not at the version that was `given`. */
  async conflict(
    { id, version }: LockedIssue,
    given: number,
    location: FieldLocation,
  ): Promise<VersionConflictError> {
    const changedFields = await this.history.changedFields(id, given);
    return new VersionConflictError({ id, current: version, changedFields }, given, location);
  }

  private async requireAssignee(id: number | null | undefined): Promise<void> {
    if (typeof id === 'number') await this.users.requireActive(id, '/assignee_id');
  }
}

function requireEither(
  version: number | undefined,
  { ifMatch }: Precondition,
  location: FieldLocation,
): void {
  if (version !== undefined || ifMatch) return;
  const detail = 'is required, unless If-Match names the version';
  throw new ValidationError([{ ...location, code: 'defined', detail }]);
}

import { Injectable } from '@nestjs/common';
import { type FieldLocation, ValidationError } from '../common/errors/coded-error.js';
import type { Precondition } from '../common/precondition.js';
import { caseKey } from '../common/text.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { MAX_LABELS } from '../labels/dto/label-names.decorator.js';
import { LabelsService } from '../labels/labels.service.js';
import type { AddLabelsRequest, ReplaceLabelsRequest } from './dto/issue-labels.dto.js';
import { IssueLabelNotFoundError } from './issue.errors.js';
import { IssueWriter } from './issue-writer.js';
import { type IssueDocument, IssuesRepository, type LabelName } from './issues.repository.js';
import { IssuesService } from './issues.service.js';

/** The version that the issue must be at, and where the request has it. */
interface Expected {
  readonly version: number | undefined;
  readonly location: FieldLocation;
  readonly precondition: Precondition;
}

/**
 * Changes of the labels of one issue: each is one transaction, and raises the version if it changes
 * something. All throw IssueNotFoundError, PreconditionFailedError and VersionConflictError.
 */
@Injectable()
export class IssueLabelsService {
  constructor(
    private readonly issues: IssuesService,
    private readonly repository: IssuesRepository,
    private readonly writer: IssueWriter,
    private readonly labels: LabelsService,
    private readonly runner: TransactionRunner,
  ) {}

  /** The issue has these labels and no other; unknown ones are created. */
  replace(
    id: number,
    { label_names, version }: ReplaceLabelsRequest,
    precondition: Precondition = {},
  ): Promise<IssueDocument> {
    return this.change(id, { version, precondition, location: IN_BODY }, () =>
      this.labels.ensure(label_names),
    );
  }

  /** The issue has these labels too; unknown ones are created. @throws ValidationError for too many */
  add(
    id: number,
    { label_names, version }: AddLabelsRequest,
    precondition: Precondition = {},
  ): Promise<IssueDocument> {
    return this.change(id, { version, precondition, location: IN_BODY }, async (before) => {
      const added = await this.labels.ensure(label_names);
      const after = [...new Map([...before, ...added].map((label) => [label.id, label])).values()];
      if (after.length > MAX_LABELS) throw tooMany(after.length);
      return after;
    });
  }

  /** The issue loses the label of this name, in any case. @throws IssueLabelNotFoundError */
  remove(
    id: number,
    name: string,
    version?: number,
    precondition: Precondition = {},
  ): Promise<IssueDocument> {
    return this.change(id, { version, precondition, location: IN_QUERY }, (before) => {
      const after = before.filter((label) => caseKey(label.name) !== caseKey(name));
      if (after.length === before.length) throw new IssueLabelNotFoundError(id, name);
      return after;
    });
  }

  private change(
    id: number,
    { version, precondition, location }: Expected,
    next: (before: readonly LabelName[]) => LabelName[] | Promise<LabelName[]>,
  ): Promise<IssueDocument> {
    return this.runner.run(async () => {
      // Lock the issue first, which serializes calls for one issue; then read its labels.
      const issue = await this.issues.lock(id, precondition);
      const expected = version ?? issue.version;
      const before = await this.repository.findLabels(id);
      const after = await next(before);
      if (!(await this.writer.replaceLabels(issue, expected, before, after))) {
        throw await this.issues.conflict(issue, expected, location);
      }
      return this.issues.get(id);
    });
  }
}

const IN_BODY: FieldLocation = { pointer: '/version' };
const IN_QUERY: FieldLocation = { parameter: 'version' };

const tooMany = (labels: number): ValidationError =>
  new ValidationError([
    {
      pointer: '/label_names',
      code: 'max_labels',
      detail: `The issue would have ${String(labels)} labels; ${String(MAX_LABELS)} are allowed.`,
    },
  ]);

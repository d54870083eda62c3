import { Injectable } from '@nestjs/common';
import { ValidationError } from '../common/errors/coded-error.js';
import { partsOf } from '../common/turns.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { HistoryService } from '../history/history.service.js';
import { MAX_LABELS } from '../labels/dto/label-names.decorator.js';
import { BulkIssueWriter } from './bulk-issue-writer.service.js';
import type { BulkStatusRequest } from './dto/issue-requests.dto.js';
import { type BulkStatusResponse, toBulkStatusResponse } from './dto/issue-responses.dto.js';
import type { PreviewResponse } from './dto/preview.dto.js';
import {
  BulkCountConflictError,
  BulkTooLargeError,
  BulkVersionConflictError,
  UnknownIssuesError,
} from './issue.errors.js';
import { differences, type IssueColumn } from './issue-fields.js';
import { IssuesRepository, type LabelName, type LockedFields } from './issues.repository.js';
import { toPreview } from './dto/to-preview.js';
import type { IssueFilter } from './list/issue-list.js';
import { IssueListRepository } from './list/issue-list.repository.js';

export type { LabelName, LockedFields } from './issues.repository.js';

/** A bulk change of more issues takes long. */
const MAX_SHORT_ISSUES = 100;

export const MAX_BULK_ISSUES = 10_000;

/** Characters that a bulk change may write or record, over all issues. */
const MAX_BULK_CHARACTERS = 32_000_000;

/** Reading takes less than changing. */
const READ_PARTS = 2;

/** The issues of a request, and where it has them. */
export interface BulkItems {
  readonly ids: readonly number[];
  /** Of some of them. */
  readonly versions: ReadonlyMap<number, number>;
  readonly pointer: string;
  readonly pointerToVersion: (id: number) => string;
}

/** Changes of many issues: all or none. */
@Injectable()
export class BulkIssuesService {
  constructor(
    private readonly issues: IssuesRepository,
    private readonly lists: IssueListRepository,
    private readonly writer: BulkIssueWriter,
    private readonly history: HistoryService,
    private readonly runner: TransactionRunner,
  ) {}

  count(filter: IssueFilter): Promise<number> {
    return this.lists.count(filter);
  }

  /** A transaction for a change of this many issues; a dry run stores nothing, and says what would change. */
  async run<T>(
    issues: number,
    dryRun: boolean,
    work: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly preview?: PreviewResponse }> {
    const change = () => {
      this.history.begin('bulk');
      return work();
    };
    if (dryRun) {
      const { result, records } = await this.history.rehearse(change);
      return { result, preview: toPreview(records) };
    }
    const isLong = issues > MAX_SHORT_ISSUES;
    return { result: await this.runner[isLong ? 'runAlone' : 'run'](change) };
  }

  /**
   * Sets the status of all these issues, or of none.
   *
   * @throws UnknownIssuesError, BulkVersionConflictError
   */
  async setStatus(request: BulkStatusRequest, dryRun = false): Promise<BulkStatusResponse> {
    const { issue_ids, status, versions = {} } = request;
    const { result, preview } = await this.run(issue_ids.length, dryRun, async () => {
      const issues = await this.lock(
        {
          ids: issue_ids,
          versions: new Map(Object.entries(versions).map(([id, at]) => [Number(id), at])),
          pointer: '/issue_ids',
          pointerToVersion: (id) => `/versions/${String(id)}`,
        },
        ['status'],
      );
      await this.writer.apply(
        issues.map((issue) => ({ issue, change: differences(issue, { status }) })),
      );
      return issues.length;
    });
    return { ...toBulkStatusResponse(request, result), ...preview };
  }

  /**
   * Part of a transaction: locks the issues, which have to exist and to be at these versions; returns
   * them with these fields.
   *
   * @param characters of the texts that each of them gets
   * @throws UnknownIssuesError, BulkVersionConflictError, BulkTooLargeError
   */
  async lock(
    { ids, versions, pointer, pointerToVersion }: BulkItems,
    fields: readonly IssueColumn[],
    characters = 0,
  ): Promise<LockedFields[]> {
    const found = new Map(
      (await this.lockAll(ids, fields, characters)).map((issue) => [issue.id, issue]),
    );
    const missing = ids.filter((id) => found.get(id)?.isDeleted ?? true);
    if (missing.length > 0) throw new UnknownIssuesError(missing, pointer);
    const issues = [...found.values()];
    const conflicts = issues.flatMap(({ id, version }) => {
      const expected = versions.get(id) ?? version;
      return expected === version
        ? []
        : [{ id, expected_version: expected, current_version: version }];
    });
    if (conflicts.length > 0) throw new BulkVersionConflictError(conflicts, pointerToVersion);
    return issues;
  }

  /**
   * Part of a transaction: locks the issues that a filter finds.
   *
   * @throws BulkCountConflictError when their number is another one; BulkTooLargeError
   */
  async lockMatching(
    filter: IssueFilter,
    expected: number,
    fields: readonly IssueColumn[],
    characters: number,
  ): Promise<LockedFields[]> {
    const ids = await this.lists.lock(filter, MAX_BULK_ISSUES + 1);
    if (ids.length !== expected) {
      const found = ids.length > MAX_BULK_ISSUES ? await this.lists.count(filter) : ids.length;
      throw new BulkCountConflictError(expected, found);
    }
    return this.lockAll(ids, fields, characters);
  }

  /**
   * Part of a transaction that holds the locks: by issue, the labels that it does not have yet and
   * those that it has.
   *
   * @throws ValidationError when an issue would have too many
   */
  async labelEdits(
    ids: readonly number[],
    { added, removed }: LabelChange,
  ): Promise<Map<number, LabelChange>> {
    if (added.length + removed.length === 0) return new Map();
    const labelIds = [...added, ...removed].map(({ id }) => id);
    const labelled = await this.labelsOf(ids, labelIds);
    const edits: [number, LabelChange][] = [];
    for await (const part of this.parts(ids)) {
      for (const issueId of part) {
        const has = ({ id }: LabelName) => labelled.get(issueId)?.has(id) ?? false;
        const missing = added.filter((label) => !has(label));
        edits.push([issueId, { added: missing, removed: removed.filter(has) }]);
      }
    }
    if (added.length > 0) await this.requireFewLabels(ids, edits);
    return new Map(edits);
  }

  private async requireFewLabels(
    ids: readonly number[],
    edits: readonly (readonly [id: number, change: LabelChange])[],
  ): Promise<void> {
    const most = edits.reduce((so, [, { added }]) => Math.max(so, added.length), 0);
    const counts = new Map<number, number>();
    for await (const part of this.parts(ids)) {
      const some = await this.issues.countLabels(part, MAX_LABELS - most + 1);
      for (const [id, count] of some) counts.set(id, count);
    }
    const [full] = edits.filter(
      ([id, { added, removed }]) =>
        (counts.get(id) ?? 0) + added.length - removed.length > MAX_LABELS && added.length > 0,
    );
    if (!full) return;
    const detail = `Issue ${String(full[0])} would have more than ${String(MAX_LABELS)} labels.`;
    throw new ValidationError([{ pointer: '/add_labels', code: 'max_labels', detail }]);
  }

  /** Part of a transaction: locks these issues, deleted ones too; by id, with these fields. */
  lockAny(
    ids: readonly number[],
    fields: readonly IssueColumn[],
  ): Promise<ReadonlyMap<number, LockedFields>> {
    return this.issues.lockAll(ids, fields);
  }

  /** Part of a transaction that holds the locks of these issues, of one part: all of their labels. */
  allLabelsOf(ids: readonly number[]): Promise<ReadonlyMap<number, readonly LabelName[]>> {
    return this.issues.findLabelsOf(ids);
  }

  /** Part of a transaction that holds the locks: which of these labels the issues have. */
  async labelsOf(
    ids: readonly number[],
    labelIds: readonly number[],
  ): Promise<ReadonlyMap<number, Set<number>>> {
    const labelled = new Map<number, Set<number>>();
    if (labelIds.length === 0) return labelled;
    for await (const part of this.parts(ids)) {
      for (const { issueId, labelId } of await this.issues.findLinks(part, labelIds)) {
        labelled.set(issueId, (labelled.get(issueId) ?? new Set()).add(labelId));
      }
    }
    return labelled;
  }

  /** The texts that a change replaces are kept in memory and in the history, as the new ones are. */
  private async lockAll(
    ids: readonly number[],
    fields: readonly IssueColumn[],
    characters: number,
  ): Promise<LockedFields[]> {
    const replaced = fields.includes('description') ? await this.issues.sizeOf(ids, fields) : 0;
    const total = characters * ids.length + replaced;
    if (total > MAX_BULK_CHARACTERS) throw new BulkTooLargeError(total, MAX_BULK_CHARACTERS);
    const locked: LockedFields[] = [];
    for await (const part of this.parts(ids)) {
      locked.push(...(await this.issues.lockAll(part, fields)).values());
    }
    return locked;
  }

  /** What is read in one statement, so that others can read in between. */
  private parts(ids: readonly number[]) {
    return partsOf(ids, READ_PARTS * this.runner.dialect.bulkRows);
  }
}

/** Labels that issues get, and labels that they lose. */
interface LabelChange {
  readonly added: readonly LabelName[];
  readonly removed: readonly LabelName[];
}

import { Injectable } from '@nestjs/common';
import { BulkCommentsService } from '../../comments/bulk-comments.service.js';
import { characterCount } from '../../common/text.js';
import { partsOf } from '../../common/turns.js';
import { HistoryService } from '../../history/history.service.js';
import { BulkIssueWriter, type IssueEdit } from '../../issues/bulk-issue-writer.service.js';
import { BulkIssuesService, type LockedFields } from '../../issues/bulk-issues.service.js';
import { differences, fieldsOfRequest } from '../../issues/issue-fields.js';
import { LabelsService } from '../../labels/labels.service.js';
import { UsersService } from '../../users/users.service.js';
import type { BulkRequest, BulkResponse } from '../dto/bulk.dto.js';
import { type BulkChange, toBulkChange, toFilter } from './bulk-change.js';

/** Issues that are compared with the request in one turn of the event loop. */
const EDITS_PER_TURN = 500;

type Outcome = Omit<BulkResponse, 'changes' | 'more_changes'>;

/** One change of up to 10,000 issues. */
@Injectable()
export class BulkService {
  constructor(
    private readonly bulk: BulkIssuesService,
    private readonly writer: BulkIssueWriter,
    private readonly labels: LabelsService,
    private readonly comments: BulkCommentsService,
    private readonly users: UsersService,
    private readonly history: HistoryService,
  ) {}

  /**
   * Changes all of the issues, or none; a dry run says what would change.
   *
   * @throws ValidationError, UnknownIssuesError, BulkVersionConflictError, BulkCountConflictError,
   *   BulkTooLargeError, UnknownUserError, ForeignAuthorError
   */
  async apply(request: BulkRequest, dryRun = false): Promise<BulkResponse> {
    const change = await toBulkChange(request);
    const issues = change.items?.length ?? change.expectedCount;
    const { result, preview } = await this.bulk.run(issues, dryRun, () => this.write(change));
    return preview ? { ...result, change_id: null, ...preview } : result;
  }

  /** How many issues a filter finds; see `BulkRequest.filter`. @throws ValidationError */
  async count(filter: Readonly<Record<string, unknown>>): Promise<number> {
    return this.bulk.count(await toFilter(filter));
  }

  private async write(change: BulkChange): Promise<Outcome> {
    const { fields, comment, deletes } = change;
    const issues = await this.lock(change);
    const { assignee_id } = fields;
    if (typeof assignee_id === 'number') {
      await this.users.requireActive(assignee_id, '/set/assignee_id');
    }
    if (comment) await this.comments.add(issues, comment, '/comment/author_id');
    const ids = issues.map(({ id }) => id);
    const labels = await this.bulk.labelEdits(ids, {
      added: await this.labels.ensure(change.addedNames),
      removed: await this.labels.find(change.removedNames),
    });
    const edits: IssueEdit[] = [];
    for await (const part of partsOf(issues, EDITS_PER_TURN)) {
      for (const issue of part) {
        const change = differences(issue, fields);
        edits.push({ issue, change, ...labels.get(issue.id), isDeleted: deletes || undefined });
      }
    }
    const updated = await this.writer.apply(edits);
    const changed = comment ? ids : updated;
    return {
      change_id: this.history.changeId ?? null,
      updated_count: changed.length,
      unchanged_count: issues.length - changed.length,
      issue_ids: changed,
    };
  }

  private async lock(change: BulkChange): Promise<LockedFields[]> {
    const { items, filter, expectedCount, fields, comment } = change;
    const names = fieldsOfRequest(fields);
    const texts = [fields.title, fields.description, comment?.body];
    const characters = texts.reduce((sum, text) => sum + characterCount(text ?? ''), 0);
    if (filter) {
      return this.bulk.lockMatching(filter, expectedCount, names, characters);
    }
    const indexes = new Map(items?.map(({ id }, index) => [id, index]));
    const versions = new Map(
      items?.flatMap(({ id, version }) => (version === undefined ? [] : [[id, version] as const])),
    );
    return this.bulk.lock(
      {
        ids: [...indexes.keys()],
        versions,
        pointer: '/items',
        pointerToVersion: (id) => `/items/${String(indexes.get(id))}/version`,
      },
      names,
      characters,
    );
  }
}

import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { TransactionRunner } from '../database/transaction-runner.js';
import { Issue, type IssueStatus } from './issue.entity.js';
import { ISSUE_COLUMNS, type IssueChange, type IssueValues } from './issue-fields.js';

export type NewIssue = IssueValues &
  Pick<Issue, 'createdAt' | 'updatedAt' | 'resolvedAt'> &
  Partial<Pick<Issue, 'commentsCount'>>;

/** A row of `issue_labels`. */
export interface IssueLabelLink {
  readonly issue_id: number;
  readonly label_id: number;
}

const COLUMNS = [
  'id',
  ...ISSUE_COLUMNS,
  'version',
  'commentsCount',
  'createdAt',
  'updatedAt',
  'resolvedAt',
] as const;

/** Every statement that changes issues. Used only by `IssueWriter`, which records the history. */
@Injectable()
export class IssueWritesRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get issues() {
    return this.runner.manager.getRepository(Issue);
  }

  reserveIds(count: number): Promise<number[]> {
    return this.runner.reserveIds('issues', count);
  }

  /** Issues under ids that have been reserved: one statement for any number of them. */
  insert(issues: readonly (NewIssue & { readonly id: number })[]): Promise<void> {
    const rows = issues.map((issue) => ({ commentsCount: 0, ...issue, version: 1 }));
    return this.runner.insertRows('issues', COLUMNS, rows);
  }

  /** Updates the issue and its version if it is at `version`; returns whether it was. */
  async update(id: number, version: number, change: IssueChange, now: Date): Promise<boolean> {
    const { affected } = await this.issues
      .createQueryBuilder()
      .update()
      .set({ ...change, ...resolution(change.status), updatedAt: now })
      .where('id = :id AND version = :version', { id, version })
      .setParameters({ now: now.toISOString() })
      .execute();
    return affected === 1;
  }

  /** Sets the status of all of these, and raises their versions. */
  async updateStatus(ids: readonly number[], status: IssueStatus, now: Date): Promise<void> {
    await this.issues
      .createQueryBuilder()
      .update()
      .set({ status, ...resolution(status), updatedAt: now })
      .where({ id: In([...ids]) })
      .setParameters({ now: now.toISOString() })
      .execute();
  }

  /** Sets or clears `deleted_at` if the issue is at `version`; returns whether it was. */
  async setDeleted(
    id: number,
    version: number,
    deletedAt: Date | null,
    now: Date,
  ): Promise<boolean> {
    const { affected } = await this.issues
      .createQueryBuilder()
      .update()
      .set({ deletedAt, updatedAt: now })
      .where('id = :id AND version = :version', { id, version })
      .execute();
    return affected === 1;
  }

  countEndedBefore(before: Date): Promise<number> {
    return this.endedBefore(before).getCount();
  }

  /** Locks at most `limit` of them; waits for transactions that change one, and checks it again. */
  async lockEndedBefore(before: Date, limit: number): Promise<number[]> {
    const query = this.endedBefore(before)
      .select('issue.id', 'id')
      .orderBy('issue.id')
      .limit(limit);
    const rows = await this.runner.locked(query).getRawMany<{ id: number }>();
    return rows.map(({ id }) => id);
  }

  /** Deletes the rows, with their comments and labels. */
  async purge(ids: readonly number[]): Promise<void> {
    await this.issues.delete([...ids]);
  }

  async deleteLabels(issueId: number, labelIds: readonly number[]): Promise<void> {
    if (labelIds.length === 0) return;
    await this.runner.manager
      .createQueryBuilder()
      .delete()
      .from('issue_labels')
      .where('issue_id = :issueId AND label_id IN (:...labelIds)', { issueId, labelIds })
      .execute();
  }

  insertLabels(links: readonly IssueLabelLink[]): Promise<void> {
    return this.runner.insertRows('issue_labels', ['issue_id', 'label_id'], links);
  }

  async addToCommentsCount(id: number, by: 1 | -1): Promise<void> {
    const [sign, step] = by === 1 ? ['+', 1] : ['-', 1];
    await this.issues
      .createQueryBuilder()
      .update()
      .set({
        commentsCount: () => `comments_count ${sign} ${String(step)}`,
        // Prevents TypeORM from raising the version, which a comment must not do.
        version: () => 'version',
      })
      .where('id = :id', { id })
      .execute();
  }

  /** Issues that were resolved or soft-deleted before that time. */
  private endedBefore(before: Date) {
    return this.issues
      .createQueryBuilder('issue')
      .withDeleted()
      .where('(issue.resolved_at < :before OR issue.deleted_at < :before)', {
        before: before.toISOString(),
      });
  }
}

/** `resolved_at` depends on the stored status: set on entering resolved, cleared on reopening. */
function resolution(status: IssueStatus | undefined): { resolvedAt?: (() => string) | null } {
  if (status === undefined || status === 'closed') return {};
  if (status !== 'resolved') return { resolvedAt: null };
  return {
    resolvedAt: () => `CASE WHEN status = 'resolved' THEN resolved_at ELSE :now END`,
  };
}

import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { TransactionRunner } from '../database/transaction-runner.js';
import { Issue, type IssueStatus } from './issue.entity.js';

export type NewIssue = Pick<Issue, 'title' | 'description' | 'status' | 'priority' | 'assigneeId'> &
  Pick<Issue, 'createdAt' | 'updatedAt' | 'resolvedAt'> &
  Partial<Pick<Issue, 'commentsCount'>>;

/** The columns that a client changes. */
export type IssueChange = Partial<
  Pick<Issue, 'title' | 'description' | 'status' | 'priority' | 'assigneeId'>
>;

/** Every statement that changes issues. Only `IssueWriter` uses it, which records the changes. */
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
  async insert(issues: readonly (NewIssue & { readonly id: number })[]): Promise<void> {
    if (issues.length === 0) return;
    const rows = issues.map((issue) => [
      issue.id,
      issue.title,
      issue.description,
      issue.status,
      issue.priority,
      issue.assigneeId,
      issue.createdAt,
      issue.updatedAt,
      issue.resolvedAt,
      issue.commentsCount ?? 0,
    ]);
    await this.runner.query(INSERT_ISSUES[this.runner.dialect], [JSON.stringify(rows)]);
  }

  /** Changes the issue if it is at `version`, and raises it; whether it was. */
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

  /** Hides or shows the issue if it is at `version`, and raises it; whether it was. */
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

  async deleteLabels(issueId: number, labelIds: readonly number[]): Promise<void> {
    if (labelIds.length === 0) return;
    await this.runner.manager
      .createQueryBuilder()
      .delete()
      .from('issue_labels')
      .where('issue_id = :issueId AND label_id IN (:...labelIds)', { issueId, labelIds })
      .execute();
  }

  /** Links pairs of issue and label. */
  async insertLabels(links: readonly (readonly [number, number])[]): Promise<void> {
    if (links.length === 0) return;
    await this.runner.query(INSERT_LABELS[this.runner.dialect], [JSON.stringify(links)]);
  }

  async addToCommentsCount(id: number, by: 1 | -1): Promise<void> {
    const [sign, step] = by === 1 ? ['+', 1] : ['-', 1];
    await this.issues
      .createQueryBuilder()
      .update()
      .set({
        commentsCount: () => `comments_count ${sign} ${String(step)}`,
        // A comment never raises the version; without this TypeORM would.
        version: () => 'version',
      })
      .where('id = :id', { id })
      .execute();
  }
}

/** Rows travel as one JSON parameter: one statement for any number, and none of the ORM's per row. */
const INSERT_ISSUES = {
  sqlite: `
    INSERT INTO issues (id, title, description, status, priority, assignee_id, version,
                        comments_count, created_at, updated_at, resolved_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, 1,
           value ->> 9, value ->> 6, value ->> 7, value ->> 8
    FROM json_each(?)`,
  postgres: `
    INSERT INTO issues (id, title, description, status, priority, assignee_id, version,
                        comments_count, created_at, updated_at, resolved_at)
    SELECT (value ->> 0)::integer, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
           (value ->> 5)::integer, 1, (value ->> 9)::integer, (value ->> 6)::timestamptz, (value ->> 7)::timestamptz,
           (value ->> 8)::timestamptz
    FROM jsonb_array_elements(?::jsonb)`,
} as const;

const INSERT_LABELS = {
  sqlite: `
    INSERT INTO issue_labels (issue_id, label_id)
    SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
  postgres: `
    INSERT INTO issue_labels (issue_id, label_id)
    SELECT (value ->> 0)::integer, (value ->> 1)::integer FROM jsonb_array_elements(?::jsonb)`,
} as const;

/** `resolved_at` is decided by the row itself: set on entering resolved, cleared on reopening. */
function resolution(status: IssueStatus | undefined): { resolvedAt?: (() => string) | null } {
  if (status === undefined || status === 'closed') return {};
  if (status !== 'resolved') return { resolvedAt: null };
  return {
    resolvedAt: () => `CASE WHEN status = 'resolved' THEN resolved_at ELSE :now END`,
  };
}

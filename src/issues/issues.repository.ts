import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, IsNull } from 'typeorm';
import type { Slice } from '../common/dto/page.dto.js';
import { Comment } from '../comments/comment.entity.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { Issue, type IssuePriority, type IssueStatus } from './issue.entity.js';

export interface IssueFilter {
  readonly statuses?: readonly IssueStatus[] | undefined;
  readonly priorities?: readonly IssuePriority[] | undefined;
  /** An id, null for nobody. */
  readonly assigneeId?: number | null | undefined;
}

export type NewIssue = Pick<Issue, 'title' | 'description' | 'status' | 'priority' | 'assigneeId'> &
  Pick<Issue, 'createdAt' | 'updatedAt' | 'resolvedAt'>;

/** The columns that a client changes. */
export type IssueChange = Partial<
  Pick<Issue, 'title' | 'description' | 'status' | 'priority' | 'assigneeId'>
>;

/** Comments in the representation of one issue. */
const COMMENTS_SHOWN = 100;

@Injectable()
export class IssuesRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get issues() {
    return this.runner.manager.getRepository(Issue);
  }

  findById(id: number): Promise<Issue | null> {
    return this.issues.findOne({ where: { id }, relations: { assignee: true, labels: true } });
  }

  findComments(issueId: number): Promise<Comment[]> {
    return this.runner.manager.getRepository(Comment).find({
      where: { issueId },
      relations: { author: true },
      order: { createdAt: 'ASC', id: 'ASC' },
      take: COMMENTS_SHOWN,
    });
  }

  /** Newest first. The rows are found by index before anything is joined to them. */
  async findPage(filter: IssueFilter, offset: number, limit: number): Promise<Slice<Issue>> {
    const where = conditions(filter);
    const total = await this.issues.count({ where });
    const ids = await this.issues.find({
      select: { id: true },
      where,
      order: { createdAt: 'DESC', id: 'DESC' },
      skip: offset,
      take: limit,
    });
    if (ids.length === 0) return { rows: [], total };
    const rows = await this.issues.find({
      where: { id: In(ids.map(({ id }) => id)) },
      relations: { assignee: true, labels: true },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
    return { rows, total };
  }

  async insert(issues: readonly NewIssue[]): Promise<number[]> {
    const { identifiers } = await this.issues.insert(
      issues.map((issue) => ({ ...issue, version: 1, commentsCount: 0 })),
    );
    return identifiers.map((identifier) => (identifier as { id: number }).id);
  }

  /** The row as it stands, which nobody else can change until the end of this transaction. */
  lock(id: number): Promise<Issue | null> {
    const query = this.issues.createQueryBuilder('issue').where({ id });
    if (this.runner.dialect === 'postgres') query.setLock('pessimistic_write');
    return query.getOne();
  }

  /** Id and version of those that are there, locked in the order of their ids. */
  async lockVersions(ids: readonly number[]): Promise<Map<number, number>> {
    const query = this.issues
      .createQueryBuilder('issue')
      .select('issue.id', 'id')
      .addSelect('issue.version', 'version')
      .where({ id: In([...ids]) })
      .orderBy('issue.id');
    if (this.runner.dialect === 'postgres') query.setLock('pessimistic_write');
    const rows = await query.getRawMany<{ id: number; version: number }>();
    return new Map(rows.map(({ id, version }) => [id, version]));
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

  /** Sets the status of all of these, and raises their versions; how many there were. */
  async updateStatus(ids: readonly number[], status: IssueStatus, now: Date): Promise<number> {
    const { affected } = await this.issues
      .createQueryBuilder()
      .update()
      .set({ status, ...resolution(status), updatedAt: now })
      .where({ id: In([...ids]) })
      .setParameters({ now: now.toISOString() })
      .execute();
    return affected ?? 0;
  }

  /** Raises the version of an issue, which also keeps others from its labels until the end. */
  async touch(id: number, version: number | undefined, now: Date): Promise<boolean> {
    const query = this.issues
      .createQueryBuilder()
      .update()
      .set({ updatedAt: now })
      .where('id = :id', { id });
    if (version !== undefined) query.andWhere('version = :version', { version });
    return (await query.execute()).affected === 1;
  }

  async replaceLabels(issueId: number, labelIds: readonly number[]): Promise<void> {
    await this.runner.manager
      .createQueryBuilder()
      .delete()
      .from('issue_labels')
      .where('issue_id = :issueId', { issueId })
      .execute();
    await this.insertLabels(labelIds.map((labelId) => [issueId, labelId]));
  }

  /** Links pairs of issue and label. */
  async insertLabels(links: readonly (readonly [number, number])[]): Promise<void> {
    if (links.length === 0) return;
    await this.runner.manager
      .createQueryBuilder()
      .insert()
      .into('issue_labels')
      .values(links.map(([issue_id, label_id]) => ({ issue_id, label_id })))
      .updateEntity(false)
      .execute();
  }

  /** Adds to the number of comments if the issue is there; whether it is. */
  async addToCommentsCount(id: number, by: 1 | -1): Promise<boolean> {
    const [sign, step] = by === 1 ? ['+', 1] : ['-', 1];
    const { affected } = await this.issues
      .createQueryBuilder()
      .update()
      .set({
        commentsCount: () => `comments_count ${sign} ${String(step)}`,
        // A comment never raises the version; without this TypeORM would.
        version: () => 'version',
      })
      .where('id = :id', { id })
      .execute();
    return affected === 1;
  }

  async exists(id: number): Promise<boolean> {
    return this.issues.existsBy({ id });
  }
}

/** `resolved_at` is decided by the row itself: set on entering resolved, cleared on reopening. */
function resolution(status: IssueStatus | undefined): { resolvedAt?: (() => string) | null } {
  if (status === undefined || status === 'closed') return {};
  if (status !== 'resolved') return { resolvedAt: null };
  return {
    resolvedAt: () => `CASE WHEN status = 'resolved' THEN resolved_at ELSE :now END`,
  };
}

function conditions({ statuses, priorities, assigneeId }: IssueFilter): FindOptionsWhere<Issue> {
  return {
    ...(statuses === undefined ? {} : { status: In([...statuses]) }),
    ...(priorities === undefined ? {} : { priority: In([...priorities]) }),
    ...(assigneeId === undefined ? {} : { assigneeId: assigneeId ?? IsNull() }),
  };
}

import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Comment } from '../comments/comment.entity.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { Issue } from './issue.entity.js';

/** Comments in the representation of one issue. */
const MAX_EMBEDDED_COMMENTS = 100;

/** The columns that a bulk change needs. */
export type LockedIssue = Pick<Issue, 'id' | 'version' | 'status'>;

@Injectable()
export class IssuesRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get issues() {
    return this.runner.manager.getRepository(Issue);
  }

  /** The issue with its assignee, its labels and its first comments. */
  async findById(id: number): Promise<Issue | null> {
    const issue = await this.issues.findOne({
      where: { id },
      relations: { assignee: true, labels: true },
    });
    if (issue) issue.comments = await this.findComments(id);
    return issue;
  }

  /** Reads and locks the row until the end of this transaction. */
  lock(id: number, { deleted = false } = {}): Promise<Issue | null> {
    const query = this.issues.createQueryBuilder('issue').where('issue.id = :id', { id });
    if (deleted) query.withDeleted();
    return this.runner.locked(query).getOne();
  }

  /** The labels of an issue whose lock is held. */
  async findLabels(id: number): Promise<Issue['labels']> {
    const issue = await this.issues.findOne({ where: { id }, relations: { labels: true } });
    return issue?.labels ?? [];
  }

  /** The existing ones of these issues, locked in the order of their ids to avoid deadlocks. */
  async lockAll(ids: readonly number[]): Promise<Map<number, LockedIssue>> {
    const query = this.issues
      .createQueryBuilder('issue')
      .select('issue.id', 'id')
      .addSelect('issue.version', 'version')
      .addSelect('issue.status', 'status')
      .where({ id: In([...ids]) })
      .orderBy('issue.id');
    const rows = await this.runner.locked(query).getRawMany<LockedIssue>();
    return new Map(rows.map((row) => [row.id, row]));
  }

  async exists(id: number): Promise<boolean> {
    return this.issues.existsBy({ id });
  }

  /** The first ones, oldest first. */
  findComments(issueId: number): Promise<Comment[]> {
    return this.runner.manager.getRepository(Comment).find({
      where: { issueId },
      relations: { author: true },
      order: { createdAt: 'ASC', id: 'ASC' },
      take: MAX_EMBEDDED_COMMENTS,
    });
  }
}

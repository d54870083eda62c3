import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { commentsOf } from '../comments/dto/comment.document.js';
import { NamedStatement } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { issueObject } from './dto/issue.document.js';
import { Issue } from './issue.entity.js';

/** The columns that a bulk change needs. */
export type LockedIssue = Pick<Issue, 'id' | 'version' | 'status'>;

/** JSON text of an issue and of its first comments. */
export interface IssueDocument {
  readonly version: number;
  readonly issue: string;
  readonly comments: string;
}

@Injectable()
export class IssuesRepository {
  private document: NamedStatement | undefined;

  constructor(private readonly runner: TransactionRunner) {}

  private get issues() {
    return this.runner.manager.getRepository(Issue);
  }

  /** The issue and its first comments. */
  async findDocument(id: number): Promise<IssueDocument | undefined> {
    const { dialect } = this.runner;
    this.document ??= new NamedStatement(
      `SELECT issue.version, ${issueObject(dialect, 'issue')} AS issue,
         ${dialect.jsonText(commentsOf(dialect, 'issue.id'))} AS comments
       FROM issues issue WHERE issue.id = :id AND issue.deleted_at IS NULL`,
      dialect,
    );
    const [found] = await this.runner.select<IssueDocument>(this.document, { id });
    return found;
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
}

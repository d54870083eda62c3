import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { commentsOf } from '../comments/dto/comment.document.js';
import { NamedStatement } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { issueObject } from './dto/issue.document.js';
import type { Label } from '../labels/label.entity.js';
import { FIELD_CELLS, type IssueValues } from './issue-fields.js';
import { Issue } from './issue.entity.js';

/** The columns that a bulk change needs. */
export type LockedStatus = Pick<Issue, 'id' | 'version' | 'status'> & StoredResolution;

/** As the driver returns it. */
export interface StoredResolution {
  readonly resolvedAt: Date | string | null;
}

/** What a change needs to know of the issue before. */
export type LockedIssue = IssueValues &
  Pick<Issue, 'id' | 'version'> &
  StoredResolution & { readonly isDeleted: boolean | number };

export type LabelName = Pick<Label, 'id' | 'name'>;

const LOCKED = [
  'id',
  'version',
  'deleted_at IS NOT NULL AS "isDeleted"',
  'resolved_at AS "resolvedAt"',
  ...FIELD_CELLS.map(({ name, property }) => `${name} AS "${property}"`),
];

/** JSON text of an issue and of its first comments. */
export interface IssueDocument {
  readonly version: number;
  readonly issue: string;
  readonly comments: string;
}

@Injectable()
export class IssuesRepository {
  private document: NamedStatement | undefined;
  private locking: NamedStatement | undefined;
  private labelling: NamedStatement | undefined;

  constructor(private readonly runner: TransactionRunner) {}

  private get issues() {
    return this.runner.manager.getRepository(Issue);
  }

  /** The issue and its first comments. */
  async findDocument(id: number): Promise<IssueDocument | undefined> {
    const { dialect } = this.runner;
    this.document ??= new NamedStatement(
      `SELECT issue.version, ${issueObject(dialect, 'issue')} AS issue,
         ${dialect.jsonText(commentsOf(dialect, 'issue'))} AS comments
       FROM issues issue WHERE issue.id = :id AND issue.deleted_at IS NULL`,
      dialect,
    );
    const [found] = await this.runner.selectExisting<IssueDocument>(this.document, { id });
    return found;
  }

  /** Reads and locks the row, also of a deleted issue, until the end of this transaction. */
  async lock(id: number): Promise<LockedIssue | undefined> {
    const { dialect } = this.runner;
    this.locking ??= new NamedStatement(
      `SELECT ${LOCKED.join(', ')} FROM issues WHERE id = :id ${dialect.lockClauses.change}`,
      dialect,
    );
    const [issue] = await this.runner.select<LockedIssue>(this.locking, { id });
    return issue;
  }

  /** The labels of an issue whose lock is held. */
  findLabels(id: number): Promise<LabelName[]> {
    this.labelling ??= new NamedStatement(
      `SELECT label.id, label.name FROM issue_labels link JOIN labels label ON label.id = link.label_id
       WHERE link.issue_id = :id`,
      this.runner.dialect,
    );
    return this.runner.select<LabelName>(this.labelling, { id });
  }

  /** The existing ones of these issues, locked in the order of their ids to avoid deadlocks. */
  async lockAll(ids: readonly number[]): Promise<Map<number, LockedStatus>> {
    const query = this.issues
      .createQueryBuilder('issue')
      .select('issue.id', 'id')
      .addSelect('issue.version', 'version')
      .addSelect('issue.status', 'status')
      .addSelect('issue.resolved_at', 'resolvedAt')
      .where({ id: In([...ids]) })
      .orderBy('issue.id');
    const rows = await this.runner.locked(query).getRawMany<LockedStatus>();
    return new Map(rows.map((row) => [row.id, row]));
  }

  async exists(id: number): Promise<boolean> {
    return this.issues.existsBy({ id });
  }
}

import { Injectable } from '@nestjs/common';
import { commentsOf } from '../comments/dto/comment.document.js';
import { NamedStatement, StatementCache, type Values } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { ExternalId } from './dto/external-id.dto.js';
import { issueObject } from './dto/issue.document.js';
import type { IssueDetailResponse } from './dto/issue-responses.dto.js';
import type { Label } from '../labels/label.entity.js';
import { FIELD_CELLS, ISSUE_COLUMNS, type IssueColumn, type IssueValues } from './issue-fields.js';
import { Issue } from './issue.entity.js';

/** What a change needs to know of the issue before. */
export type LockedIssue = IssueValues &
  Pick<Issue, 'id' | 'version'> & {
    readonly isDeleted: boolean | number;
    /** As the driver returns them. */
    readonly deletedAt: Date | string | null;
    readonly resolvedAt: Date | string | null;
  };

/** One of many, with those of its fields that were asked for. */
export type LockedFields = Partial<IssueValues> & Omit<LockedIssue, keyof IssueValues>;

export type LabelName = Pick<Label, 'id' | 'name'> & {
  /** Whether this transaction has created it. */
  readonly isNew?: boolean;
};

const LOCKED = [
  'id',
  'version',
  'deleted_at IS NOT NULL AS "isDeleted"',
  'deleted_at AS "deletedAt"',
  'resolved_at AS "resolvedAt"',
];

/** SELECTs these fields, of all issues. */
const selectLocked = (fields: readonly IssueColumn[], ...more: readonly string[]): string => {
  const columns = FIELD_CELLS.filter(({ property }) => fields.includes(property)).map(
    ({ name, property }) => `${name} AS "${property}"`,
  );
  return `SELECT ${[...LOCKED, ...columns, ...more].join(', ')} FROM issues`;
};

/** JSON text of an issue and of its first comments. */
export interface IssueDocument {
  readonly version: number;
  readonly issue: string;
  readonly comments: string;
}

/** JSON text of some members of an issue. */
export interface SparseIssue {
  readonly version: number;
  readonly document: string;
}

export type DetailMember = keyof IssueDetailResponse;

/** Which issue is read: by its own id, or by the one that it has in another tracker. */
export type IssueKey = number | ExternalId;

const conditionOf = (key: IssueKey): { readonly condition: string; readonly values: Values } =>
  typeof key === 'number'
    ? { condition: 'issue.id = :id', values: { id: key } }
    : {
        condition: 'issue.external_source = :source AND issue.external_id = :id',
        values: { source: key.source, id: key.id },
      };

@Injectable()
export class IssuesRepository {
  private readonly documents = new StatementCache();
  private readonly sparse = new StatementCache();
  private locking: NamedStatement | undefined;
  private labellingAll: NamedStatement | undefined;
  private lockingExternal: NamedStatement | undefined;
  private labelling: NamedStatement | undefined;
  private linking: NamedStatement | undefined;
  private countingLabels: NamedStatement | undefined;
  private readonly locks = new StatementCache();
  private readonly sizes = new StatementCache();

  constructor(private readonly runner: TransactionRunner) {}

  private get issues() {
    return this.runner.manager.getRepository(Issue);
  }

  /** The issue and its first comments. */
  async findDocument(key: IssueKey): Promise<IssueDocument | undefined> {
    const { condition, values } = conditionOf(key);
    const statement = this.documents.get(condition, () => {
      const { dialect } = this.runner;
      return new NamedStatement(
        `SELECT issue.version, ${issueObject(dialect, 'issue')} AS issue,
           ${dialect.jsonText(commentsOf(dialect, 'issue'))} AS comments
         FROM issues issue WHERE ${condition} AND issue.deleted_at IS NULL`,
        dialect,
        true,
      );
    });
    const [found] = await this.runner.selectExisting<IssueDocument>(statement, values);
    return found;
  }

  /** The issue with only these members. @param members in the order of `DETAIL_MEMBERS` */
  async findSparse(
    key: IssueKey,
    members: readonly DetailMember[],
  ): Promise<SparseIssue | undefined> {
    const { condition, values } = conditionOf(key);
    const statement = this.sparse.get(`${condition} ${members.join()}`, () => {
      const { dialect } = this.runner;
      const object = issueObject(dialect, 'issue', members);
      return new NamedStatement(
        `SELECT issue.version, ${object} AS document
         FROM issues issue WHERE ${condition} AND issue.deleted_at IS NULL`,
        dialect,
      );
    });
    const [found] = await this.runner.selectExisting<SparseIssue>(statement, values);
    return found;
  }

  /** Reads and locks the row, also of a deleted issue, until the end of this transaction. */
  async lock(id: number): Promise<LockedIssue | undefined> {
    const { dialect } = this.runner;
    this.locking ??= new NamedStatement(
      `${selectLocked(ISSUE_COLUMNS)} WHERE id = :id ${dialect.lockClauses.change}`,
      dialect,
    );
    const [issue] = await this.runner.select<LockedIssue>(this.locking, { id });
    return issue;
  }

  /** The same of the present issue with this external id. */
  async lockExternal({ source, id }: ExternalId): Promise<LockedIssue | undefined> {
    const { dialect } = this.runner;
    this.lockingExternal ??= new NamedStatement(
      `${selectLocked(ISSUE_COLUMNS)} WHERE external_source = :source AND external_id = :id
       AND deleted_at IS NULL ${dialect.lockClauses.change}`,
      dialect,
    );
    const [issue] = await this.runner.select<LockedIssue>(this.lockingExternal, { source, id });
    return issue;
  }

  /** The present issues with these external ids, by `source id`, locked in the order of their ids. */
  async lockExternals(externals: readonly ExternalId[]): Promise<Map<string, LockedIssue>> {
    if (externals.length === 0) return new Map();
    const { dialect, manager } = this.runner;
    const columns = ['externalSource', 'externalId'];
    const rows = await this.runner.query<(LockedIssue & { key: string })[]>(
      `${selectLocked(ISSUE_COLUMNS, `external_source || ' ' || external_id AS key`)}
       WHERE (external_source, external_id) IN (SELECT external_source, external_id FROM
         ${dialect.rowsOf(manager.dataSource, 'issues', columns)})
       AND deleted_at IS NULL ORDER BY id ${dialect.lockClauses.change}`,
      [JSON.stringify(externals.map(({ source, id }) => [source, id]))],
    );
    return new Map(rows.map((row) => [row.key, row]));
  }

  /** The labels of these issues, by their ids. */
  async findLabelsOf(ids: readonly number[]): Promise<Map<number, LabelName[]>> {
    const { dialect } = this.runner;
    this.labellingAll ??= new NamedStatement(
      `SELECT link.issue_id AS "issueId", label.id, label.name
       FROM issue_labels link JOIN labels label ON label.id = link.label_id
       WHERE ${dialect.isOneOf('link.issue_id', ':ids', 'integer')}`,
      dialect,
    );
    const rows = await this.runner.select<LabelName & { issueId: number }>(this.labellingAll, {
      ids: dialect.list(ids),
    });
    const labels = new Map<number, LabelName[]>();
    for (const row of rows) labels.set(row.issueId, [...(labels.get(row.issueId) ?? []), row]);
    return labels;
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

  /** The existing ones of these issues, deleted ones too, locked in the order of their ids to avoid deadlocks. */
  async lockAll(
    ids: readonly number[],
    fields: readonly IssueColumn[],
  ): Promise<Map<number, LockedFields>> {
    const { dialect } = this.runner;
    const statement = this.locks.get(fields.join(' '), () => {
      const isListed = dialect.isOneOf('id', ':ids', 'integer');
      const order = `ORDER BY id ${dialect.lockClauses.change}`;
      return new NamedStatement(`${selectLocked(fields)} WHERE ${isListed} ${order}`, dialect);
    });
    const rows = await this.runner.select<LockedFields>(statement, { ids: dialect.list(ids) });
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Which of these labels the issues have, whose locks are held. */
  findLinks(
    issueIds: readonly number[],
    labelIds: readonly number[],
  ): Promise<{ issueId: number; labelId: number }[]> {
    const { dialect } = this.runner;
    this.linking ??= new NamedStatement(
      `SELECT issue_id AS "issueId", label_id AS "labelId" FROM issue_labels
       WHERE ${dialect.isOneOf('issue_id', ':issueIds', 'integer')}
         AND ${dialect.isOneOf('label_id', ':labelIds', 'integer')}`,
      dialect,
    );
    const values = { issueIds: dialect.list(issueIds), labelIds: dialect.list(labelIds) };
    return this.runner.select(this.linking, values);
  }

  /** The numbers of labels of these issues, of those that have at least so many. */
  async countLabels(issueIds: readonly number[], least: number): Promise<Map<number, number>> {
    const { dialect } = this.runner;
    this.countingLabels ??= new NamedStatement(
      `SELECT issue_id AS id, CAST(COUNT(*) AS integer) AS labels FROM issue_labels
       WHERE ${dialect.isOneOf('issue_id', ':issueIds', 'integer')}
       GROUP BY issue_id HAVING COUNT(*) >= :least`,
      dialect,
    );
    const values = { issueIds: dialect.list(issueIds), least };
    const rows = await this.runner.select<{ id: number; labels: number }>(
      this.countingLabels,
      values,
    );
    return new Map(rows.map(({ id, labels }) => [id, labels]));
  }

  /** The characters of these fields of the issues, all together. */
  async sizeOf(ids: readonly number[], fields: readonly IssueColumn[]): Promise<number> {
    const { dialect } = this.runner;
    const names = FIELD_CELLS.filter(({ property }) => fields.includes(property));
    const sizes = names.map(({ name }) => `coalesce(length(CAST(${name} AS text)), 0)`);
    const statement = this.sizes.get(fields.join(' '), () => {
      const isListed = dialect.isOneOf('id', ':ids', 'integer');
      return new NamedStatement(
        `SELECT CAST(SUM(${sizes.join(' + ')}) AS bigint) AS size FROM issues WHERE ${isListed}`,
        dialect,
      );
    });
    const [row] = await this.runner.select<{ size: string | number | null }>(statement, {
      ids: dialect.list(ids),
    });
    return Number(row?.size ?? 0);
  }

  async exists(id: number): Promise<boolean> {
    return this.issues.existsBy({ id });
  }
}

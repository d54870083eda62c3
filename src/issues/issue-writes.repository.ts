import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm';
import { compareText } from '../common/text.js';
import { isUniqueViolation } from '../database/database.errors.js';
import { insertNamed, valuesNamed } from '../database/insert-statements.js';
import { NamedStatement, StatementCache, type Values } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { issueObject } from './dto/issue.document.js';
import { resolution } from './issue-resolution.js';
import { Issue } from './issue.entity.js';
import { DuplicateExternalIdError } from './issue.errors.js';
import { ISSUE_COLUMNS, type IssueChange, type IssueValues } from './issue-fields.js';
import type { IssueDocument } from './issues.repository.js';

export type NewIssue = IssueValues &
  Pick<Issue, 'createdAt' | 'updatedAt' | 'resolvedAt'> &
  Partial<Pick<Issue, 'commentsCount' | 'externalSource' | 'externalId'>>;

export type LabelledVersion = Pick<Issue, 'id' | 'version'>;

/** An issue that is removed for good. */
export type PurgedIssue = Pick<Issue, 'id' | 'title'>;

/** At most `limit` issues, whose ids are greater than `after`. */
export interface PurgedPart {
  readonly limit: number;
  readonly after?: number | undefined;
}

/** The columns that a change of many issues can set. */
export type UpdatedIssue = Pick<Issue, 'id'> &
  Partial<IssueValues & Pick<Issue, 'updatedAt'>> & {
    readonly deletedAt?: Date | string | null;
    readonly resolvedAt?: Date | string | null;
  };

/** A row of `issue_labels`. */
export interface IssueLabelLink {
  readonly issue_id: number;
  readonly label_id: number;
}

const ROW = [
  ...ISSUE_COLUMNS,
  'version',
  'commentsCount',
  'createdAt',
  'updatedAt',
  'resolvedAt',
  'externalSource',
  'externalId',
] as const;

/** The values of a new issue that does not give its own. */
const DEFAULTS = { commentsCount: 0, externalSource: null, externalId: null };

const ISSUES = { table: 'issues', columns: ROW } as const;

const externalKey = ({ externalSource, externalId }: NewIssue): string =>
  `${externalSource ?? ''} ${externalId ?? ''}`;

/** An issue that has just been inserted, and the id of its change, which is text on PostgreSQL. */
export interface InsertedIssue extends IssueDocument {
  readonly id: number;
  readonly change: string | number;
}

/** Every statement that changes issues. Used only by the writers, which record the history. */
@Injectable()
export class IssueWritesRepository {
  private readonly updates = new StatementCache();
  private creating: NamedStatement | undefined;
  private unlinking: NamedStatement | undefined;
  private counting: NamedStatement | undefined;
  private lockingLabelled: NamedStatement | undefined;
  private unlinkingAll: NamedStatement | undefined;

  constructor(private readonly runner: TransactionRunner) {}

  private get issues() {
    return this.runner.manager.getRepository(Issue);
  }

  reserveIds(count: number): Promise<number[]> {
    return this.runner.reserveIds('issues', count);
  }

  /** Issues under ids that have been reserved: one statement for any number of them. */
  insert(issues: readonly (NewIssue & { readonly id: number })[]): Promise<void> {
    const rows = issues.map((issue) => ({ ...DEFAULTS, ...issue, version: 1 }));
    // In one order, so that two imports of the same issues do not wait for each other.
    rows.sort((a, b) => compareText(externalKey(a), externalKey(b)));
    return this.runner.insertRows('issues', ['id', ...ROW], rows);
  }

  /** Returns the id that the database chose. */
  insertOne(issue: NewIssue): Promise<number> {
    return this.runner.insertRow('issues', ROW, { ...DEFAULTS, ...issue, version: 1 });
  }

  /**
   * One statement inserts the issue, if its assignee is active and stays so, and what `recording` is. It
   * returns the issue, which has no labels, and the id of its change.
   */
  async insertAtOnce(
    issue: NewIssue,
    recording: { readonly sql: string; readonly values: Values },
  ): Promise<InsertedIssue | undefined> {
    const { dialect, schema } = this.runner;
    this.creating ??= new NamedStatement(
      `WITH assignee AS (SELECT id FROM users WHERE id = CAST(:issues_assigneeId AS integer)
           AND active = TRUE ${dialect.lockClauses.share}),
         issue AS (${insertNamed(
           schema,
           ISSUES,
           {},
           `WHERE CAST(:issues_assigneeId AS integer) IS NULL OR EXISTS (SELECT 1 FROM assignee)`,
         )} RETURNING *),
         ${recording.sql}
       SELECT issue.id, issue.version, ${issueObject(dialect, 'issue')} AS issue, '[]' AS comments,
         recorded.id AS change FROM issue, recorded`,
      dialect,
      true,
    );
    const row = { ...DEFAULTS, ...issue, version: 1 };
    const values = { ...valuesNamed(ISSUES, row), ...recording.values };
    return (await this.runner.runStatement<InsertedIssue>(this.creating, values))[0];
  }

  /** Updates the issue and its version if it is at `version`; returns whether it was. */
  async update(id: number, version: number, change: IssueChange, now: Date): Promise<boolean> {
    const columns = Object.keys(change) as (keyof IssueChange)[];
    const { status } = change;
    const shape = `${columns.join(' ')} to ${status ?? ''}`;
    const statement = this.updates.get(shape, () =>
      this.composeUpdate({
        ...Object.fromEntries(columns.map((column) => [column, () => `:${column}`])),
        ...resolution(status),
      }),
    );
    return (await this.runner.change(statement, { ...change, id, current: version, now })) === 1;
  }

  /** Sets these columns of all of these issues, and raises their versions. */
  updateAll(
    rows: readonly UpdatedIssue[],
    columns: readonly (keyof UpdatedIssue)[],
  ): Promise<void> {
    return ofRestored(this.runner.updateRows('issues', columns, rows));
  }

  /** Sets or clears `deleted_at` if the issue is at `version`; returns whether it was. */
  async setDeleted(
    id: number,
    version: number,
    deletedAt: Date | null,
    now: Date,
  ): Promise<boolean> {
    const statement = this.updates.get('deleted', () =>
      this.composeUpdate({ deletedAt: () => ':deletedAt' }),
    );
    const values = { deletedAt, id, current: version, now };
    return (await ofRestored(this.runner.change(statement, values))) === 1;
  }

  countEndedBefore(before: Date): Promise<number> {
    return this.endedBefore(before).getCount();
  }

  /** Locks at most `limit` of them; waits for transactions that change one, and checks it again. */
  lockEndedBefore(before: Date, { limit, after = 0 }: PurgedPart): Promise<PurgedIssue[]> {
    const query = this.endedBefore(before)
      .select('issue.id', 'id')
      .addSelect('issue.title', 'title')
      .andWhere('issue.id > :after', { after })
      .orderBy('issue.id')
      .limit(limit);
    return this.runner.locked(query).getRawMany<PurgedIssue>();
  }

  /** Deletes the rows, with their comments and labels. */
  async purge(ids: readonly number[]): Promise<void> {
    await this.issues.delete([...ids]);
  }

  async deleteLabels(issueId: number, labelIds: readonly number[]): Promise<void> {
    if (labelIds.length === 0) return;
    const { dialect } = this.runner;
    this.unlinking ??= new NamedStatement(
      `DELETE FROM issue_labels
       WHERE issue_id = :issueId AND ${dialect.isOneOf('label_id', ':labelIds', 'integer')}`,
      dialect,
    );
    await this.runner.change(this.unlinking, { issueId, labelIds: dialect.list(labelIds) });
  }

  async deleteLinks(links: readonly IssueLabelLink[]): Promise<void> {
    if (links.length === 0) return;
    const { dialect, manager } = this.runner;
    const columns = ['issue_id', 'label_id'];
    await this.runner.query(
      `DELETE FROM issue_labels WHERE (issue_id, label_id) IN
         (SELECT issue_id, label_id FROM ${dialect.rowsOf(manager.dataSource, 'issue_labels', columns)})`,
      [JSON.stringify(links.map(({ issue_id, label_id }) => [issue_id, label_id]))],
    );
  }

  /** At most `limit` issues with the label, deleted ones too, locked in the order of their ids. */
  lockLabelled(labelId: number, limit: number): Promise<LabelledVersion[]> {
    const { dialect } = this.runner;
    this.lockingLabelled ??= new NamedStatement(
      `SELECT issues.id, issues.version FROM issues
       JOIN issue_labels ON issue_labels.issue_id = issues.id
       WHERE issue_labels.label_id = :labelId ORDER BY issues.id
       LIMIT :limit ${dialect.lockClauses.change}`,
      dialect,
    );
    return this.runner.select<LabelledVersion>(this.lockingLabelled, { labelId, limit });
  }

  /** Removes the label from these issues, and raises their versions. */
  async deleteLabel(labelId: number, issueIds: readonly number[], now: Date): Promise<void> {
    const { dialect } = this.runner;
    this.unlinkingAll ??= new NamedStatement(
      `DELETE FROM issue_labels
       WHERE label_id = :labelId AND ${dialect.isOneOf('issue_id', ':ids', 'integer')}`,
      dialect,
    );
    const raising = this.updates.get('labelled', () =>
      this.composeUpdate({}, dialect.isOneOf('id', ':ids', 'integer')),
    );
    const ids = dialect.list(issueIds);
    await this.runner.change(raising, { ids, now });
    await this.runner.change(this.unlinkingAll, { labelId, ids });
  }

  insertLabels(links: readonly IssueLabelLink[]): Promise<void> {
    return this.runner.insertRows('issue_labels', ['issue_id', 'label_id'], links);
  }

  /** Adds to the numbers of comments of many issues, by their ids. */
  async addToCommentsCounts(by: ReadonlyMap<number, number>): Promise<void> {
    const { dialect, manager } = this.runner;
    const rows = dialect.rowsOf(manager.dataSource, 'issues', ['id', 'commentsCount']);
    await this.runner.query(
      `UPDATE issues SET comments_count = issues.comments_count + listed.comments_count
       FROM ${rows} WHERE issues.id = listed.id`,
      [JSON.stringify([...by])],
    );
  }

  /** Unlike other changes it does not raise the version. */
  async addToCommentsCount(id: number, by: 1 | -1): Promise<void> {
    this.counting ??= new NamedStatement(
      'UPDATE issues SET comments_count = comments_count + :by WHERE id = :id',
      this.runner.dialect,
    );
    await this.runner.change(this.counting, { id, by });
  }

  /** By TypeORM, which adds the column of `@VersionColumn`; the statement is kept. */
  private composeUpdate(
    set: QueryDeepPartialEntity<Issue>,
    condition = 'id = :id AND version = :current',
  ): NamedStatement {
    const query = this.issues
      .createQueryBuilder()
      .update()
      .set({ ...set, updatedAt: () => ':now' })
      .where(condition);
    return new NamedStatement(query.getQuery(), this.runner.dialect);
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

/** Only an external id can be taken, and only that of an issue that is restored. */
async function ofRestored<T>(change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new DuplicateExternalIdError(error) : error;
  }
}

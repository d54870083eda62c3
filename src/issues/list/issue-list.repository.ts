import { Injectable } from '@nestjs/common';
import { In, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { type KeyPage, orderBy, type Seek, seekPage, type SortKey } from '../../database/keyset.js';
import { LongReads } from '../../database/long-reads.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { IssueCount } from '../../reports/issue-count.entity.js';
import { Issue, ISSUE_PRIORITIES, ISSUE_STATUSES } from '../issue.entity.js';
import { type IssueFilter, isCounted, type Range, type Sort } from './issue-list.js';
import {
  ftsMatch,
  isSatisfiable,
  type SearchColumn,
  type SearchQuery,
  tsQuery,
} from './search-query.js';

/** Words that relevance looks at; a longer search is ranked by its first ones. */
const RANKED_WORDS = 8;

type Query = SelectQueryBuilder<Issue>;

@Injectable()
export class IssueListRepository {
  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  private get issues() {
    return this.runner.manager.getRepository(Issue);
  }

  /** Status, priority and assignee are counted already, whatever is asked of them together. */
  async count(filter: IssueFilter): Promise<number> {
    const { statuses, priorities, assigneeId } = filter;
    if (!isCounted(filter)) return this.matching(filter).getCount();
    const counts = await this.runner.manager.getRepository(IssueCount).sum('issues', {
      ...(statuses ? { status: In([...statuses]) } : {}),
      ...(priorities ? { priority: In([...priorities]) } : {}),
      ...(assigneeId === undefined ? {} : { assigneeId: assigneeId ?? 0 }),
    });
    return counts ?? 0;
  }

  /** The rows are found by index before anything is joined to them. */
  async findPage(
    filter: IssueFilter,
    keys: readonly SortKey[],
    seek: Seek,
  ): Promise<Pick<KeyPage, 'end'> & { rows: Issue[] }> {
    const { ids, end } = await seekPage(this.matching(filter), 'issue.id', keys, seek);
    if (ids.length === 0) return { rows: [], end };
    const issues = await this.issues.find({
      where: { id: In([...ids]) },
      relations: { assignee: true, labels: true },
    });
    const byId = new Map(issues.map((issue) => [issue.id, issue]));
    return { rows: ids.flatMap((id) => byId.get(id) ?? []), end };
  }

  /** All that match, in the order of the keys, from one snapshot. */
  async *findAll(
    filter: IssueFilter,
    keys: readonly SortKey[],
  ): AsyncGenerator<readonly ExportedIssue[]> {
    const [statement, parameters] = await this.runner.read(() => {
      const query = orderBy(this.matching(filter), 'issue.id', keys);
      for (const [column, expression] of Object.entries(EXPORTED)) {
        query.addSelect(expression, column);
      }
      query.addSelect(LABEL_NAMES[this.runner.dialect], 'label_names');
      return Promise.resolve(query.getQueryAndParameters());
    });
    yield* this.longReads.rows<ExportedIssue>(statement, parameters);
  }

  sortKeys(sorts: readonly Sort[], { search }: IssueFilter): SortKey[] {
    return sorts.map(({ field, descending }) => ({
      ...(field === 'relevance' ? this.relevance(search) : SORT_KEYS[field]),
      descending,
    }));
  }

  private matching(filter: IssueFilter): Query {
    const { statuses, priorities, assigneeId, labelKeys, search } = filter;
    const query = this.issues.createQueryBuilder('issue');
    if (statuses) query.andWhere('issue.status IN (:...statuses)', { statuses });
    if (priorities) query.andWhere('issue.priority IN (:...priorities)', { priorities });
    if (assigneeId === null) query.andWhere('issue.assignee_id IS NULL');
    else if (assigneeId !== undefined) {
      query.andWhere('issue.assignee_id = :assigneeId', { assigneeId });
    }
    within(query, 'created_at', filter.created);
    within(query, 'updated_at', filter.updated);
    within(query, 'resolved_at', filter.resolved);
    for (const [index, labelKey] of (labelKeys ?? []).entries()) {
      const parameter = `labelKey${String(index)}`;
      query.andWhere(
        `issue.id IN (SELECT link.issue_id FROM issue_labels link
         JOIN labels label ON label.id = link.label_id WHERE label.name_key = :${parameter})`,
        { [parameter]: labelKey },
      );
    }
    if (search) this.found(query, search);
    return query;
  }

  private found(query: Query, search: SearchQuery): void {
    const { required, excluded } = search;
    if (!isSatisfiable(search)) query.andWhere('1 = 0');
    if (required.length > 0) {
      query.andWhere(`issue.id IN (${this.documents(':required')})`, {
        required: this.expression(required, 'AND'),
      });
    }
    const none = this.expression(excluded, 'OR');
    if (none !== '') {
      query.andWhere(`issue.id NOT IN (${this.documents(':excluded')})`, { excluded: none });
    }
  }

  /**
   * Each word counts 4 in the title, 2 in the description, 1 in a comment. Unlike bm25 this depends
   * on the issue alone, so that a cursor holds while others are written, and both databases agree.
   */
  private relevance(search: SearchQuery | undefined): Omit<SortKey, 'descending'> {
    const ranked = (search?.required ?? []).slice(0, RANKED_WORDS);
    const parameters: ObjectLiteral = {};
    const scores = ranked.map((phrase, index) => {
      const holds = (column: SearchColumn) => {
        const name = `${column}${String(index)}`;
        parameters[name] = this.expression([phrase], 'AND', column);
        return `issue.id IN (${this.documents(`:${name}`)})`;
      };
      return `CASE WHEN ${holds('title')} THEN 4 WHEN ${holds('description')} THEN 2 ELSE 1 END`;
    });
    return { expression: scores.join(' + ') || '0', parameters, kind: 'integer' };
  }

  private get expression(): typeof tsQuery {
    return this.runner.dialect === 'postgres' ? tsQuery : ftsMatch;
  }

  /** The ids of the documents that a full-text expression finds. */
  private documents(expression: string): string {
    return this.runner.dialect === 'postgres'
      ? `SELECT issue_id FROM issue_search WHERE document @@ to_tsquery('simple', ${expression})`
      : `SELECT rowid FROM issue_search WHERE issue_search MATCH ${expression}`;
  }
}

/** A row as the database gives it; a moment is text on SQLite. */
export interface ExportedIssue {
  readonly id: number;
  readonly title: string;
  readonly description: string | null;
  readonly status: string;
  readonly priority: string;
  readonly assignee_id: number | null;
  readonly created_at: Date | string;
  readonly resolved_at: Date | string | null;
  /** A JSON list. */
  readonly label_names: string;
}

const EXPORTED: Readonly<Record<string, string>> = {
  title: 'issue.title',
  description: 'issue.description',
  status: 'issue.status',
  priority: 'issue.priority',
  assignee_id: 'issue.assignee_id',
  created_at: 'issue.created_at',
  resolved_at: 'issue.resolved_at',
};

const LABELS_OF_ISSUE = `FROM issue_labels link JOIN labels label ON label.id = link.label_id
  WHERE link.issue_id = issue.id`;

const LABEL_NAMES = {
  sqlite: `(SELECT json_group_array(label.name) ${LABELS_OF_ISSUE})`,
  postgres: `(SELECT coalesce(json_agg(label.name), '[]')::text ${LABELS_OF_ISSUE})`,
} as const;

const rank = (column: string, values: readonly string[]): string =>
  `CASE issue.${column} ${values.map((value, index) => `WHEN '${value}' THEN ${String(index)}`).join(' ')} END`;

const SORT_KEYS: Readonly<
  Record<Exclude<Sort['field'], 'relevance'>, Omit<SortKey, 'descending'>>
> = {
  id: { expression: 'issue.id', kind: 'integer' },
  created_at: { expression: 'issue.created_at', kind: 'moment' },
  updated_at: { expression: 'issue.updated_at', kind: 'moment' },
  resolved_at: { expression: 'issue.resolved_at', kind: 'moment', nullable: true },
  priority: { expression: rank('priority', ISSUE_PRIORITIES), kind: 'integer' },
  status: { expression: rank('status', ISSUE_STATUSES), kind: 'integer' },
};

function within(query: SelectQueryBuilder<ObjectLiteral>, column: string, range: Range = {}): void {
  const { after, before } = range;
  if (after) {
    query.andWhere(`issue.${column} > :${column}_after`, {
      [`${column}_after`]: after.toISOString(),
    });
  }
  if (before) {
    query.andWhere(`issue.${column} < :${column}_before`, {
      [`${column}_before`]: before.toISOString(),
    });
  }
}

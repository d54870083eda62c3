import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import {
  type KeyPage,
  orderBy,
  type KeysetQuery,
  keysetQuery,
  type Seek,
  type SortKey,
} from '../../database/keyset.js';
import { LongReads } from '../../database/long-reads.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { CSV_COLUMNS } from '../csv-columns.js';
import { Issue, ISSUE_PRIORITIES, ISSUE_STATUSES } from '../issue.entity.js';
import { IssueFilterRepository } from './issue-filter.repository.js';
import { type IssueFilter, isCounted, isIndexed, type Sort } from './issue-list.js';

/** The ids of one page, and the total of all pages. */
export interface FoundPage extends KeyPage {
  readonly total: number;
}

@Injectable()
export class IssueListRepository {
  constructor(
    private readonly filters: IssueFilterRepository,
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  /** One page of a list with a stored total and an index for its order. */
  async findPage(filter: IssueFilter, sorts: readonly Sort[], seek: Seek): Promise<FoundPage> {
    const total = await this.count(filter);
    const page = this.page(filter, sorts, seek);
    return { total, ...page.toPage(await page.query.getRawMany()) };
  }

  /** One page of any list: reads all matches, without blocking other requests. */
  async searchPage(filter: IssueFilter, sorts: readonly Sort[], seek: Seek): Promise<FoundPage> {
    const { page, statements } = this.runner.compose(() => {
      const page = this.page(filter, sorts, seek);
      const total = this.filters.matching(filter).select('COUNT(*)', 'total');
      return {
        page,
        statements: [total.getQueryAndParameters(), page.query.getQueryAndParameters()] as const,
      };
    });
    const [counted = [], rows = []] =
      await this.longReads.queryAll<Record<string, unknown>>(statements);
    return { total: Number(counted[0]?.total), ...page.toPage(rows) };
  }

  /** These issues, in this order, with assignee and labels; without those that were deleted meanwhile. */
  async findByIds(ids: readonly number[]): Promise<Issue[]> {
    if (ids.length === 0) return [];
    const issues = await this.runner.manager.getRepository(Issue).find({
      where: { id: In([...ids]) },
      relations: { assignee: true, labels: true },
    });
    const byId = new Map(issues.map((issue) => [issue.id, issue]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async count(filter: IssueFilter): Promise<number> {
    if (!isCounted(filter)) return this.filters.matching(filter).getCount();
    const counts = this.filters.counts(filter).select('SUM(counted.issues)', 'total');
    return Number((await counts.getRawOne<{ total: number | string | null }>())?.total ?? 0);
  }

  /** All that match, in the order of the keys, from one snapshot. */
  findAll(filter: IssueFilter, sorts: readonly Sort[]): AsyncGenerator<readonly ExportedIssue[]> {
    const [statement, parameters] = this.runner.compose(() => {
      const keys = this.sortKeys(sorts, filter);
      const query = orderBy(this.filters.matching(filter), keys);
      for (const name of EXPORTED) query.addSelect(`issue.${name}`, name);
      query.addSelect(
        `(SELECT ${this.runner.dialect.jsonList('label.name')} ${LABELS_OF_ISSUE})`,
        'labels',
      );
      return query.getQueryAndParameters();
    });
    return this.longReads.rows<ExportedIssue>(statement, parameters);
  }

  sortKeys(sorts: readonly Sort[], { search }: IssueFilter): SortKey[] {
    return sorts.map(({ field, descending }) => ({
      ...(field === 'relevance' ? this.filters.relevance(search) : SORT_KEYS[field]),
      descending,
    }));
  }

  private page(filter: IssueFilter, sorts: readonly Sort[], seek: Seek): KeysetQuery {
    const keys = this.sortKeys(sorts, filter);
    if (sorts[0]?.field !== 'created_at' || !isIndexed(filter, sorts)) {
      return keysetQuery([this.filters.matching(filter)], keys, seek);
    }
    const { queries, id, createdAt } = this.filters.ranges(filter);
    const expressions = [createdAt, id];
    const renamed = keys.map((key, index) => ({ ...key, expression: expressions[index] ?? id }));
    return keysetQuery(queries, renamed, seek);
  }
}

/** A row as the driver returns it, by the names of the CSV; `labels` is a JSON list. */
export type ExportedIssue = { readonly id: number } & Readonly<Record<string, unknown>>;

const EXPORTED = ['id', ...CSV_COLUMNS.map(({ name }) => name).filter((name) => name !== 'labels')];

const LABELS_OF_ISSUE = `FROM issue_labels link JOIN labels label ON label.id = link.label_id
  WHERE link.issue_id = issue.id`;

const rank = (column: string, values: readonly string[]): string =>
  `CASE issue.${column} ${values.map((value, index) => `WHEN '${value}' THEN ${String(index)}`).join(' ')} END`;

const SORT_KEYS: Readonly<
  Record<Exclude<Sort['field'], 'relevance'>, Omit<SortKey, 'descending'>>
> = {
  id: { expression: 'issue.id', kind: 'integer' },
  created_at: { expression: 'issue.created_at', kind: 'timestamp' },
  updated_at: { expression: 'issue.updated_at', kind: 'timestamp' },
  resolved_at: { expression: 'issue.resolved_at', kind: 'timestamp', nullable: true },
  priority: { expression: rank('priority', ISSUE_PRIORITIES), kind: 'integer' },
  status: { expression: rank('status', ISSUE_STATUSES), kind: 'integer' },
};

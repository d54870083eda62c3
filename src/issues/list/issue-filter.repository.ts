import { Injectable } from '@nestjs/common';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { SortKey } from '../../database/keyset.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { IssueCount } from '../../summaries/issue-count.entity.js';
import { LabelCount } from '../../summaries/label-count.entity.js';
import { Issue, ISSUE_PRIORITIES, ISSUE_STATUSES } from '../issue.entity.js';
import type { IssueFilter, Range } from './issue-list.js';
import { FULL_TEXT } from './full-text.js';
import { isSatisfiable, type SearchColumn, type SearchQuery } from './search-query.js';

/** A search with more words or phrases is ranked by its first ones. */
const MAX_RANKED_PHRASES = 8;

type Query = SelectQueryBuilder<ObjectLiteral>;

/** Queries whose union is the list, and the names of the columns that it is ordered by. */
export interface Ranges {
  readonly queries: readonly Query[];
  readonly id: string;
  readonly createdAt: string;
}

/** Translates the filters of a list to SQL. */
@Injectable()
export class IssueFilterRepository {
  constructor(private readonly runner: TransactionRunner) {}

  /** A query for the matching issues, with the alias `issue`. */
  matching(filter: IssueFilter): SelectQueryBuilder<Issue> {
    const query = this.runner.manager.getRepository(Issue).createQueryBuilder('issue');
    for (const condition of Object.values(this.conditions)) condition(query, filter);
    return query;
  }

  /** One for each filter: a new one does not compile before it is here. */
  private readonly conditions: Readonly<
    Record<keyof IssueFilter, (query: Query, filter: IssueFilter) => void>
  > = {
    statuses: (query, { statuses }) => {
      ofStatus(query, 'issue', statuses);
    },
    priorities: (query, { priorities }) => {
      ofPriority(query, 'issue', priorities);
    },
    assigneeId: (query, filter) => {
      assignedTo(query, 'issue', filter);
    },
    created: (query, { created }) => {
      within(query, 'issue.created_at', created);
    },
    updated: (query, { updated }) => {
      within(query, 'issue.updated_at', updated);
    },
    resolved: (query, { resolved }) => {
      within(query, 'issue.resolved_at', resolved);
    },
    labelKeys: (query, { labelKeys = [] }) => {
      for (const [index, labelKey] of labelKeys.entries()) labelled(query, labelKey, index);
    },
    search: (query, { search }) => {
      if (search) this.find(query, search);
    },
  };

  /**
   * The issues of a filter that `isIndexed`: one part for each status and priority, as an index has
   * them in the order of their creation. A label's links have copies of what is looked at.
   */
  ranges(filter: IssueFilter): Ranges {
    const { labelKeys: [labelKey] = [], statuses, priorities, assigneeId } = filter;
    const [table, id] = labelKey === undefined ? ['issue', 'issue.id'] : ['link', 'link.issue_id'];
    const createdAt = `${table}.created_at`;
    const part = () => {
      const query = this.linked(labelKey);
      assignedTo(query, table, filter);
      within(query, createdAt, filter.created);
      return query;
    };
    if ([labelKey, statuses, priorities, assigneeId].every((asked) => asked === undefined)) {
      return { queries: [part()], id, createdAt };
    }
    const queries = (statuses ?? ISSUE_STATUSES).flatMap((status) =>
      (priorities ?? ISSUE_PRIORITIES).map((priority) =>
        ofOneKind(part(), table, status, priority),
      ),
    );
    return { queries, id, createdAt };
  }

  /** The kept counts of the issues that match a filter that `isCounted`, by the name `counted`. */
  counts(filter: IssueFilter): Query {
    const { labelKeys: [labelKey] = [] } = filter;
    const { manager } = this.runner;
    const query =
      labelKey === undefined
        ? manager.createQueryBuilder(IssueCount, 'counted')
        : manager
            .createQueryBuilder(LabelCount, 'counted')
            .where(`counted.label_id = ${labelIdOf('labelKey')}`, { labelKey });
    ofStatus(query, 'counted', filter.statuses);
    ofPriority(query, 'counted', filter.priorities);
    assignedTo(query, 'counted', filter);
    return query;
  }

  /** The table of issues, or of one label's links to them. */
  private linked(labelKey: string | undefined): Query {
    const { manager } = this.runner;
    if (labelKey === undefined) return manager.createQueryBuilder(Issue, 'issue');
    return manager
      .createQueryBuilder()
      .from('issue_labels', 'link')
      .where(`link.label_id = ${labelIdOf('labelKey')}`, { labelKey });
  }

  private find(query: Query, search: SearchQuery): void {
    const { required, excluded } = search;
    if (!isSatisfiable(search)) query.andWhere('1 = 0');
    if (required.length > 0) {
      query.andWhere(`issue.id IN (${this.search.documents(':required')})`, {
        required: this.search.expression(required, 'AND'),
      });
    }
    const none = this.search.expression(excluded, 'OR');
    if (none !== '') {
      query.andWhere(`issue.id NOT IN (${this.search.documents(':excluded')})`, { excluded: none });
    }
  }

  /**
   * Each word counts 4 in the title, 2 in the description, 1 in a comment. Unlike bm25 this depends
   * on the issue alone, so that a cursor holds while others are written, and both databases agree.
   */
  relevance(search: SearchQuery | undefined): Omit<SortKey, 'descending'> {
    const ranked = (search?.required ?? []).slice(0, MAX_RANKED_PHRASES);
    const parameters: ObjectLiteral = {};
    const scores = ranked.map((phrase, index) => {
      const holds = (column: SearchColumn) => {
        const name = `${column}${String(index)}`;
        parameters[name] = this.search.expression([phrase], 'AND', column);
        return this.search.isFound(`:${name}`);
      };
      return `CASE WHEN ${holds('title')} THEN 4 WHEN ${holds('description')} THEN 2 ELSE 1 END`;
    });
    return { expression: scores.join(' + ') || '0', parameters, kind: 'integer' };
  }

  private get search() {
    return FULL_TEXT[this.runner.dialect.name];
  }
}

const labelIdOf = (parameter: string) =>
  `(SELECT label.id FROM labels label WHERE label.name_key = :${parameter})`;

function labelled(query: Query, labelKey: string, index: number): void {
  const parameter = `labelKey${String(index)}`;
  query.andWhere(
    `issue.id IN (SELECT link.issue_id FROM issue_labels link
     WHERE link.label_id = ${labelIdOf(parameter)})`,
    { [parameter]: labelKey },
  );
}

function ofStatus(query: Query, table: string, statuses: IssueFilter['statuses']): void {
  if (statuses) query.andWhere(`${table}.status IN (:...statuses)`, { statuses });
}

function ofPriority(query: Query, table: string, priorities: IssueFilter['priorities']): void {
  if (priorities) query.andWhere(`${table}.priority IN (:...priorities)`, { priorities });
}

const ofOneKind = (query: Query, table: string, status: string, priority: string): Query => {
  const names = [`${status}_status`, `${priority}_priority`] as const;
  return query
    .andWhere(`${table}.status = :${names[0]}`, { [names[0]]: status })
    .andWhere(`${table}.priority = :${names[1]}`, { [names[1]]: priority });
};

/** Unassigned is stored as 0 in links and counts, and in the index of issues. */
function assignedTo(query: Query, table: string, { assigneeId }: IssueFilter): void {
  if (assigneeId === undefined) return;
  const column = `${table}.assignee_id`;
  const value = table === 'issue' ? `coalesce(${column}, 0)` : column;
  query.andWhere(`${value} = :assigneeId`, { assigneeId: assigneeId ?? 0 });
}

function within(query: Query, column: string, range: Range = {}): void {
  const { after, before } = range;
  const name = column.replace('.', '_');
  if (after) {
    query.andWhere(`${column} > :${name}_after`, { [`${name}_after`]: after.toISOString() });
  }
  if (before) {
    query.andWhere(`${column} < :${name}_before`, { [`${name}_before`]: before.toISOString() });
  }
}

import { Injectable } from '@nestjs/common';
import { keyColumn, keysetPage, keysetValues, type SortKey } from '../database/keyset.js';
import { LongReads, type Statement } from '../database/long-reads.js';
import { NamedStatement, StatementCache, type Values } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import {
  ISSUE_PRIORITIES,
  ISSUE_STATUSES,
  type IssuePriority,
  type IssueStatus,
} from '../issues/issue.entity.js';
import {
  conditionsOf,
  indexRanges,
  keptCounts,
  matching,
} from '../issues/list/issue-conditions.js';
import {
  asksOnly,
  COUNTED_USERS,
  type IssueFilter,
  isCounted,
  isIndexed,
  parseSort,
} from '../issues/list/issue-list.js';
import { labelFields } from '../labels/dto/label.document.js';
import { SUMMARY_TERMS } from '../summaries/summary-terms.js';
import { NOBODY } from '../users/dto/user-reference.js';
import type { TopLabelResponse } from './dto/report-responses.dto.js';
import { type Histograms, type RawBucket, toHistograms } from './histograms.js';
import type { AgeCount } from './open-ages.js';
import type { Span } from './span.js';
import type { Day } from './throughput.js';

export interface IssueGroup {
  readonly status: IssueStatus;
  readonly priority: IssuePriority;
  readonly issues: number;
}

interface Summary {
  readonly groups: readonly IssueGroup[];
  /** Issues that are assigned to nobody. */
  readonly unassigned: number;
  readonly oldestOpen: OldestOpen | null;
}

export interface OldestOpen {
  readonly id: number;
  readonly title: string;
  readonly created_at: string;
}

const OLDEST_FIRST: readonly SortKey[] = [
  { expression: 'issue.created_at', kind: 'timestamp', descending: false },
  { expression: 'issue.id', kind: 'integer', descending: false },
];

/** What counts as open in the reports; `issue_openings` follows the same. */
const OPEN_STATUSES: readonly IssueStatus[] = ['open', 'in_progress'];

type RawGroup = Omit<IssueGroup, 'issues'> & { readonly issues: number | string | null };

const ONE = keysetValues({ after: undefined, offset: 0, limit: 0 });

/**
 * Reports of the issues of a filter, by the conditions of the list. What is kept for the filter is read
 * as for all issues; the rest is counted, which takes the longer the more issues there are, and so is
 * done beside other requests.
 */
@Injectable()
export class FilteredReportsRepository {
  private readonly statements = new StatementCache();

  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  /** How many issues there are of each kind and of nobody, and the oldest open one; of one snapshot. */
  async summarize(filter: IssueFilter): Promise<Summary> {
    const nobody = ofNobody(filter);
    const open = { ...filter, statuses: within(filter, ['open']) };
    const isKept = isCounted(filter) && isIndexed(open, parseSort('created_at'));
    const statements: [NamedStatement, Values][] = [
      [this.groupsOf(filter), this.valuesOf(filter)],
      [this.unassignedOf(nobody), this.valuesOf(nobody)],
      [this.oldestOf(open), { ...this.valuesOf(open), ...ONE }],
    ];
    const [groups = [], [found] = [], [oldestOpen = null] = []] = isKept
      ? await this.runner.read(async () => {
          const found: unknown[][] = [];
          for (const [sql, values] of statements) found.push(await this.runner.select(sql, values));
          return found;
        })
      : await this.longReads.queryAll(statements.map(([sql, values]) => bound(sql, values)));
    return {
      groups: (groups as RawGroup[]).map((group) => ({ ...group, issues: Number(group.issues) })),
      unassigned: Number((found as RawGroup | undefined)?.issues ?? 0),
      oldestOpen: oldestOpen as OldestOpen | null,
    };
  }

  /** The times to resolution of each assignee; those of a time span by the index of `resolved_at`. */
  async findHistograms(filter: IssueFilter, { since, until }: Span): Promise<Histograms> {
    const { milliseconds, bucket } = SUMMARY_TERMS[this.runner.dialect.name];
    const spans = [
      ...(since ? [' AND issue.resolved_at >= :since'] : []),
      ...(until ? [' AND issue.resolved_at < :until'] : []),
    ];
    const statement = this.compose(
      `SELECT assignee_id, ${bucket} AS bucket, COUNT(*) AS issues, SUM(ms) AS milliseconds
       FROM (SELECT issue.assignee_id, ${milliseconds} AS ms ${matching(filter, this.runner.dialect)}
             AND issue.assignee_id IS NOT NULL AND issue.resolved_at IS NOT NULL
             ${spans.join('')}) AS resolved
       GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    const span = { since: since?.toISOString(), until: until?.toISOString() };
    const found: RawBucket[] = [];
    const [sql, parameters = []] = bound(statement, { ...this.valuesOf(filter), ...span });
    for await (const rows of this.longReads.rows<RawBucket>(sql, parameters)) found.push(...rows);
    return toHistograms(found);
  }

  /**
   * The days before the given one on which anything happened to the issues, in their order. Deleted
   * issues count for what was open before; purged ones have neither an assignee nor labels any more.
   */
  async findDays(filter: IssueFilter, until: string): Promise<Day[]> {
    const { dialect } = this.runner;
    const { createdDay, resolvedDay } = SUMMARY_TERMS[dialect.name];
    const present = matching(filter, dialect);
    const all = conditionsOf(filter, dialect).sql.join(' AND ');
    const statement = this.compose(
      `SELECT day, SUM(created) AS created, SUM(resolved) AS resolved, SUM(opened) AS opened FROM (
         SELECT ${createdDay} AS day, 1 AS created, 0 AS resolved, 0 AS opened ${present}
         UNION ALL
         SELECT ${resolvedDay}, 0, 1, 0 ${present} AND issue.resolved_at IS NOT NULL
         UNION ALL
         SELECT opening.day, 0, 0, opening.change FROM issues issue
         JOIN issue_openings opening ON opening.issue_id = issue.id WHERE ${all}) AS counted
       WHERE day < :until GROUP BY day ORDER BY day`,
    );
    const rows = await this.readBeside<Record<keyof Day, string>>(statement, filter, { until });
    return rows.map(({ day, created, resolved, opened }) => ({
      day,
      created: Number(created),
      resolved: Number(resolved),
      opened: Number(opened),
    }));
  }

  /** How many are open, by priority and age. @param bounds the youngest first */
  async findOpenAges(filter: IssueFilter, bounds: readonly Date[]): Promise<AgeCount[]> {
    const open = { ...filter, statuses: within(filter, OPEN_STATUSES) };
    const ranges = bounds.map(
      (_bound, range) => `WHEN issue.created_at > :bound${String(range)} THEN ${String(range)}`,
    );
    const statement = this.compose(
      `SELECT issue.priority, CASE ${ranges.join(' ')} ELSE ${String(bounds.length)} END AS age_range,
              COUNT(*) AS issues ${matching(open, this.runner.dialect)} GROUP BY 1, 2`,
    );
    const rows = await this.readBeside<{
      priority: IssuePriority;
      age_range: number;
      issues: number | string;
    }>(
      statement,
      open,
      Object.fromEntries(
        bounds.map((bound, range) => [`bound${String(range)}`, bound.toISOString()]),
      ),
    );
    return rows.map(({ priority, age_range, issues }) => ({
      priority,
      range: age_range,
      issues: Number(issues),
    }));
  }

  /** JSON of the labels that most issues have, most first, then by id. */
  async findTopLabels(filter: IssueFilter, limit: number): Promise<string[]> {
    const { dialect } = this.runner;
    const isKept = asksOnly(filter, ['assignees']);
    const [counted, issues] = isKept
      ? [conditionsOf(filter, dialect, 'counted').sql, 'SUM(counted.issues)']
      : [[], 'COUNT(*)'];
    const from = isKept
      ? `FROM ${filter.assignees === undefined ? 'label_totals' : 'label_counts'} counted ${counted.length > 0 ? `WHERE ${counted.join(' AND ')}` : ''}`
      : `FROM issue_labels counted WHERE counted.issue_id IN (SELECT issue.id ${matching(filter, dialect)})`;
    const open = `SUM(CASE WHEN counted.status IN ('open', 'in_progress')
      THEN ${isKept ? 'counted.issues' : '1'} ELSE 0 END)`;
    const statement = this.compose(
      `SELECT ${dialect.jsonText(
        dialect.jsonObject({
          label_id: 'label.id',
          label: dialect.jsonObject(labelFields(dialect, 'label')),
          issues_count: 'top.issues',
          open_count: 'top.open',
        } satisfies Record<keyof TopLabelResponse, string>),
      )} AS document
       FROM (SELECT counted.label_id, CAST(${issues} AS integer) AS issues,
                    CAST(${open} AS integer) AS open
             ${from} GROUP BY counted.label_id HAVING ${issues} > 0
             ORDER BY issues DESC, counted.label_id LIMIT :limit) top
       JOIN labels label ON label.id = top.label_id ORDER BY top.issues DESC, label.id`,
    );
    const rows = isKept
      ? await this.runner.select<{ document: string }>(statement, {
          ...this.valuesOf(filter),
          limit,
        })
      : await this.readBeside<{ document: string }>(statement, filter, { limit });
    return rows.map(({ document }) => document);
  }

  private groupsOf(filter: IssueFilter): NamedStatement {
    const { dialect } = this.runner;
    return this.compose(
      isCounted(filter)
        ? `SELECT counted.status, counted.priority, SUM(counted.issues) AS issues
           ${keptCounts(filter, dialect)} GROUP BY counted.status, counted.priority`
        : `SELECT issue.status, issue.priority, COUNT(*) AS issues
           ${matching(filter, dialect)} GROUP BY issue.status, issue.priority`,
    );
  }

  /** @param filter one that `ofNobody` has made */
  private unassignedOf(filter: IssueFilter): NamedStatement {
    const { dialect } = this.runner;
    return this.compose(
      isCounted(filter)
        ? `SELECT SUM(counted.issues) AS issues ${keptCounts(filter, dialect)}
             AND counted.assignee_id = 0`
        : `SELECT COUNT(*) AS issues ${matching(filter, dialect)} AND issue.assignee_id IS NULL`,
    );
  }

  /** By one index range for each priority, if the list has those. */
  private oldestOf(filter: IssueFilter): NamedStatement {
    const { dialect } = this.runner;
    const parts = isIndexed(filter, parseSort('created_at'))
      ? indexRanges(filter, dialect, OLDEST_FIRST)
      : [{ from: matching(filter, dialect), keys: OLDEST_FIRST }];
    return this.compose(
      `SELECT issue.id, issue.title, ${dialect.isoTimestamp('issue.created_at')} AS created_at
       FROM (${keysetPage(parts, undefined)}) page
       JOIN issues issue ON issue.id = page.${keyColumn(1)}`,
    );
  }

  private compose(sql: string): NamedStatement {
    return this.statements.get(sql, () => new NamedStatement(sql, this.runner.dialect));
  }

  private valuesOf(filter: IssueFilter): Values {
    return conditionsOf(filter, this.runner.dialect).values;
  }

  private async readBeside<R>(
    statement: NamedStatement,
    filter: IssueFilter,
    values: Values,
  ): Promise<R[]> {
    const [rows = []] = await this.longReads.queryAll<R>([
      bound(statement, { ...this.valuesOf(filter), ...values }),
    ]);
    return rows;
  }
}

const bound = (statement: NamedStatement, values: Values): Statement => [
  statement.text,
  statement.bind(values),
];

/** Those of the statuses that the filter takes. */
const within = ({ statuses }: IssueFilter, all: readonly IssueStatus[]): readonly IssueStatus[] =>
  all.filter((status) => statuses?.includes(status) ?? true);

/**
 * The filter, so that the counts of nobody are read by one index range for each kind, however many
 * assignees there are. One that asks for assignees keeps them.
 */
const ofNobody = (filter: IssueFilter): IssueFilter => ({
  ...filter,
  statuses: filter.statuses ?? ISSUE_STATUSES,
  priorities: filter.priorities ?? ISSUE_PRIORITIES,
  ...(COUNTED_USERS.every((name) => filter[name] === undefined) && { assignees: [NOBODY] }),
});

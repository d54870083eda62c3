import { Injectable } from '@nestjs/common';
import type { Dialect } from '../database/dialect.js';
import { NamedStatement, StatementCache } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { conditionsOf } from '../issues/list/issue-conditions.js';
import type { IssueFilter } from '../issues/list/issue-list.js';
import { type Bucket, MEDIAN, P90, P95, ResolutionTimes } from '../summaries/resolution-times.js';
import { BLOCK_SIZE } from '../summaries/summary-terms.js';
import { userOf } from '../users/dto/user.document.js';
import type { TopAssigneeResponse } from './dto/report-responses.dto.js';
import type { AssigneeTimes, Rank } from './latency-page.js';
import type { Day } from './throughput.js';

/** As the driver returns it: PostgreSQL has 64 bits as text. */
interface LatencyRow {
  readonly assignee_id: number;
  readonly assignee: string;
  readonly issues: number | string;
  readonly milliseconds: number;
  /** JSON, of `LISTED`. */
  readonly lists: string;
}

/**
 * Reports from the kept counts, of all issues or of those of some assignees: their cost does not grow with
 * the issues.
 */
@Injectable()
export class ReportsRepository {
  private readonly statements = new StatementCache();

  constructor(private readonly runner: TransactionRunner) {}

  /** JSON of the assignees who resolved most, most first, then by id. */
  async findTopAssignees(filter: IssueFilter, limit: number): Promise<string[]> {
    const { dialect } = this.runner;
    const { sql, values } = ofAssignees(filter, dialect);
    const statement = this.statements.get(
      `top ${sql}`,
      () =>
        new NamedStatement(
          `SELECT ${dialect.jsonText(
            dialect.jsonObject({
              assignee_id: 'top.assignee_id',
              assignee: userOf(dialect, 'top.assignee_id'),
              resolved_count: 'top.resolved',
            } satisfies Record<keyof TopAssigneeResponse, string>),
          )} AS document
           FROM (SELECT counted.assignee_id, CAST(SUM(counted.issues) AS integer) AS resolved
                 FROM resolution_totals counted WHERE ${sql}
                 GROUP BY counted.assignee_id HAVING SUM(counted.issues) > 0
                 ORDER BY resolved DESC, counted.assignee_id LIMIT :limit) top
           ORDER BY top.resolved DESC, top.assignee_id`,
          dialect,
        ),
    );
    const rows = await this.runner.select<{ document: string }>(statement, { ...values, limit });
    return rows.map(({ document }) => document);
  }

  /**
   * The times of the assignees behind a rank, the fastest first: one statement, which reads single buckets only
   * where a percentile lies.
   */
  async findLatencies(
    filter: IssueFilter,
    after: Rank | undefined,
    limit: number,
  ): Promise<AssigneeTimes[]> {
    const { dialect } = this.runner;
    const { sql, values } = ofAssignees(filter, dialect);
    const statement = this.statements.get(
      `latency ${sql} ${String(after !== undefined)}`,
      () =>
        new NamedStatement(
          latencies(dialect, sql, after !== undefined),
          dialect,
          filter.assignees === undefined,
        ),
    );
    const [hours, assignee] = after ?? [];
    const parameters = { ...values, hours, assignee, limit };
    const rows = await this.runner.select<LatencyRow>(statement, parameters);
    return rows.map(({ assignee_id: assigneeId, assignee, issues, milliseconds, lists }) => ({
      assigneeId,
      assignee,
      times: new ResolutionTimes({ issues: Number(issues), milliseconds }, toBuckets(lists)),
    }));
  }

  /** The days on which anything happened, in their order, before the given one. */
  async findDays(until: string): Promise<Day[]> {
    const rows = await this.runner.query<Record<keyof Day, string>[]>(
      `SELECT day, SUM(created) AS created, SUM(resolved) AS resolved, SUM(opened) AS opened
       FROM (SELECT day, created, resolved, 0 AS opened FROM daily_counts WHERE day < ?
             UNION ALL SELECT day, 0, 0, change FROM open_counts WHERE day < ?) AS counted
       GROUP BY day
       HAVING SUM(created) <> 0 OR SUM(resolved) <> 0 OR SUM(opened) <> 0
       ORDER BY day`,
      [until, until],
    );
    return rows.map(({ day, created, resolved, opened }) => ({
      day,
      created: Number(created),
      resolved: Number(resolved),
      opened: Number(opened),
    }));
  }
}

/** Conditions of the rows of a kept count, `counted`, and the values of their parameters. */
function ofAssignees(filter: IssueFilter, dialect: Dialect) {
  const { sql, values } = conditionsOf(filter, dialect, 'counted', ['assignees']);
  return { sql: ['counted.assignee_id > 0', ...sql].join(' AND '), values };
}

/** The condition that a percentile of `total` lies in a row, whose `seen` counts its issues and all before. */
const HAS_PERCENTILE = [MEDIAN, P90, P95]
  .map((share) => `ceil(CAST(${String(share)} AS double precision) * total)`)
  .map((rank) => `(seen >= ${rank} AND seen - issues < ${rank})`)
  .join(' OR ');

const SIZE = String(BLOCK_SIZE);

/**
 * Single buckets are read only in the blocks that a percentile lies in: of all buckets, ever more would be in use.
 * They come as JSON lists, which are read faster than rows.
 */
const latencies = (dialect: Dialect, condition: string, isAfter: boolean): string => `
  WITH sums AS (
    SELECT counted.assignee_id, SUM(counted.issues) AS total,
      CAST(SUM(counted.milliseconds) AS double precision) AS milliseconds
    FROM resolution_totals counted WHERE ${condition}
    GROUP BY counted.assignee_id HAVING SUM(counted.issues) > 0),
  averages AS (
    SELECT assignee_id, total, milliseconds, milliseconds / total / 3600000 AS hours FROM sums),
  page AS (
    SELECT * FROM averages ${isAfter ? 'WHERE (hours, assignee_id) > (:hours, :assignee)' : ''}
    ORDER BY hours, assignee_id LIMIT :limit),
  blocks AS (
    SELECT assignee_id, block, SUM(issues) AS issues FROM resolution_blocks
    WHERE assignee_id IN (SELECT assignee_id FROM page) GROUP BY assignee_id, block),
  blocks_in_order AS (
    SELECT blocks.*, SUM(issues) OVER (PARTITION BY assignee_id ORDER BY block) AS seen FROM blocks),
  wanted AS MATERIALIZED (
    SELECT page.assignee_id, block, seen - issues AS before
    FROM blocks_in_order CROSS JOIN page
    WHERE page.assignee_id = blocks_in_order.assignee_id AND (${HAS_PERCENTILE}))
  SELECT page.assignee_id, ${dialect.jsonText(userOf(dialect, 'page.assignee_id'))} AS assignee,
    page.total AS issues, page.milliseconds,
    (SELECT '[' || ${LISTED.map((column) => dialect.jsonList(column)).join(` || ',' || `)} || ']'
     FROM wanted CROSS JOIN resolution_counts counted
     WHERE wanted.assignee_id = page.assignee_id AND counted.assignee_id = wanted.assignee_id
       AND counted.bucket BETWEEN wanted.block * ${SIZE} AND wanted.block * ${SIZE} + ${SIZE} - 1
    ) AS lists
  FROM page ORDER BY page.hours, page.assignee_id`;

/** What there is of a bucket; `before` is the number of issues before its block. */
const LISTED = ['before', 'bucket', 'counted.issues', 'counted.milliseconds'] as const;

/** @param lists of `LISTED`; on PostgreSQL a bucket may have several rows */
function toBuckets(lists: string): Bucket[] {
  const [before = [], buckets = [], issues = [], milliseconds = []] = JSON.parse(
    lists,
  ) as number[][];
  const order = buckets.map((_bucket, index) => index);
  order.sort((a, b) => (buckets[a] ?? 0) - (buckets[b] ?? 0));
  const found: Bucket[] = [];
  for (const index of order) {
    const bucket = buckets[index] ?? 0;
    const last = found.at(-1);
    // The first bucket of a block comes behind all issues before the block.
    const seen = Math.max(last?.seen ?? 0, before[index] ?? 0) + (issues[index] ?? 0);
    const same = last?.bucket === bucket ? found.pop() : undefined;
    found.push({
      bucket,
      issues: (same?.issues ?? 0) + (issues[index] ?? 0),
      milliseconds: (same?.milliseconds ?? 0) + (milliseconds[index] ?? 0),
      seen,
    });
  }
  return found;
}

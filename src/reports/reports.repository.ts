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

/** As the driver returns it: `buckets` is JSON, and PostgreSQL has 64 bits as text. */
interface LatencyRow {
  readonly assignee_id: number;
  readonly assignee: string;
  readonly issues: number | string;
  readonly milliseconds: number;
  readonly buckets: string;
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
    return rows.map(({ assignee_id: assigneeId, assignee, issues, milliseconds, buckets }) => ({
      assigneeId,
      assignee,
      times: new ResolutionTimes(
        { issues: Number(issues), milliseconds },
        (JSON.parse(buckets) as Bucket[]).sort((a, b) => a.seen - b.seen),
      ),
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

/** Of all buckets, ever more would be in use. CROSS JOIN, so that SQLite looks up each assignee and each range. */
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
    SELECT page.assignee_id, page.total, counted.block, SUM(counted.issues) AS issues
    FROM page CROSS JOIN resolution_blocks counted
    WHERE counted.assignee_id = page.assignee_id
    GROUP BY page.assignee_id, page.total, counted.block HAVING SUM(counted.issues) > 0),
  blocks_in_order AS (
    SELECT blocks.*, SUM(issues) OVER (PARTITION BY assignee_id ORDER BY block) AS seen FROM blocks),
  wanted AS (
    SELECT assignee_id, total, block, seen - issues AS before FROM blocks_in_order
    WHERE ${HAS_PERCENTILE}),
  buckets AS (
    SELECT wanted.assignee_id, wanted.total, wanted.before, counted.bucket,
      SUM(counted.issues) AS issues, SUM(counted.milliseconds) AS milliseconds
    FROM wanted CROSS JOIN resolution_counts counted
    WHERE counted.assignee_id = wanted.assignee_id
      AND counted.bucket BETWEEN wanted.block * ${SIZE} AND wanted.block * ${SIZE} + ${SIZE} - 1
    GROUP BY wanted.assignee_id, wanted.total, wanted.before, counted.bucket
    HAVING SUM(counted.issues) > 0),
  buckets_in_order AS (
    SELECT buckets.*,
      before + SUM(issues) OVER (PARTITION BY assignee_id, before ORDER BY bucket) AS seen
    FROM buckets),
  found AS (
    SELECT assignee_id, ${dialect.jsonList(dialect.jsonObject(BUCKET))} AS buckets
    FROM buckets_in_order WHERE ${HAS_PERCENTILE} GROUP BY assignee_id)
  SELECT page.assignee_id, ${dialect.jsonText(userOf(dialect, 'page.assignee_id'))} AS assignee,
    page.total AS issues, page.milliseconds, found.buckets
  FROM page CROSS JOIN found WHERE found.assignee_id = page.assignee_id
  ORDER BY page.hours, page.assignee_id`;

const BUCKET = {
  bucket: 'bucket',
  issues: 'issues',
  milliseconds: 'milliseconds',
  seen: 'seen',
} satisfies Record<keyof Bucket, string>;

import { Injectable } from '@nestjs/common';
import { pageQuery, type SortKey } from '../database/keyset.js';
import { LongReads } from '../database/long-reads.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import {
  Issue,
  ISSUE_PRIORITIES,
  type IssuePriority,
  type IssueStatus,
} from '../issues/issue.entity.js';
import { DailyCount } from './daily-count.entity.js';
import { IssueCount } from './issue-count.entity.js';
import { ResolutionCount } from './resolution-count.entity.js';
import type { Bucket } from './resolution-times.js';
import { TERMS } from './summary-terms.js';
import type { Day } from './throughput.js';

export interface IssueGroup {
  readonly status: IssueStatus;
  readonly priority: IssuePriority;
  readonly assigned: boolean;
  readonly issues: number;
}

/** The buckets of each assignee, by id. */
export type Histograms = Map<number, Bucket[]>;

export interface Span {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

const OLDEST_FIRST: readonly SortKey[] = [
  { expression: 'issue.created_at', kind: 'moment', descending: false },
  { expression: 'issue.id', kind: 'integer', descending: false },
];

@Injectable()
export class ReportsRepository {
  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  async countIssues(): Promise<IssueGroup[]> {
    const rows = await this.runner.manager
      .getRepository(IssueCount)
      .createQueryBuilder('counted')
      .select(['counted.status AS status', 'counted.priority AS priority'])
      .addSelect('CASE WHEN counted.assignee_id = 0 THEN 0 ELSE 1 END', 'assigned')
      .addSelect('SUM(counted.issues)', 'issues')
      .groupBy('1')
      .addGroupBy('2')
      .addGroupBy('3')
      .getRawMany<{
        status: IssueStatus;
        priority: IssuePriority;
        assigned: number;
        issues: string;
      }>();
    return rows.map((row) => ({
      ...row,
      assigned: row.assigned === 1,
      issues: Number(row.issues),
    }));
  }

  /** By one index range for each priority: the kinds of the lists. */
  async findOldestOpen(): Promise<Issue | null> {
    const issues = this.runner.manager.getRepository(Issue);
    const queries = ISSUE_PRIORITIES.map((priority) => {
      const name = `${priority}_priority`;
      return issues
        .createQueryBuilder('issue')
        .where({ status: 'open' })
        .andWhere(`issue.priority = :${name}`, { [name]: priority });
    });
    const { query, toPage } = pageQuery(queries, OLDEST_FIRST, {
      after: undefined,
      offset: 0,
      limit: 1,
    });
    const [id] = toPage(await query.getRawMany()).ids;
    return id === undefined ? null : issues.findOneBy({ id });
  }

  /** Whoever has resolved anything, with the number, most first; equals by id. */
  async countResolved(limit: number): Promise<{ assigneeId: number; issues: number }[]> {
    const rows = await this.resolutions()
      .select('counted.assignee_id', 'id')
      .addSelect('SUM(counted.issues)', 'issues')
      .groupBy('counted.assignee_id')
      .having('SUM(counted.issues) > 0')
      .orderBy('issues', 'DESC')
      .addOrderBy('id')
      .limit(limit)
      .getRawMany<{ id: number; issues: string }>();
    return rows.map(({ id, issues }) => ({ assigneeId: id, issues: Number(issues) }));
  }

  /**
   * The histogram of every assignee, one row for each: of the thousands of its buckets a driver would
   * make as many objects.
   */
  async findHistograms(): Promise<Histograms> {
    const text = (column: string) => `CAST(counted.${column} AS text)`;
    const rows = await this.resolutions()
      .select('counted.assignee_id', 'assignee_id')
      .addSelect(
        `string_agg(${['bucket', 'issues', 'milliseconds'].map(text).join(" || ',' || ")}, ',')`,
        'numbers',
      )
      .andWhere('(counted.issues <> 0 OR counted.milliseconds <> 0)')
      .groupBy('counted.assignee_id')
      .getRawMany<{ assignee_id: number; numbers: string }>();
    return new Map(rows.map(({ assignee_id, numbers }) => [assignee_id, toBuckets(numbers)]));
  }

  /** The same of the issues resolved in the span, which are read by the index of `resolved_at`. */
  async findHistogramsOf({ since, until }: Span): Promise<Histograms> {
    const { milliseconds, bucket } = TERMS[this.runner.dialect];
    const bounds = [
      ...(since ? [{ operator: '>=', moment: since }] : []),
      ...(until ? [{ operator: '<', moment: until }] : []),
    ];
    const placeholder = (index: number) =>
      this.runner.dialect === 'postgres' ? `$${String(index + 1)}` : '?';
    const conditions = bounds.map(
      ({ operator }, index) => ` AND resolved_at ${operator} ${placeholder(index)}`,
    );
    const statement = `
      SELECT assignee_id, ${bucket} AS bucket, COUNT(*) AS issues, SUM(ms) AS milliseconds
      FROM (SELECT assignee_id, ${milliseconds} AS ms FROM issues
            WHERE deleted_at IS NULL AND assignee_id IS NOT NULL
              AND resolved_at IS NOT NULL${conditions.join('')}) AS resolved
      GROUP BY 1, 2`;
    const found: Histograms = new Map();
    const parameters = bounds.map(({ moment }) => moment.toISOString());
    for await (const rows of this.longReads.rows<RawBucket>(statement, parameters)) {
      for (const row of rows) {
        const buckets = found.get(row.assignee_id) ?? [];
        buckets.push(toBucket(row));
        found.set(row.assignee_id, buckets);
      }
    }
    return found;
  }

  /** The days on which anything happened, in their order, before the given one. */
  async findDays(until: string): Promise<Day[]> {
    const rows = await this.runner.manager
      .getRepository(DailyCount)
      .createQueryBuilder('counted')
      .select('counted.day', 'day')
      .addSelect('SUM(counted.created)', 'created')
      .addSelect('SUM(counted.resolved)', 'resolved')
      .where('counted.day < :until', { until })
      .groupBy('counted.day')
      .having('SUM(counted.created) <> 0 OR SUM(counted.resolved) <> 0')
      .orderBy('counted.day')
      .getRawMany<{ day: string; created: string; resolved: string }>();
    return rows.map(({ day, created, resolved }) => ({
      day,
      created: Number(created),
      resolved: Number(resolved),
    }));
  }

  private resolutions() {
    return this.runner.manager
      .getRepository(ResolutionCount)
      .createQueryBuilder('counted')
      .where('counted.assignee_id > 0');
  }
}

interface RawBucket {
  readonly assignee_id: number;
  readonly bucket: number;
  readonly issues: number | string;
  readonly milliseconds: number | string;
}

const toBucket = (row: RawBucket): Bucket => ({
  bucket: row.bucket,
  issues: Number(row.issues),
  milliseconds: Number(row.milliseconds),
});

/** Buckets of `bucket,issues,milliseconds`, added up over their slots. */
function toBuckets(numbers: string): Bucket[] {
  const flat = JSON.parse(`[${numbers}]`) as number[];
  const buckets = new Map<number, { bucket: number; issues: number; milliseconds: number }>();
  for (let index = 0; index < flat.length; index += 3) {
    const bucket = flat[index] ?? 0;
    const issues = flat[index + 1] ?? 0;
    const milliseconds = flat[index + 2] ?? 0;
    const known = buckets.get(bucket);
    if (known) {
      known.issues += issues;
      known.milliseconds += milliseconds;
    } else buckets.set(bucket, { bucket, issues, milliseconds });
  }
  return [...buckets.values()];
}

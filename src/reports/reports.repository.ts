import { Injectable } from '@nestjs/common';
import { NamedStatement, type Values } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { ResolutionTimes } from '../summaries/resolution-times.js';
import { BLOCK_SIZE } from '../summaries/summary-terms.js';
import { userOf } from '../users/dto/user.document.js';
import type { TopAssigneeResponse } from './dto/report-responses.dto.js';
import { type Histograms, type RawBucket, toHistograms } from './histograms.js';
import type { Day } from './throughput.js';

/** Reports of all issues, from the kept counts: their cost does not grow with the issues. */
@Injectable()
export class ReportsRepository {
  private topAssignees: NamedStatement | undefined;
  private times: NamedStatement | undefined;
  private blocks: NamedStatement | undefined;
  private buckets: NamedStatement | undefined;

  constructor(private readonly runner: TransactionRunner) {}

  /** JSON of the assignees who resolved most, most first, then by id. */
  async findTopAssignees(limit: number): Promise<string[]> {
    const { dialect } = this.runner;
    this.topAssignees ??= new NamedStatement(
      `SELECT ${dialect.jsonText(
        dialect.jsonObject({
          assignee_id: 'top.assignee_id',
          assignee: userOf(dialect, 'top.assignee_id'),
          resolved_count: 'top.resolved',
        } satisfies Record<keyof TopAssigneeResponse, string>),
      )} AS document
       FROM (SELECT assignee_id, CAST(SUM(issues) AS integer) AS resolved FROM resolution_totals
             WHERE assignee_id > 0 GROUP BY assignee_id HAVING SUM(issues) > 0
             ORDER BY resolved DESC, assignee_id LIMIT :limit) top
       ORDER BY top.resolved DESC, top.assignee_id`,
      dialect,
    );
    const rows = await this.runner.select<{ document: string }>(this.topAssignees, { limit });
    return rows.map(({ document }) => document);
  }

  /** The number and the mean of the resolution times of every assignee, as one bucket. */
  async findTimes(): Promise<Histograms> {
    this.times ??= this.sumsOf('0', 'resolution_totals WHERE assignee_id > 0');
    return this.histograms(this.times);
  }

  /**
   * The histograms of some assignees: blocks, and single buckets where a percentile lies. Of all
   * buckets, ever more would be in use.
   */
  async findHistograms(assigneeIds: readonly number[]): Promise<Histograms> {
    const { dialect } = this.runner;
    // CROSS JOIN, so that SQLite looks up each assignee, and below each range and not each bucket.
    this.blocks ??= this.sumsOf(
      `block * ${SIZE}`,
      `${dialect.jsonElements(':ids')} CROSS JOIN resolution_blocks
       WHERE assignee_id = CAST(value ->> 0 AS integer)`,
    );
    const ids = JSON.stringify(assigneeIds.map((id) => [id]));
    const coarse = await this.histograms(this.blocks, { ids });
    const refined = new Map(
      [...coarse].map(([id, blocks]) => [id, new ResolutionTimes(blocks).bucketsOfPercentiles]),
    );
    this.buckets ??= this.sumsOf(
      'bucket',
      `${dialect.jsonElements(':ranges')} CROSS JOIN resolution_counts
       WHERE assignee_id = CAST(value ->> 0 AS integer)
         AND bucket BETWEEN CAST(value ->> 1 AS integer) AND CAST(value ->> 1 AS integer) + ${SIZE} - 1`,
    );
    const ranges = [...refined].flatMap(([id, blocks]) => [...blocks].map((block) => [id, block]));
    const fine = await this.histograms(this.buckets, { ranges: JSON.stringify(ranges) });
    return new Map(
      [...coarse].map(([id, blocks]) => [
        id,
        [
          ...blocks.filter(({ bucket }) => !refined.get(id)?.has(bucket)),
          ...(fine.get(id) ?? []),
        ].sort((a, b) => a.bucket - b.bucket),
      ]),
    );
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

  /**
   * The sums of resolution counts by assignee and another number, without those of nothing: one row of
   * JSON lists, which are read faster than thousands of rows.
   */
  private sumsOf(bucket: string, from: string): NamedStatement {
    const { dialect } = this.runner;
    const lists = SUMMED.map((column) => `${dialect.jsonList(column)} AS ${column}`);
    return new NamedStatement(
      `SELECT ${lists.join(', ')} FROM (
         SELECT assignee_id, ${bucket} AS bucket, SUM(issues) AS issues, SUM(milliseconds) AS milliseconds
         FROM ${from}
         GROUP BY 1, 2 HAVING SUM(issues) > 0 ORDER BY 1, 2) AS summed`,
      dialect,
    );
  }

  private async histograms(statement: NamedStatement, values: Values = {}): Promise<Histograms> {
    const [found] = await this.runner.select<Record<keyof RawBucket, string>>(statement, values);
    const [assignees = [], buckets = [], issues = [], milliseconds = []] = SUMMED.map(
      (column) => JSON.parse(found?.[column] ?? '[]') as number[],
    );
    const rows = assignees.map((assignee_id, index) => ({
      assignee_id,
      bucket: buckets[index] ?? 0,
      issues: issues[index] ?? 0,
      milliseconds: milliseconds[index] ?? 0,
    }));
    return toHistograms(rows.sort((a, b) => a.bucket - b.bucket));
  }
}

const SIZE = String(BLOCK_SIZE);

const SUMMED = ['assignee_id', 'bucket', 'issues', 'milliseconds'] as const;

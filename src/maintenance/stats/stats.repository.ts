import { Injectable } from '@nestjs/common';
import { rowCounts } from '../../database/application-tables.js';
import { LongReads } from '../../database/long-reads.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import type { IssueStatus } from '../../issues/issue.entity.js';

type Counts = Readonly<Record<string, number>>;

interface Counted {
  readonly name: string;
  readonly count: number;
}

/** PostgreSQL's driver returns 64-bit numbers as text. */
interface RawCount {
  readonly name: string;
  readonly count: string | number;
}

export interface RecentIssue {
  readonly id: number;
  readonly title: string;
  readonly status: IssueStatus;
  readonly updated_at: string | Date;
}

export interface Statistics {
  /** By table. */
  readonly rows: Counts;
  readonly byStatus: Counts;
  readonly byPriority: Counts;
  /** Most first. */
  readonly topAssignees: readonly Counted[];
  readonly topLabels: readonly Counted[];
  readonly recentIssues: readonly RecentIssue[];
}

@Injectable()
export class StatsRepository {
  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  /** From one snapshot. A long read, since it counts every row. */
  async find(limit: number): Promise<Statistics> {
    const most = (name: string, source: string) =>
      `SELECT ${name} AS name, SUM(counted.issues) AS count FROM ${source}
       GROUP BY ${name} HAVING SUM(counted.issues) > 0 ORDER BY 2 DESC, 1 LIMIT ${String(limit)}`;
    const by = (column: string) =>
      `SELECT ${column} AS name, SUM(issues) AS count FROM issue_totals
       GROUP BY ${column} HAVING SUM(issues) > 0`;
    const recent = `SELECT id, title, status, updated_at FROM issues WHERE deleted_at IS NULL
                    ORDER BY updated_at DESC, id DESC LIMIT ${String(limit)}`;
    const [rows = [], byStatus = [], byPriority = [], assignees = [], labels = [], issues = []] =
      await this.longReads.queryAll<RawCount & RecentIssue>([
        [rowCounts(this.runner.schema)],
        [by('status')],
        [by('priority')],
        [
          most(
            'person.username',
            'issue_counts counted JOIN users person ON person.id = counted.assignee_id',
          ),
        ],
        [
          most(
            'label.name',
            'label_totals counted JOIN labels label ON label.id = counted.label_id',
          ),
        ],
        [recent],
      ]);
    return {
      rows: toCounts(rows),
      byStatus: toCounts(byStatus),
      byPriority: toCounts(byPriority),
      topAssignees: assignees.map(toCounted),
      topLabels: labels.map(toCounted),
      recentIssues: issues,
    };
  }
}

const toCounted = ({ name, count }: RawCount): Counted => ({ name, count: Number(count) });

const toCounts = (rows: readonly RawCount[]): Counts =>
  Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));

import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { applicationTables } from '../database/application-tables.js';
import { LongReads } from '../database/long-reads.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { IssueEvent } from '../history/issue-event.entity.js';
import { Issue, type IssueStatus } from '../issues/issue.entity.js';
import { Label } from '../labels/label.entity.js';
import type { HealthCheck } from './integrity/health-checks.js';
import { REBUILD_SEARCH_INDEX } from './integrity/search-index.js';

type Counts = Readonly<Record<string, number>>;

interface Counted {
  readonly name: string;
  readonly count: number;
}

/** PostgreSQL's driver gives large numbers as text. */
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
export class MaintenanceRepository {
  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  private get manager() {
    return this.runner.manager;
  }

  /** Rows of every table of the entities and of the links between them. */
  async countRows(): Promise<Counts> {
    return toCounts(await this.manager.query<RawCount[]>(this.rowCounts()));
  }

  /** What is there, from one snapshot; beside everything else, since every row is counted. */
  async statistics(limit: number): Promise<Statistics> {
    const most = (name: string, source: string) =>
      `SELECT ${name} AS name, SUM(counted.issues) AS count FROM ${source}
       GROUP BY ${name} HAVING SUM(counted.issues) > 0 ORDER BY 2 DESC, 1 LIMIT ${String(limit)}`;
    const by = (column: string) =>
      `SELECT ${column} AS name, SUM(issues) AS count FROM issue_counts
       GROUP BY ${column} HAVING SUM(issues) > 0`;
    const recent = `SELECT id, title, status, updated_at FROM issues WHERE deleted_at IS NULL
                    ORDER BY updated_at DESC, id DESC LIMIT ${String(limit)}`;
    const [rows = [], byStatus = [], byPriority = [], assignees = [], labels = [], issues = []] =
      await this.longReads.together<RawCount & RecentIssue>([
        [this.runner.compose(() => this.rowCounts())],
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
            'label_counts counted JOIN labels label ON label.id = counted.label_id',
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

  /** Up to `limit` ids of rows with the fault, and how many there are; beside everything else. */
  async faults({ query, setup = [] }: HealthCheck, limit: number) {
    const results = await this.longReads.together<{ id: string | number; count: string | number }>([
      ...setup.map((statement) => [statement] as const),
      [`SELECT id, COUNT(*) OVER () AS count FROM (${query}) faulty LIMIT ${String(limit)}`],
    ]);
    const rows = results.at(-1) ?? [];
    return { count: Number(rows[0]?.count ?? 0), examples: rows.map(({ id }) => String(id)) };
  }

  /** Part of a transaction. */
  async rebuildSearchIndex(): Promise<void> {
    for (const statement of REBUILD_SEARCH_INDEX[this.runner.dialect.name]) {
      await this.runner.query(statement);
    }
  }

  countResolvedBefore(moment: Date): Promise<number> {
    return this.resolvedBefore(moment).getCount();
  }

  /** Deletes at most `limit` of them with their comments, links and histories; returns how many. */
  async deleteResolvedBefore(moment: Date, limit: number): Promise<number> {
    const query = this.resolvedBefore(moment)
      .select('issue.id', 'id')
      .orderBy('issue.id')
      .limit(limit);
    // Whoever reopens one of them at this moment is waited for, and the condition asked again.
    const found = await this.runner.locked(query).getRawMany<{ id: number }>();
    if (found.length > 0) {
      const ids = found.map(({ id }) => id);
      await this.manager.getRepository(IssueEvent).delete({ issueId: In(ids) });
      await this.manager.getRepository(Issue).delete(ids);
    }
    return found.length;
  }

  findUnusedLabels(): Promise<Label[]> {
    return this.unusedLabels().getMany();
  }

  async deleteUnusedLabels(): Promise<number> {
    // Waits for whoever is putting one of them on an issue; the deletion then sees its link.
    const unused = await this.runner.locked(this.unusedLabels()).getMany();
    if (unused.length === 0) return 0;
    const { affected } = await this.manager
      .createQueryBuilder()
      .delete()
      .from(Label)
      .where({ id: In(unused.map(({ id }) => id)) })
      .andWhere('NOT EXISTS (SELECT 1 FROM issue_labels link WHERE link.label_id = labels.id)')
      .execute();
    return affected ?? 0;
  }

  private unusedLabels() {
    return this.manager
      .getRepository(Label)
      .createQueryBuilder('label')
      .where('NOT EXISTS (SELECT 1 FROM issue_labels link WHERE link.label_id = label.id)')
      .orderBy('label.id');
  }

  /** Deletes every row but the record of maintenance; ids start at 1 again. */
  async deleteEverything(): Promise<void> {
    const tables = applicationTables(this.manager.dataSource)
      .map(({ name }) => name)
      .filter((table) => table !== 'maintenance_runs')
      .reverse();
    await this.runner.queryAll(this.runner.dialect.emptyTables(tables));
  }

  private resolvedBefore(moment: Date) {
    return (
      this.manager
        .getRepository(Issue)
        .createQueryBuilder('issue')
        // Deleted ones have been out of sight all the time, and count from then on.
        .withDeleted()
        .where('(issue.resolved_at < :moment OR issue.deleted_at < :moment)', {
          moment: moment.toISOString(),
        })
    );
  }

  private rowCounts(): string {
    return this.manager.dataSource.entityMetadatas
      .map(({ tableName }) => tableName)
      .sort()
      .map((table) => `SELECT '${table}' AS name, COUNT(*) AS count FROM ${table}`)
      .join(' UNION ALL ');
  }
}

const toCounted = ({ name, count }: RawCount): Counted => ({ name, count: Number(count) });

const toCounts = (rows: readonly RawCount[]): Counts =>
  Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));

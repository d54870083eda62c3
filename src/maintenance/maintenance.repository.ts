import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { applicationTables } from '../database/application-tables.js';
import { LongReads } from '../database/long-reads.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { IssueEvent } from '../history/issue-event.entity.js';
import { Issue } from '../issues/issue.entity.js';
import { Label } from '../labels/label.entity.js';
import type { HealthCheck } from './health-checks.js';

type Count = Readonly<Record<string, number>>;

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
  async countRows(): Promise<Count> {
    const counts: Record<string, number> = {};
    for (const table of this.tables()) {
      const [row] = await this.manager.query<{ count: string | number }[]>(
        `SELECT COUNT(*) AS count FROM ${table}`,
      );
      counts[table] = Number(row?.count);
    }
    return counts;
  }

  async countIssuesBy(column: 'status' | 'priority'): Promise<Count> {
    const rows = await this.manager.query<{ key: string; count: string | number }[]>(
      `SELECT ${column} AS key, COUNT(*) AS count FROM issues
       WHERE deleted_at IS NULL GROUP BY ${column}`,
    );
    return Object.fromEntries(rows.map(({ key, count }) => [key, Number(count)]));
  }

  topAssignees(limit: number): Promise<{ username: string; count: number }[]> {
    return this.counted(
      `SELECT person.username AS name, COUNT(*) AS count FROM issues issue
      JOIN users person ON person.id = issue.assignee_id WHERE issue.deleted_at IS NULL
      GROUP BY person.id, person.username ORDER BY count DESC, person.id LIMIT ${String(limit)}`,
    ).then((rows) => rows.map(({ name, count }) => ({ username: name, count })));
  }

  topLabels(limit: number): Promise<{ name: string; count: number }[]> {
    return this.counted(`SELECT label.name AS name, COUNT(*) AS count FROM issue_labels link
      JOIN labels label ON label.id = link.label_id
      GROUP BY label.id, label.name ORDER BY count DESC, label.id LIMIT ${String(limit)}`);
  }

  recentIssues(limit: number): Promise<Issue[]> {
    return this.manager
      .getRepository(Issue)
      .find({ order: { updatedAt: 'DESC', id: 'DESC' }, take: limit });
  }

  /** Up to `limit` ids of rows with the fault, and how many there are; beside everything else. */
  async faults({ query }: HealthCheck, limit: number) {
    const [rows = []] = await this.longReads.together<{
      id: string | number;
      count: string | number;
    }>([[`SELECT id, COUNT(*) OVER () AS count FROM (${query}) faulty LIMIT ${String(limit)}`]]);
    return { count: Number(rows[0]?.count ?? 0), examples: rows.map(({ id }) => String(id)) };
  }

  countResolvedBefore(moment: Date): Promise<number> {
    return this.resolvedBefore(moment).getCount();
  }

  /** Deletes at most `limit` of them with their comments, links and histories; returns how many. */
  async deleteResolvedBefore(moment: Date, limit: number): Promise<number> {
    const found = await this.resolvedBefore(moment)
      .select('issue.id', 'id')
      .orderBy('issue.id')
      .limit(limit)
      .getRawMany<{ id: number }>();
    if (found.length > 0) {
      const ids = found.map(({ id }) => id);
      await this.manager.getRepository(IssueEvent).delete({ issueId: In(ids) });
      await this.manager.getRepository(Issue).delete(ids);
    }
    return found.length;
  }

  findUnusedLabels(): Promise<Label[]> {
    return this.manager
      .getRepository(Label)
      .createQueryBuilder('label')
      .where('NOT EXISTS (SELECT 1 FROM issue_labels link WHERE link.label_id = label.id)')
      .orderBy('label.id')
      .getMany();
  }

  async deleteUnusedLabels(): Promise<number> {
    const unused = await this.findUnusedLabels();
    if (unused.length > 0) {
      await this.manager.getRepository(Label).delete(unused.map(({ id }) => id));
    }
    return unused.length;
  }

  /** Deletes every row but the record of maintenance; ids start at 1 again. */
  async deleteEverything(): Promise<void> {
    const tables = applicationTables(this.manager.dataSource)
      .map(({ name }) => name)
      .filter((table) => table !== 'maintenance_runs')
      .reverse();
    if (this.runner.dialect === 'postgres') {
      await this.manager.query(`TRUNCATE ${tables.join(', ')} RESTART IDENTITY CASCADE`);
      return;
    }
    for (const table of tables) await this.manager.query(`DELETE FROM ${table}`);
    await this.manager.query(`DELETE FROM sqlite_sequence WHERE name <> 'maintenance_runs'`);
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

  private async counted(query: string): Promise<{ name: string; count: number }[]> {
    const rows = await this.manager.query<{ name: string; count: string | number }[]>(query);
    return rows.map(({ name, count }) => ({ name, count: Number(count) }));
  }

  private tables(): string[] {
    return this.manager.dataSource.entityMetadatas.map(({ tableName }) => tableName).sort();
  }
}

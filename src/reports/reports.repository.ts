import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { TransactionRunner } from '../database/transaction-runner.js';
import { Issue } from '../issues/issue.entity.js';
import { User } from '../users/user.entity.js';
import type { Resolved, ResolvedQuery } from './dto/reports.dto.js';

/** Seconds between two timestamps, to the millisecond, in either dialect. */
const SECONDS = {
  postgres: 'EXTRACT(EPOCH FROM issue.resolved_at - issue.created_at)',
  sqlite: "(unixepoch(issue.resolved_at, 'subsec') - unixepoch(issue.created_at, 'subsec'))",
} as const;

@Injectable()
export class ReportsRepository {
  constructor(private readonly runner: TransactionRunner) {}

  /** Every assignee of a resolved issue, by id. */
  async findResolved({ since, until }: ResolvedQuery): Promise<Resolved[]> {
    const { manager, dialect } = this.runner;
    const query = manager
      .getRepository(Issue)
      .createQueryBuilder('issue')
      .select('issue.assignee_id', 'id')
      .addSelect('COUNT(*)', 'count')
      .addSelect(`AVG(${SECONDS[dialect]})`, 'seconds')
      .where('issue.resolved_at IS NOT NULL')
      .andWhere('issue.assignee_id IS NOT NULL')
      .groupBy('issue.assignee_id');
    if (since) query.andWhere('issue.resolved_at >= :since', { since: since.toISOString() });
    if (until) query.andWhere('issue.resolved_at < :until', { until: until.toISOString() });
    const rows = await query.getRawMany<{ id: number; count: string; seconds: string }>();
    const users = await manager.getRepository(User).find({
      where: { id: In(rows.map(({ id }) => id)) },
      order: { id: 'ASC' },
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return users.map((assignee) => ({
      assignee,
      count: Number(byId.get(assignee.id)?.count),
      averageHours: Number(byId.get(assignee.id)?.seconds) / 3600,
    }));
  }
}

import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { Resolved, ResolvedQuery, TopAssigneesQuery } from './dto/reports.dto.js';
import { ReportsRepository } from './reports.repository.js';

@Injectable()
export class ReportsService {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly runner: TransactionRunner,
  ) {}

  /** Who resolved most, first; equals by id. */
  async topAssignees(query: TopAssigneesQuery): Promise<Resolved[]> {
    const resolved = await this.resolved(query);
    return resolved.sort((a, b) => b.count - a.count).slice(0, query.limit);
  }

  /** Who resolves fastest, first; equals by id. */
  async latency(query: ResolvedQuery): Promise<Resolved[]> {
    const resolved = await this.resolved(query);
    return resolved.sort((a, b) => a.averageHours - b.averageHours);
  }

  private resolved(query: ResolvedQuery): Promise<Resolved[]> {
    return this.runner.read(() => this.reports.findResolved(query));
  }
}

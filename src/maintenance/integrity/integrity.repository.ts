import { Injectable } from '@nestjs/common';
import { LongReads } from '../../database/long-reads.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import type { HealthCheck } from './health-checks.js';
import { REBUILD_SEARCH_INDEX } from './search-index.js';

@Injectable()
export class IntegrityRepository {
  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

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
}

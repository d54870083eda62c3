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

  /** Up to `limit` ids of the rows that violate the check, and their number. */
  async violations({ query, setup = [] }: HealthCheck, limit: number) {
    const results = await this.longReads.queryAll<{ id: string | number; count: string | number }>([
      ...setup.map((statement) => [statement] as const),
      [`SELECT id, COUNT(*) OVER () AS count FROM (${query}) violations LIMIT ${String(limit)}`],
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

import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '../database/transaction-runner.js';
import { SummariesRepository, type SummaryRow } from './summaries.repository.js';
import { SUMMARY_TABLES, type SummaryTable } from './summary-tables.js';

/** A row of a summary that differs from a recount. */
export interface SummaryDifference {
  readonly table: string;
  /** The values of the key columns. */
  readonly key: readonly (string | number)[];
  readonly kept: readonly number[];
  readonly recounted: readonly number[];
}

/** Checks and rebuilds the summaries. */
@Injectable()
export class SummariesService {
  constructor(
    private readonly summaries: SummariesRepository,
    private readonly runner: TransactionRunner,
  ) {}

  /** Compares the summaries with a recount of all issues, on one snapshot. */
  async differences(): Promise<SummaryDifference[]> {
    const tables = await this.summaries.keptAndRecounted();
    return tables.flatMap(({ table, kept, recounted }) =>
      compare(table, byKey(table, kept), byKey(table, recounted)),
    );
  }

  /** Recounts everything. */
  rebuild(): Promise<void> {
    return this.runner.runAlone(async () => {
      await this.summaries.lockIssues();
      await this.summaries.refreshLinks();
      await this.summaries.correctOpenings();
      for (const table of SUMMARY_TABLES) await this.summaries.rebuild(table);
    });
  }
}

interface Counted {
  readonly key: readonly (string | number)[];
  readonly counts: readonly number[];
}

function byKey({ keys, counts }: SummaryTable, rows: readonly SummaryRow[]): Map<string, Counted> {
  return new Map(
    rows.map((row) => {
      const key = keys.map((name) => row[name] ?? '');
      return [JSON.stringify(key), { key, counts: counts.map((name) => Number(row[name])) }];
    }),
  );
}

function compare(
  { name, counts }: SummaryTable,
  kept: ReadonlyMap<string, Counted>,
  recounted: ReadonlyMap<string, Counted>,
): SummaryDifference[] {
  const nothing = counts.map(() => 0);
  return [...new Set([...kept.keys(), ...recounted.keys()])].flatMap((id) => {
    const has = kept.get(id)?.counts ?? nothing;
    const should = recounted.get(id)?.counts ?? nothing;
    if (has.every((count, index) => count === should[index])) return [];
    const key = (kept.get(id) ?? recounted.get(id))?.key ?? [];
    return [{ table: name, key, kept: has, recounted: should }];
  });
}

import { Injectable } from '@nestjs/common';
import { LongReads } from '../database/long-reads.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { SUMMARY_TABLES, type SummaryName, type SummaryTable } from './summary-tables.js';
import { BLOCK_SIZE, correctOpenings, SUMMARY_TERMS, type SummaryTerms } from './summary-terms.js';

export type SummaryRow = Readonly<Record<string, string | number>>;

/** The summaries as they are and as a recount of all issues has them. */
@Injectable()
export class SummariesRepository {
  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  /** What each table keeps and what a recount says, all of one snapshot, beside everything else. */
  async keptAndRecounted(): Promise<
    { table: SummaryTable; kept: SummaryRow[]; recounted: SummaryRow[] }[]
  > {
    const results = await this.longReads.queryAll<SummaryRow>(
      SUMMARY_TABLES.flatMap((table) => [[kept(table)], [this.recount(table.name)]]),
    );
    return SUMMARY_TABLES.map((table, index) => ({
      table,
      kept: results[2 * index] ?? [],
      recounted: results[2 * index + 1] ?? [],
    }));
  }

  /** Keeps everybody from changing what is counted until the transaction ends. */
  async lockIssues(): Promise<void> {
    await this.runner.runAll(this.runner.dialect.lockTables(['issues', 'issue_labels']));
  }

  /** Replaces the stored counts by a recount; `lockIssues` has to be held. */
  async rebuild({ name, keys, counts }: SummaryTable): Promise<void> {
    await this.runner.query(`DELETE FROM ${name}`);
    const columns = [...keys, ...counts].join(', ');
    await this.runner.query(
      `INSERT INTO ${name} (${columns}, slot)
       SELECT ${columns}, 0 FROM (${this.recount(name)}) AS recount`,
    );
  }

  /** Refreshes the copies of issue columns in `issue_labels`, which lists filter and sort by. */
  async refreshLinks(): Promise<void> {
    await this.runner.query(
      `UPDATE issue_labels SET (status, priority, assignee_id, created_at) =
       (SELECT status, priority, coalesce(assignee_id, 0), created_at FROM issues
        WHERE id = issue_labels.issue_id AND deleted_at IS NULL)`,
    );
  }

  /** Makes the openings of each issue add up to whether it is open. */
  async correctOpenings(): Promise<void> {
    await this.runner.query(correctOpenings(this.runner.dialect.name));
  }

  private recount(name: SummaryName): string {
    return RECOUNTS[name](SUMMARY_TERMS[this.runner.dialect.name]);
  }
}

/** What each table should have, counted from the issues. */
const RECOUNTS: Record<SummaryName, (terms: SummaryTerms) => string> = {
  issue_counts: () =>
    `SELECT status, priority, coalesce(assignee_id, 0) AS assignee_id, COUNT(*) AS issues
     FROM issues WHERE deleted_at IS NULL GROUP BY 1, 2, 3`,
  label_counts: () =>
    `SELECT link.label_id, issue.status, issue.priority,
            coalesce(issue.assignee_id, 0) AS assignee_id, COUNT(*) AS issues
     FROM issue_labels link JOIN issues issue ON issue.id = link.issue_id
     WHERE issue.deleted_at IS NULL GROUP BY 1, 2, 3, 4`,
  resolution_counts: (terms) => resolutionsBy(`${terms.bucket} AS bucket`, terms),
  resolution_blocks: (terms) =>
    resolutionsBy(`(${terms.bucket}) / ${String(BLOCK_SIZE)} AS block`, terms),
  daily_counts: ({ createdDay, resolvedDay }) =>
    `SELECT day, SUM(created) AS created, SUM(resolved) AS resolved FROM (
       SELECT ${createdDay} AS day, 1 AS created, 0 AS resolved
       FROM issues WHERE deleted_at IS NULL
       UNION ALL
       SELECT ${resolvedDay}, 0, 1
       FROM issues WHERE deleted_at IS NULL AND resolved_at IS NOT NULL) AS events
     GROUP BY day`,
  open_counts: () =>
    `SELECT day, SUM(change) AS change FROM issue_openings
     GROUP BY day HAVING SUM(change) <> 0`,
};

/** The resolved issues of each assignee, and how long they took, by a key of that time. */
const resolutionsBy = (key: string, { milliseconds }: SummaryTerms): string =>
  `SELECT assignee_id, ${key}, COUNT(*) AS issues, SUM(ms) AS milliseconds
   FROM (SELECT coalesce(assignee_id, 0) AS assignee_id, ${milliseconds} AS ms
         FROM issues WHERE deleted_at IS NULL AND resolved_at IS NOT NULL) AS resolved
   GROUP BY 1, 2`;

/** The rows that count anything, summed over their slots. */
function kept({ name, keys, counts }: SummaryTable): string {
  const sums = counts.map((count) => `SUM(${count}) AS ${count}`);
  return `SELECT ${[...keys, ...sums].join(', ')} FROM ${name} GROUP BY ${keys.join(', ')}
          HAVING ${counts.map((count) => `SUM(${count}) <> 0`).join(' OR ')}`;
}

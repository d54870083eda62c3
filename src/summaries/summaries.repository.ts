import { Injectable } from '@nestjs/common';
import { LongReads } from '../database/long-reads.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { SummaryName, SummaryTable } from './summary-tables.js';
import {
  BLOCK_SIZE,
  correctOpenings,
  FOLDS,
  SUMMARY_TERMS,
  type SummaryTerms,
} from './summary-terms.js';

/** A row of a summary that differs from a recount. */
export interface SummaryDifference {
  readonly table: string;
  /** The values of the key columns. */
  readonly key: readonly (string | number)[];
  readonly kept: readonly number[];
  readonly recounted: readonly number[];
}

/** The differences of a piece that are listed. */
const MAX_DIFFERENCES = 1_000;

/** The summaries as they are and as a recount of all issues has them. */
@Injectable()
export class SummariesRepository {
  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  /**
   * The rows of a table that differ from a recount, at most 1,000 of each piece. A piece is compared by
   * the database, on a snapshot of its own: so none is open for long, and no memory is needed.
   */
  async differences(table: SummaryTable): Promise<SummaryDifference[]> {
    const { name, keys, counts } = table;
    const found: SummaryDifference[] = [];
    for (const piece of await this.piecesOf(keys[0])) {
      const statement = difference(table, this.recount(name, piece), piece);
      const [rows = []] = await this.longReads.queryAll<SummaryRow>([[statement]]);
      found.push(
        ...rows.map((row) => ({
          table: name,
          key: keys.map((key) => row[key] ?? ''),
          kept: counts.map((count) => Number(row[`kept_${count}`])),
          recounted: counts.map((count) => Number(row[`recounted_${count}`])),
        })),
      );
    }
    return found;
  }

  /** Conditions that share out the rows of a recount by the first key of its table. */
  private async piecesOf(key: string): Promise<string[]> {
    if (key === 'status') {
      return [
        ...STATUSES.map((status) => `status = '${status}'`),
        `status NOT IN (${STATUSES.map((status) => `'${status}'`).join(', ')})`,
      ];
    }
    const source = ID_SOURCES[key];
    if (source === undefined) return ['1 = 1'];
    const [rows] = await this.longReads.queryAll<{ id: number | null }>([
      [`SELECT max(id) AS id FROM ${source}`],
    ]);
    const last = Math.floor((rows?.[0]?.id ?? 0) / IDS_OF_A_PIECE);
    return Array.from({ length: last + 1 }, (_none, index) => {
      const first = index * IDS_OF_A_PIECE;
      const from = `${key} >= ${String(first)}`;
      // The last one also has what is counted for ids that do not exist.
      return index === last ? from : `${from} AND ${key} < ${String(first + IDS_OF_A_PIECE)}`;
    });
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

  /** Makes one row of the rows that transactions of the same time have left for a count. */
  async fold(): Promise<void> {
    for (const statements of FOLDS[this.runner.dialect.name]) {
      await this.runner.run(() => this.runner.runAll(statements.map((statement) => [statement])));
    }
  }

  private recount(name: SummaryName, piece = '1 = 1'): string {
    return RECOUNTS[name](piece, SUMMARY_TERMS[this.runner.dialect.name]);
  }
}

type SummaryRow = Readonly<Record<string, string | number>>;

const STATUSES = ['open', 'in_progress', 'resolved', 'closed'];

const IDS_OF_A_PIECE = 256;

/** The table whose ids a key has. */
const ID_SOURCES: Readonly<Record<string, string>> = { label_id: 'labels', assignee_id: 'users' };

/** What is counted, with the keys as the counts have them. */
const ISSUES = `(SELECT status, priority, coalesce(assignee_id, 0) AS assignee_id, created_at,
    resolved_at FROM issues WHERE deleted_at IS NULL) AS issue`;
const LINKS = `(SELECT link.label_id, issue.status, issue.priority,
    coalesce(issue.assignee_id, 0) AS assignee_id
  FROM issue_labels link JOIN issues issue ON issue.id = link.issue_id
  WHERE issue.deleted_at IS NULL) AS link`;

const countBy = (keys: string, rows: string, piece: string) =>
  `SELECT ${keys}, COUNT(*) AS issues FROM ${rows} WHERE ${piece} GROUP BY ${keys}`;

/** What each table should have, counted from the issues. */
const RECOUNTS: Record<SummaryName, (piece: string, terms: SummaryTerms) => string> = {
  issue_counts: (piece) => countBy('status, priority, assignee_id', ISSUES, piece),
  issue_totals: (piece) => countBy('status, priority', ISSUES, piece),
  label_counts: (piece) => countBy('label_id, status, priority, assignee_id', LINKS, piece),
  label_totals: (piece) => countBy('label_id, status, priority', LINKS, piece),
  resolution_counts: (piece, terms) => resolutionsBy(`, ${terms.bucket} AS bucket`, piece, terms),
  resolution_blocks: (piece, terms) =>
    resolutionsBy(`, (${terms.bucket}) / ${String(BLOCK_SIZE)} AS block`, piece, terms),
  resolution_totals: (piece, terms) => resolutionsBy('', piece, terms),
  daily_counts: (piece, { createdDay, resolvedDay }) =>
    `SELECT day, SUM(created) AS created, SUM(resolved) AS resolved FROM (
       SELECT ${createdDay} AS day, 1 AS created, 0 AS resolved FROM ${ISSUES}
       UNION ALL
       SELECT ${resolvedDay}, 0, 1 FROM ${ISSUES} WHERE resolved_at IS NOT NULL) AS events
     WHERE ${piece} GROUP BY day`,
  open_counts: (piece) =>
    `SELECT day, SUM(change) AS change FROM issue_openings WHERE ${piece}
     GROUP BY day HAVING SUM(change) <> 0`,
};

/** The resolved issues of each assignee, and how long they took, by a key of that time. */
const resolutionsBy = (key: string, piece: string, { milliseconds }: SummaryTerms): string =>
  `SELECT assignee_id${key}, COUNT(*) AS issues, SUM(ms) AS milliseconds
   FROM (SELECT assignee_id, ${milliseconds} AS ms
         FROM ${ISSUES} WHERE resolved_at IS NOT NULL AND ${piece}) AS resolved
   GROUP BY 1${key && ', 2'}`;

/**
 * Selects the keys whose counts, summed over their slots, are not those of the recount. (In a FULL JOIN
 * SQLite would compare each key with each.)
 */
function difference({ name, keys, counts }: SummaryTable, recount: string, piece: string): string {
  const columns = keys.join(', ');
  const listed = (item: (count: string) => string) => counts.map(item).join(', ');
  return `SELECT ${columns},
      ${listed((count) => `SUM(kept_${count}) AS kept_${count}`)},
      ${listed((count) => `SUM(recounted_${count}) AS recounted_${count}`)}
    FROM (SELECT ${columns}, ${listed((count) => `${count} AS kept_${count}`)},
            ${listed((count) => `0 AS recounted_${count}`)} FROM ${name} WHERE ${piece}
          UNION ALL SELECT ${columns}, ${listed(() => '0')}, ${counts.join(', ')}
          FROM (${recount}) AS recounted) AS counted
    GROUP BY ${columns}
    HAVING ${counts.map((count) => `SUM(kept_${count}) <> SUM(recounted_${count})`).join(' OR ')}
    LIMIT ${String(MAX_DIFFERENCES)}`;
}

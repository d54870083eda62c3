import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { CodedError } from '../../common/errors/coded-error.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { ReusedIdempotencyKeyError } from '../../idempotency/idempotency.errors.js';
import { IdempotencyService, type Lease } from '../../idempotency/idempotency.service.js';
import { LabelsService } from '../../labels/labels.service.js';
import { UsersService } from '../../users/users.service.js';
import { caseKey } from '../../common/text.js';
import { InvalidCsvError } from '../issue.errors.js';
import { IssueWriter } from '../issue-writer.js';
import { type CsvFile, readCsv } from './csv-reader.js';
import {
  advance,
  type ImportProgress,
  type ImportReport,
  NO_PROGRESS,
  toReport,
} from './import-report.js';
import type { ImportRow } from './import-row.js';
import { rowBatches } from './row-batches.js';

export interface ImportOptions {
  /** Only validates; stores nothing. */
  readonly dryRun?: boolean | undefined;
  /** Stores all rows in one transaction, or, when one of them is invalid, none. */
  readonly atomic?: boolean | undefined;
  /** A repeated import with the same key stores the missing rows, and reports all of them. */
  readonly key?: string | undefined;
  readonly onProgress?: (progress: ImportProgress) => void;
}

@Injectable()
export class ImportService {
  constructor(
    private readonly writer: IssueWriter,
    private readonly users: UsersService,
    private readonly labels: LabelsService,
    private readonly idempotency: IdempotencyService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores each valid row of a CSV, batch by batch as it comes in, and reports the others.
   *
   * @throws InvalidCsvError when there is no column `title`, or the file cannot be read to its end;
   *   what fails on the way says how many rows are stored
   */
  async import(source: Readable, options: ImportOptions = {}): Promise<ImportReport> {
    const { dryRun = false, atomic = false, key } = options;
    if (key === undefined || dryRun) return this.importOnce(source, options);
    return this.idempotency.withLease(key, `import atomic=${String(atomic)}`, (lease) =>
      this.importOnce(source, options, lease),
    );
  }

  private async importOnce(
    source: Readable,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportReport> {
    const file = await readCsv(source);
    requireColumns(file);
    const { atomic: atomic = false } = options;
    const progress = atomic
      ? await this.storeAtomically(file, options, lease)
      : await this.storeBatches(file, options, lease);
    return toReport(progress, file.columns, { atomic: atomic, replayed: lease?.finished === true });
  }

  private async storeBatches(
    file: CsvFile,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress> {
    const stored = (lease?.progress ?? NO_PROGRESS) as ImportProgress;
    let progress = NO_PROGRESS;
    try {
      for await (const rows of this.batches(file)) {
        if (progress.rows < stored.rows) {
          progress = skip(progress, rows, stored);
        } else if (lease?.finished) {
          throw new ReusedIdempotencyKeyError();
        } else {
          progress = await this.storeBatch(rows, progress, options, lease);
          options.onProgress?.(progress);
        }
      }
    } catch (error) {
      throw options.dryRun ? error : interrupted(error, progress);
    }
    if (progress.rows < stored.rows) throw new ReusedIdempotencyKeyError();
    if (lease && !lease.finished)
      await this.runner.run(() => this.idempotency.advance(lease, progress, true));
    return progress;
  }

  /** One transaction for the file. It cannot be retried, since the upload can be read only once. */
  private async storeAtomically(
    file: CsvFile,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress> {
    const stored = (lease?.progress ?? NO_PROGRESS) as ImportProgress;
    const outcome = { progress: NO_PROGRESS };
    const readsOnly = options.dryRun === true || lease?.finished === true;
    const work = async () => {
      for await (const rows of this.batches(file)) {
        // A snapshot per batch: one for the file would stay open as long as the upload takes.
        const judged = readsOnly
          ? await this.runner.read(() => this.judge(rows))
          : await this.store(rows);
        outcome.progress = advance(outcome.progress, judged);
        options.onProgress?.(outcome.progress);
      }
      if (lease?.finished) return;
      const { rows, successful } = outcome.progress;
      if (successful < rows) throw new InvalidRowsError();
      if (lease) await this.idempotency.advance(lease, outcome.progress, true);
    };
    try {
      await (readsOnly ? work() : this.runner.runOnce(work));
    } catch (error) {
      // The report lists the invalid rows; nothing was stored.
      if (!(error instanceof InvalidRowsError)) throw error;
    }
    if (lease?.finished && outcome.progress.digest !== stored.digest) {
      throw new ReusedIdempotencyKeyError();
    }
    return lease?.finished ? stored : outcome.progress;
  }

  private storeBatch(
    rows: readonly ImportRow[],
    before: ImportProgress,
    { dryRun }: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress> {
    if (dryRun) return this.runner.read(async () => advance(before, await this.judge(rows)));
    return this.runner.runAlone(async () => {
      const progress = advance(before, await this.store(rows));
      if (lease) await this.idempotency.advance(lease, progress, false);
      return progress;
    });
  }

  private batches(file: CsvFile): AsyncGenerator<ImportRow[]> {
    return rowBatches(file, this.runner.dialect.batchRows, this.clock.now());
  }

  /** Part of a transaction: stores the valid rows; returns all with their errors. */
  private async store(rows: readonly ImportRow[]): Promise<ImportRow[]> {
    const judged = await this.withMissing(rows, await this.users.lockActive(assigneesOf(rows)));
    const valid = judged.filter(({ errors }) => errors.length === 0);
    const names = new Map(
      valid.flatMap(({ labelNames }) => labelNames).map((name) => [caseKey(name), name]),
    );
    const labels = await this.labels.ensure([...names.values()]);
    const byKey = new Map(labels.map((label) => [label.nameKey, label]));
    await this.writer.create(
      valid.map(({ issue, labelNames }) => ({
        ...issue,
        labels: labelNames.flatMap((name) => byKey.get(caseKey(name)) ?? []),
      })),
    );
    return judged;
  }

  /** Finds the errors that `store` would, without storing anything. */
  private async judge(rows: readonly ImportRow[]): Promise<ImportRow[]> {
    return this.withMissing(rows, await this.users.findActive(assigneesOf(rows)));
  }

  /** Adds the errors that only the database knows: assignees who do not exist or are deactivated. */
  private async withMissing(
    rows: readonly ImportRow[],
    active: ReadonlySet<number>,
  ): Promise<ImportRow[]> {
    const missing = assigneesOf(rows).filter((id) => !active.has(id));
    const inactive = missing.length > 0 ? await this.users.findByIds(missing) : new Map();
    return rows.map((row) => {
      const { assigneeId: id, errors } = row;
      if (id === null || active.has(id)) return row;
      const error = inactive.has(id)
        ? `user ${String(id)} is deactivated`
        : `no user ${String(id)}`;
      return { ...row, errors: [...errors, `assignee_id: ${error}`] };
    });
  }
}

const assigneesOf = (rows: readonly ImportRow[]): number[] => [
  ...new Set(rows.flatMap(({ assigneeId }) => assigneeId ?? [])),
];

/** Rolls an atomic import back. */
class InvalidRowsError extends Error {}

function skip(
  before: ImportProgress,
  rows: readonly ImportRow[],
  stored: ImportProgress,
): ImportProgress {
  const { rows: seen, digest } = advance(before, rows);
  if (seen < stored.rows) return { ...NO_PROGRESS, rows: seen, digest };
  if (seen > stored.rows || digest !== stored.digest) throw new ReusedIdempotencyKeyError();
  return stored;
}

/** The error, with the number of rows that are stored already. */
function interrupted(error: unknown, { rows, successful }: ImportProgress): unknown {
  if (!(error instanceof CodedError) || rows === 0) return error;
  const { kind, code, message, errors, members } = error;
  return new CodedError(
    kind,
    code,
    `${message} Of the first ${String(rows)} rows ${String(successful)} are stored.`,
    { errors, members: { ...members, total_rows: rows, successful }, cause: error },
  );
}

function requireColumns({ columns }: CsvFile): void {
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (twice !== undefined) throw new InvalidCsvError(`The header has the column "${twice}" twice.`);
  if (!columns.includes('title')) {
    const found = columns.slice(0, 20).join(', ').slice(0, 200) || 'nothing';
    throw new InvalidCsvError(`The header has no column "title"; it has: ${found}.`);
  }
}

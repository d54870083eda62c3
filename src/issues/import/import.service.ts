import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { noteChange } from '../../common/request-context.js';
import { CodedError } from '../../common/errors/coded-error.js';
import { againIfDuplicate } from '../../database/again-if-duplicate.js';
import { DatabaseUnavailableError } from '../../database/database.errors.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { HistoryService } from '../../history/history.service.js';
import { ReusedIdempotencyKeyError } from '../../idempotency/idempotency.errors.js';
import { IdempotencyService, type Lease } from '../../idempotency/idempotency.service.js';
import type { CsvFile } from './csv-reader.js';
import type { OnExisting } from './existing-issues.js';
import { ImportBatches, type Storing } from './import-batches.js';
import { type OpenFile, readImport, type ReadOptions } from './import-file.js';
import { ImportRehearsal } from './import-rehearsal.js';
import {
  advance,
  type ImportProgress,
  type ImportReport,
  NO_PROGRESS,
  storedProgress,
  toReport,
} from './import-report.js';
import type { ImportRow } from './import-row.js';
import { rowBatches } from './row-batches.js';

export interface ImportOptions extends ReadOptions {
  /** Stores and rolls back: says what would change. */
  readonly dryRun?: boolean | undefined;
  /** Stores all rows in one transaction, or, when one of them is invalid, none. */
  readonly atomic?: boolean | undefined;
  /** A repeated import with the same key stores the missing rows, and reports all of them. */
  readonly key?: string | undefined;
  /** What is done with a row whose external id an issue has; an error of the row by default. */
  readonly onExisting?: OnExisting | undefined;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Called by a dry run with the errors of each invalid row. */
  readonly onErrors?: (errors: readonly string[]) => void;
}

@Injectable()
export class ImportService {
  constructor(
    private readonly importing: ImportBatches,
    private readonly history: HistoryService,
    private readonly idempotency: IdempotencyService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores each valid row of a CSV, batch by batch, and reports the others.
   *
   * @param open returns the file from its beginning; an atomic import reads it twice
   * @throws InvalidCsvError when there is no column `title`, or the file cannot be read to its end;
   *   what fails on the way says how many rows are stored
   */
  async import(open: OpenFile, options: ImportOptions = {}): Promise<ImportReport> {
    const { dryRun = false, atomic = false, key } = options;
    if (key === undefined || dryRun) return this.importOnce(open, options);
    const { onExisting = '', format = '' } = options;
    const how = [`import atomic=${String(atomic)}`, onExisting, format].join(' ').trim();
    return this.idempotency.withLease(key, how, (lease) => this.importOnce(open, options, lease));
  }

  private async importOnce(
    open: OpenFile,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportReport> {
    const file = await readImport(open, options);
    const { atomic = false, dryRun = false } = options;
    const { ignoredColumns } = file;
    if (dryRun) {
      const { progress, preview } = await this.rehearse(file, options);
      return toReport(progress, ignoredColumns, { atomic, preview });
    }
    const progress = atomic
      ? await this.importAtomically(file, open, options, lease)
      : await this.storeBatches(file, options, lease);
    if (progress.changeId !== undefined) noteChange(progress.changeId);
    return toReport(progress, ignoredColumns, { atomic, replayed: lease?.finished });
  }

  /** Stores the file and rolls it back, batch by batch, also that of an atomic import. */
  private async rehearse(file: CsvFile, options: ImportOptions) {
    const rehearsal = new ImportRehearsal(this.importing, this.history);
    let progress = NO_PROGRESS;
    try {
      for await (const batch of this.batches(file)) {
        const { rows, ...stored } = await rehearsal.store(batch, storingOf(options));
        for (const { errors } of rows) if (errors.length > 0) options.onErrors?.(errors);
        progress = advance(progress, rows, stored);
        options.onProgress?.(progress);
      }
    } finally {
      rehearsal.close();
    }
    return { progress, preview: rehearsal.preview };
  }

  private async storeBatches(
    file: CsvFile,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress> {
    const stored = storedProgress(lease?.progress);
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
      throw interrupted(error, progress);
    }
    if (progress.rows < stored.rows) throw new ReusedIdempotencyKeyError();
    if (lease && !lease.finished)
      await this.runner.run(() => this.idempotency.advance(lease, progress, true));
    return progress;
  }

  /**
   * Reads the file before the transaction begins, in which it is read again. With an invalid row the report is
   * that of a dry run, since the transaction ends with the first one.
   */
  private async importAtomically(
    file: CsvFile,
    open: OpenFile,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress> {
    let read = NO_PROGRESS;
    for await (const rows of this.batches(file)) {
      read = advance(read, rows);
      options.onProgress?.(read);
    }
    if (lease?.finished) {
      const stored = storedProgress(lease.progress);
      if (read.digest !== stored.digest) throw new ReusedIdempotencyKeyError();
      return stored;
    }
    let isValid = read.successful === read.rows;
    for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
      const stored = isValid ? await this.storeAll(open, options, lease) : undefined;
      if (stored) return stored;
      const { progress } = await this.rehearse(await readImport(open, options), options);
      if (progress.successful < progress.rows) return progress;
      // Whatever made a row invalid is gone since.
      isValid = true;
    }
    throw new DatabaseUnavailableError('Other requests change what the rows name; try again.');
  }

  /** One transaction for the file; undefined, and nothing is stored, when the database finds a row invalid. */
  private async storeAll(
    open: OpenFile,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress | undefined> {
    try {
      return await againIfDuplicate(() =>
        this.runner.runAlone(async () => {
          let progress = NO_PROGRESS;
          this.history.begin('import');
          for await (const rows of this.batches(await readImport(open, options))) {
            progress = await this.store(rows, progress, options);
            if (progress.successful < progress.rows) throw new InvalidRowError();
            options.onProgress?.(progress);
          }
          if (lease) await this.idempotency.advance(lease, progress, true);
          return progress;
        }),
      );
    } catch (error) {
      if (error instanceof InvalidRowError) return undefined;
      throw error;
    }
  }

  private storeBatch(
    rows: readonly ImportRow[],
    before: ImportProgress,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress> {
    return againIfDuplicate(() =>
      this.runner.runAlone(async () => {
        this.history.begin('import', { id: before.changeId });
        const progress = await this.store(rows, before, options);
        if (lease) await this.idempotency.advance(lease, progress, false);
        return progress;
      }),
    );
  }

  /** Part of a transaction. */
  private async store(
    batch: readonly ImportRow[],
    before: ImportProgress,
    options: ImportOptions,
  ): Promise<ImportProgress> {
    const { rows, ...stored } = await this.importing.store(batch, storingOf(options));
    const changeId = this.history.changeId ?? before.changeId;
    return { ...advance(before, rows, stored), changeId };
  }

  private batches(file: CsvFile): AsyncGenerator<ImportRow[]> {
    return rowBatches(file, this.runner.dialect.batchRows, this.clock.now());
  }
}

const storingOf = ({ createUsers = false, onExisting = 'error' }: ImportOptions): Storing => ({
  createUsers,
  onExisting,
});

/** Of an atomic import: each further one needs other requests that make a row invalid, and valid again. */
const MAX_ATTEMPTS = 3;

/** Rolls an atomic import back. */
class InvalidRowError extends Error {}

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

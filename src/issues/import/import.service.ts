import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { noteChange } from '../../common/request-context.js';
import { CodedError } from '../../common/errors/coded-error.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { HistoryService } from '../../history/history.service.js';
import { ReusedIdempotencyKeyError } from '../../idempotency/idempotency.errors.js';
import { IdempotencyService, type Lease } from '../../idempotency/idempotency.service.js';
import { IMPORT_COLUMNS } from '../csv-columns.js';
import { InvalidCsvError } from '../issue.errors.js';
import { type CsvFile, readCsv } from './csv-reader.js';
import { ImportBatches } from './import-batches.js';
import {
  advance,
  type ImportProgress,
  type ImportReport,
  NO_PROGRESS,
  toReport,
} from './import-report.js';
import type { ImportRow } from './import-row.js';
import { rowBatches } from './row-batches.js';

/** Opens a file at its beginning. */
export type OpenFile = () => Readable;

/** Read only with `createUsers`. */
const ADDRESS_COLUMN = 'assignee_email';

export interface ImportOptions {
  /** Only validates; stores nothing. */
  readonly dryRun?: boolean | undefined;
  /** Stores all rows in one transaction, or, when one of them is invalid, none. */
  readonly atomic?: boolean | undefined;
  /** A repeated import with the same key stores the missing rows, and reports all of them. */
  readonly key?: string | undefined;
  /** Creates the users that the column `assignee` names and that do not exist. */
  readonly createUsers?: boolean | undefined;
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
    return this.idempotency.withLease(key, `import atomic=${String(atomic)}`, (lease) =>
      this.importOnce(open, options, lease),
    );
  }

  private async importOnce(
    open: OpenFile,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportReport> {
    const wanted = columnsOf(options);
    const file = await readIssues(open, wanted);
    const { atomic = false } = options;
    const progress = atomic
      ? await this.importAtomically(file, open, options, lease)
      : await this.storeBatches(file, options, lease);
    if (progress.changeId !== undefined) noteChange(progress.changeId);
    const ignored = file.columns.filter((name) => !wanted.includes(name));
    return toReport(progress, ignored, { atomic, replayed: lease?.finished === true });
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

  /** Validates the file before the transaction begins, in which it is read again. */
  private async importAtomically(
    file: CsvFile,
    open: OpenFile,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress> {
    const judged = await this.judgeAll(file, options);
    if (lease?.finished) {
      const stored = lease.progress as ImportProgress;
      if (judged.digest !== stored.digest) throw new ReusedIdempotencyKeyError();
      return stored;
    }
    if (options.dryRun || judged.successful < judged.rows) return judged;
    return this.storeAll(open, options, lease);
  }

  /** A snapshot for each batch: one for the file would stay open for as long as the file is long. */
  private async judgeAll(file: CsvFile, options: ImportOptions): Promise<ImportProgress> {
    let progress = NO_PROGRESS;
    for await (const rows of this.batches(file)) {
      progress = await this.judge(rows, progress, options);
      options.onProgress?.(progress);
    }
    return progress;
  }

  /** One transaction for the file, all of whose rows were valid. */
  private async storeAll(
    open: OpenFile,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress> {
    const outcome = { progress: NO_PROGRESS };
    try {
      await this.runner.runAlone(async () => {
        outcome.progress = NO_PROGRESS;
        this.history.begin('import');
        for await (const rows of this.batches(await readIssues(open, columnsOf(options)))) {
          outcome.progress = await this.store(rows, outcome.progress, options);
          options.onProgress?.(outcome.progress);
        }
        const { rows, successful } = outcome.progress;
        if (successful < rows) throw new InvalidRowsError();
        if (lease) await this.idempotency.advance(lease, outcome.progress, true);
      });
    } catch (error) {
      // An assignee was deactivated since: the report says so, and nothing was stored.
      if (!(error instanceof InvalidRowsError)) throw error;
      return { ...outcome.progress, changeId: undefined };
    }
    return outcome.progress;
  }

  private storeBatch(
    rows: readonly ImportRow[],
    before: ImportProgress,
    options: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress> {
    if (options.dryRun) return this.judge(rows, before, options);
    return this.runner.runAlone(async () => {
      this.history.begin('import', { id: before.changeId });
      const progress = await this.store(rows, before, options);
      if (lease) await this.idempotency.advance(lease, progress, false);
      return progress;
    });
  }

  /** Part of a transaction. */
  private async store(
    batch: readonly ImportRow[],
    before: ImportProgress,
    { createUsers = false }: ImportOptions,
  ): Promise<ImportProgress> {
    const creating = { createUsers, created: before.createdUsers };
    const { rows, created } = await this.importing.store(batch, creating);
    return { ...advance(before, rows, created), changeId: this.history.changeId };
  }

  private async judge(
    batch: readonly ImportRow[],
    before: ImportProgress,
    { createUsers = false, onErrors }: ImportOptions,
  ): Promise<ImportProgress> {
    const creating = { createUsers, created: before.createdUsers };
    const { rows, created } = await this.runner.read(() => this.importing.judge(batch, creating));
    if (onErrors) for (const { errors } of rows) if (errors.length > 0) onErrors(errors);
    return advance(before, rows, created);
  }

  private batches(file: CsvFile): AsyncGenerator<ImportRow[]> {
    return rowBatches(file, this.runner.dialect.batchRows, this.clock.now());
  }
}

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

const columnsOf = ({ createUsers }: ImportOptions): string[] =>
  IMPORT_COLUMNS.map(({ name }) => name).filter((name) => createUsers || name !== ADDRESS_COLUMN);

/** @throws InvalidCsvError when there is no column `title`, or one twice */
async function readIssues(open: OpenFile, columns: readonly string[]): Promise<CsvFile> {
  const source = open();
  try {
    const file = await readCsv(source, columns);
    requireColumns(file);
    return file;
  } catch (error) {
    source.destroy();
    throw error;
  }
}

function requireColumns({ columns }: CsvFile): void {
  const twice = firstRepeated(columns.filter((name) => name !== ''));
  if (twice !== undefined) throw new InvalidCsvError(`The header has the column "${twice}" twice.`);
  if (!columns.includes('title')) {
    const found = columns.slice(0, 20).join(', ').slice(0, 200) || 'nothing';
    throw new InvalidCsvError(`The header has no column "title"; it has: ${found}.`);
  }
}

function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.has(name) || !seen.add(name));
}

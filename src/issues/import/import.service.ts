import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { noteChange } from '../../common/request-context.js';
import { CodedError } from '../../common/errors/coded-error.js';
import { againIfDuplicate } from '../../database/again-if-duplicate.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { HistoryService } from '../../history/history.service.js';
import { ReusedIdempotencyKeyError } from '../../idempotency/idempotency.errors.js';
import { IdempotencyService, type Lease } from '../../idempotency/idempotency.service.js';
import { IMPORT_COLUMNS } from '../csv-columns.js';
import { InvalidCsvError } from '../issue.errors.js';
import { type CsvFile, readCsv } from './csv-reader.js';
import type { OnExisting } from './existing-issues.js';
import { columnsOfFormat, type Format, toOwnRecord } from './formats/format.js';
import { type FormatName, FORMATS } from './formats/formats.js';
import { ImportBatches } from './import-batches.js';
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
  /** What is done with a row whose external id an issue has; an error of the row by default. */
  readonly onExisting?: OnExisting | undefined;
  /** The tool that has written the file; absent for our own columns. */
  readonly format?: FormatName | undefined;
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
    const wanted = columnsOf(options);
    const file = await readIssues(open, options);
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
      const stored = storedProgress(lease.progress);
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
      await againIfDuplicate(() =>
        this.runner.runAlone(async () => {
          outcome.progress = NO_PROGRESS;
          this.history.begin('import');
          for await (const rows of this.batches(await readIssues(open, options))) {
            outcome.progress = await this.store(rows, outcome.progress, options);
            options.onProgress?.(outcome.progress);
          }
          const { rows, successful } = outcome.progress;
          if (successful < rows) throw new InvalidRowsError();
          if (lease) await this.idempotency.advance(lease, outcome.progress, true);
        }),
      );
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
    const { rows, ...stored } = await this.importing.store(batch, creatingOf(before, options));
    const changeId = this.history.changeId ?? before.changeId;
    return { ...advance(before, rows, stored), changeId };
  }

  private async judge(
    batch: readonly ImportRow[],
    before: ImportProgress,
    options: ImportOptions,
  ): Promise<ImportProgress> {
    const { onErrors } = options;
    const { rows, ...judged } = await this.runner.read(() =>
      this.importing.judge(batch, creatingOf(before, options)),
    );
    if (onErrors) for (const { errors } of rows) if (errors.length > 0) onErrors(errors);
    return advance(before, rows, judged);
  }

  private batches(file: CsvFile): AsyncGenerator<ImportRow[]> {
    return rowBatches(file, this.runner.dialect.batchRows, this.clock.now());
  }
}

const creatingOf = (
  { createdUsers }: ImportProgress,
  { createUsers = false, onExisting = 'error' }: ImportOptions,
) => ({ createUsers, created: createdUsers, onExisting });

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

/** The columns that are read. */
const columnsOf = ({ createUsers, format }: ImportOptions): string[] =>
  format
    ? columnsOfFormat(FORMATS[format])
    : IMPORT_COLUMNS.map(({ name }) => name).filter(
        (name) => createUsers || name !== ADDRESS_COLUMN,
      );

/** @throws InvalidCsvError when there is no column of the title, or one of our own columns twice */
async function readIssues(open: OpenFile, options: ImportOptions): Promise<CsvFile> {
  const source = open();
  try {
    const file = await readCsv(source, columnsOf(options));
    const format: Format | undefined = options.format && FORMATS[options.format];
    if (!format) requireDistinct(file);
    requireTitle(file, format?.title ?? ['title']);
    return format ? { ...file, records: ownRecords(format, file.records) } : file;
  } catch (error) {
    source.destroy();
    throw error;
  }
}

async function* ownRecords(format: Format, records: CsvFile['records']) {
  for await (const record of records) yield toOwnRecord(format, record);
}

function requireDistinct({ columns }: CsvFile): void {
  const twice = firstRepeated(columns.filter((name) => name !== ''));
  if (twice !== undefined) throw new InvalidCsvError(`The header has the column "${twice}" twice.`);
}

function requireTitle({ columns }: CsvFile, names: readonly string[]): void {
  if (!names.some((name) => columns.includes(name))) {
    const found = columns.slice(0, 20).join(', ').slice(0, 200) || 'nothing';
    throw new InvalidCsvError(
      `The header has no column "${names.join('" or "')}"; it has: ${found}.`,
    );
  }
}

function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.has(name) || !seen.add(name));
}

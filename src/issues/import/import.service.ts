import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { noteChange } from '../../common/request-context.js';
import { CodedError } from '../../common/errors/coded-error.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { HistoryService } from '../../history/history.service.js';
import { ReusedIdempotencyKeyError } from '../../idempotency/idempotency.errors.js';
import { IdempotencyService, type Lease } from '../../idempotency/idempotency.service.js';
import { LabelsService } from '../../labels/labels.service.js';
import { UsersService } from '../../users/users.service.js';
import { caseKey } from '../../common/text.js';
import { CSV_COLUMNS } from '../csv-columns.js';
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

/** Opens a file at its beginning. */
export type OpenFile = () => Readable;

const COLUMN_NAMES = CSV_COLUMNS.map(({ name }) => name);

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
    const file = await readIssues(open);
    const { atomic = false } = options;
    const progress = atomic
      ? await this.importAtomically(file, open, options, lease)
      : await this.storeBatches(file, options, lease);
    if (progress.changeId !== undefined) noteChange(progress.changeId);
    return toReport(progress, file.columns, { atomic, replayed: lease?.finished === true });
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
      const judged = await this.runner.read(() => this.judge(rows));
      progress = advance(progress, judged);
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
        for await (const rows of this.batches(await readIssues(open))) {
          outcome.progress = await this.store(rows, outcome.progress);
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
    { dryRun }: ImportOptions,
    lease?: Lease,
  ): Promise<ImportProgress> {
    if (dryRun) return this.runner.read(async () => advance(before, await this.judge(rows)));
    return this.runner.runAlone(async () => {
      this.history.begin('import', { id: before.changeId });
      const progress = await this.store(rows, before);
      if (lease) await this.idempotency.advance(lease, progress, false);
      return progress;
    });
  }

  private batches(file: CsvFile): AsyncGenerator<ImportRow[]> {
    return rowBatches(file, this.runner.dialect.batchRows, this.clock.now());
  }

  /** Part of a transaction: stores the valid rows. */
  private async store(rows: readonly ImportRow[], before: ImportProgress): Promise<ImportProgress> {
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
    return { ...advance(before, judged), changeId: this.history.changeId };
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

/** @throws InvalidCsvError when there is no column `title`, or one twice */
async function readIssues(open: OpenFile): Promise<CsvFile> {
  const source = open();
  try {
    const file = await readCsv(source, COLUMN_NAMES);
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

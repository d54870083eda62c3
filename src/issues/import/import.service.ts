import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { UsersService } from '../../users/users.service.js';
import { InvalidCsvError } from '../issue.errors.js';
import { IssueWriter } from '../issue-writer.js';
import { newIssue } from '../issues.service.js';
import { type CsvFile, readCsv } from './csv-reader.js';
import { COLUMNS, type ImportRow, toImportRow } from './import-row.js';

/** Rows of one transaction: other writers wait for a batch, never for the file. */
const BATCH = 500;

/** Faulty rows that are listed; the rest is counted. */
const LISTED = 1000;

export interface ImportReport {
  readonly totalRows: number;
  readonly successful: number;
  readonly faulty: readonly ImportRow[];
  readonly truncated: boolean;
  readonly ignoredColumns: readonly string[];
}

@Injectable()
export class ImportService {
  constructor(
    private readonly writer: IssueWriter,
    private readonly users: UsersService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores each valid row of a CSV and reports the others.
   *
   * @throws InvalidCsvError when there is no column `title`
   */
  async import(bytes: Buffer): Promise<ImportReport> {
    const file = await readCsv(bytes);
    requireColumns(file);
    const faulty: ImportRow[] = [];
    let totalRows = 0;
    let failed = 0;
    for await (const batch of batches(file)) {
      const bad = await this.store(batch);
      totalRows += batch.length;
      failed += bad.length;
      faulty.push(...bad.slice(0, LISTED - faulty.length));
    }
    return {
      totalRows,
      successful: totalRows - failed,
      faulty,
      truncated: failed > faulty.length,
      ignoredColumns: file.columns.filter((name) => !COLUMNS.some((known) => known === name)),
    };
  }

  /** Stores the valid rows in one transaction; returns the others. */
  private store(rows: readonly ImportRow[]): Promise<ImportRow[]> {
    return this.runner.run(async () => {
      const assignees = new Set(
        rows.flatMap(({ faults, request: { assignee_id } }) =>
          typeof assignee_id === 'number' &&
          !faults.some((fault) => fault.startsWith('assignee_id'))
            ? [assignee_id]
            : [],
        ),
      );
      const active = await this.users.lockActive([...assignees]);
      const judged = rows.map((row) => {
        const { assignee_id: id } = row.request;
        const unknown = typeof id === 'number' && assignees.has(id) && !active.has(id);
        return unknown
          ? { ...row, faults: [...row.faults, `assignee_id: no user ${String(id)}`] }
          : row;
      });
      const now = this.clock.now();
      const valid = judged.filter(({ faults }) => faults.length === 0);
      if (valid.length > 0) {
        await this.writer.create(valid.map(({ request }) => newIssue(request, now)));
      }
      return judged.filter(({ faults }) => faults.length > 0);
    });
  }
}

function requireColumns({ columns }: CsvFile): void {
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (twice !== undefined) throw new InvalidCsvError(`The header has the column "${twice}" twice.`);
  if (!columns.includes('title')) {
    const found = columns.slice(0, 20).join(', ').slice(0, 200) || 'nothing';
    throw new InvalidCsvError(`The header has no column "title"; it has: ${found}.`);
  }
}

async function* batches(file: CsvFile): AsyncGenerator<ImportRow[]> {
  let batch: ImportRow[] = [];
  for await (const record of file.records) {
    batch.push(await toImportRow(record));
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

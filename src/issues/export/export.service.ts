import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import Papa from 'papaparse';
import { TransactionRunner } from '../../database/transaction-runner.js';
import type { ExportIssuesQuery } from '../dto/list-issues.dto.js';
import { type CsvColumn, exportedColumns } from '../csv-columns.js';
import { filterOf, parseSort, sortTextOf } from '../list/issue-list.js';
import { type ExportedIssue, IssueListRepository } from '../list/issue-list.repository.js';

@Injectable()
export class ExportService {
  constructor(
    private readonly issues: IssueListRepository,
    private readonly runner: TransactionRunner,
  ) {}

  count(query: ExportIssuesQuery): Promise<number> {
    return this.runner.read(() => this.issues.count(filterOf(query)));
  }

  /** All issues that match, as a CSV that the import takes. No snapshot is opened before the first read. */
  stream(query: ExportIssuesQuery, onBatch: (rows: number) => void = () => undefined): Readable {
    return Readable.from(this.lines(query, onBatch), { objectMode: false });
  }

  private async *lines(
    query: ExportIssuesQuery,
    onBatch: (rows: number) => void,
  ): AsyncGenerator<string> {
    const filter = filterOf(query);
    const columns = exportedColumns(query.fields);
    const names = columns.map(({ name }) => name);
    // Sent with the first rows, so that an error before them can still become an error response.
    let header = `${names.join(',')}${LINE_END}`;
    // Batches are read as they are sent.
    const sorts = parseSort(sortTextOf(query, filter));
    for await (const batch of this.issues.findAll(filter, sorts, names)) {
      onBatch(batch.length);
      yield header + toCsv(batch, columns);
      header = '';
    }
    if (header !== '') yield header;
  }
}

const LINE_END = '\r\n';

function toCsv(issues: readonly ExportedIssue[], columns: readonly CsvColumn[]): string {
  const cells = issues.map((issue) =>
    columns.map(({ name, kind }) => {
      const value = issue[name] ?? null;
      return value === null ? '' : kind.toCell(value);
    }),
  );
  return Papa.unparse(cells, { newline: LINE_END }) + LINE_END;
}

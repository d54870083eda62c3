import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import Papa from 'papaparse';
import { TransactionRunner } from '../../database/transaction-runner.js';
import type { IssueFilterQuery } from '../dto/list-issues.dto.js';
import { CSV_COLUMNS } from '../csv-columns.js';
import { filterOf, parseSort, sortTextOf } from '../list/issue-list.js';
import { type ExportedIssue, IssueListRepository } from '../list/issue-list.repository.js';

@Injectable()
export class ExportService {
  constructor(
    private readonly issues: IssueListRepository,
    private readonly runner: TransactionRunner,
  ) {}

  count(query: IssueFilterQuery): Promise<number> {
    return this.runner.read(() => this.issues.count(filterOf(query)));
  }

  /** Rows of all issues that match, as a CSV that the import takes. Batches are read as they are sent. */
  async *rows(query: IssueFilterQuery): AsyncGenerator<readonly ExportedIssue[]> {
    const filter = filterOf(query);
    yield* this.issues.findAll(filter, parseSort(sortTextOf(query, filter)));
  }

  /** The CSV as bytes. No snapshot is opened before the first read. */
  stream(query: IssueFilterQuery, onBatch: (rows: number) => void = () => undefined): Readable {
    return Readable.from(this.lines(query, onBatch), { objectMode: false });
  }

  private async *lines(
    query: IssueFilterQuery,
    onBatch: (rows: number) => void,
  ): AsyncGenerator<string> {
    // Sent with the first rows, so that an error before them can still become an error response.
    let header = HEADER;
    for await (const batch of this.rows(query)) {
      onBatch(batch.length);
      yield header + toCsv(batch);
      header = '';
    }
    if (header !== '') yield header;
  }
}

const LINE_END = '\r\n';

const HEADER = `${['id', ...CSV_COLUMNS.map(({ name }) => name)].join(',')}${LINE_END}`;

function toCsv(issues: readonly ExportedIssue[]): string {
  const cells = issues.map((issue) => [
    issue.id,
    ...CSV_COLUMNS.map(({ name, kind }) => {
      const value = issue[name] ?? null;
      return value === null ? '' : kind.toCell(value);
    }),
  ]);
  return Papa.unparse(cells, { newline: LINE_END }) + LINE_END;
}

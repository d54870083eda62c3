import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import Papa from 'papaparse';
import { guardFormula } from '../../common/formula-guard.js';
import { compareText } from '../../common/text.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import type { IssueFilterQuery } from '../dto/list-issues.dto.js';
import { COLUMNS } from '../import/import-row.js';
import { joinLabels } from '../label-list.js';
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

/** Those of the import, in the order in which `toCsv` writes them, behind the id. */
const HEADER = `${['id', ...COLUMNS].join(',')}${LINE_END}`;

function toCsv(issues: readonly ExportedIssue[]): string {
  const cells = issues.map((issue) => [
    issue.id,
    guardFormula(issue.title),
    issue.description === null ? '' : guardFormula(issue.description),
    issue.status,
    issue.priority,
    issue.assignee_id ?? '',
    labelsOf(issue),
    timestampOf(issue.created_at),
    issue.resolved_at === null ? '' : timestampOf(issue.resolved_at),
  ]);
  return Papa.unparse(cells, { newline: LINE_END }) + LINE_END;
}

function labelsOf({ label_names }: ExportedIssue): string {
  const names = (JSON.parse(label_names) as string[]).sort(compareText);
  return names.length === 0 ? '' : guardFormula(joinLabels(names));
}

const timestampOf = (value: Date | string): string =>
  value instanceof Date ? value.toISOString() : value;

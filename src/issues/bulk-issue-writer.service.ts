import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { partsOf } from '../common/turns.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { HistoryService } from '../history/history.service.js';
import { changesAnything, columnsOfEdits, eventsOf, type IssueEdit, rowOf } from './issue-edits.js';
import { IssueWritesRepository } from './issue-writes.repository.js';

export type { IssueEdit } from './issue-edits.js';

/**
 * Changes many issues together with their records in the history, in a number of statements that does not
 * depend on that of the issues; on SQLite in that number for each hundred, between which others read.
 */
@Injectable()
export class BulkIssueWriter {
  constructor(
    private readonly rows: IssueWritesRepository,
    private readonly history: HistoryService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * Part of a transaction that holds the locks of the issues. What an edit does not change stays as it
   * is; returns the ids of the others.
   */
  async apply(edits: readonly IssueEdit[]): Promise<number[]> {
    const changing = edits.filter(changesAnything);
    if (changing.length === 0) return [];
    const now = this.clock.now();
    const columns = columnsOfEdits(changing);
    for await (const part of partsOf(changing, this.runner.dialect.bulkRows)) {
      await this.applyPart(part, columns, now);
    }
    return changing.map(({ issue }) => issue.id);
  }

  /** Counts comments more or less, by the ids of the issues; the comments' own module records them. */
  countComments(by: ReadonlyMap<number, number>): Promise<void> {
    return this.rows.addToCommentsCounts(by);
  }

  private async applyPart(
    edits: readonly IssueEdit[],
    columns: ReturnType<typeof columnsOfEdits>,
    now: Date,
  ): Promise<void> {
    await this.rows.updateAll(
      edits.map((edit) => rowOf(edit, now)),
      columns,
    );
    await turn();
    await this.rows.deleteLinks(linksOf(edits, 'removed'));
    await this.rows.insertLabels(linksOf(edits, 'added'));
    await turn();
    await this.history.record(edits.flatMap((edit) => eventsOf(edit, now)));
  }
}

const linksOf = (edits: readonly IssueEdit[], name: 'added' | 'removed') =>
  edits.flatMap(({ issue, [name]: labels = [] }) =>
    labels.map(({ id }) => ({ issue_id: issue.id, label_id: id })),
  );

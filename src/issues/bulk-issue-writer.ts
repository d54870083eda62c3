import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { HistoryService } from '../history/history.service.js';
import { changesAnything, columnsOfEdits, eventsOf, type IssueEdit, rowOf } from './issue-edits.js';
import { IssueWritesRepository } from './issue-writes.repository.js';

/** Changes many issues in a fixed number of statements, together with their records in the history. */
@Injectable()
export class BulkIssueWriter {
  constructor(
    private readonly rows: IssueWritesRepository,
    private readonly history: HistoryService,
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
    await this.rows.updateAll(
      changing.map((edit) => rowOf(edit, now)),
      columnsOfEdits(changing),
    );
    await this.rows.deleteLinks(linksOf(changing, 'removed'));
    await this.rows.insertLabels(linksOf(changing, 'added'));
    await this.history.record(changing.flatMap((edit) => eventsOf(edit, now)));
    return changing.map(({ issue }) => issue.id);
  }

  /** Counts comments more or less, by the ids of the issues; the comments' own module records them. */
  countComments(by: ReadonlyMap<number, number>): Promise<void> {
    return this.rows.addToCommentsCounts(by);
  }
}

const linksOf = (edits: readonly IssueEdit[], name: 'added' | 'removed') =>
  edits.flatMap(({ issue, [name]: labels = [] }) =>
    labels.map(({ id }) => ({ issue_id: issue.id, label_id: id })),
  );

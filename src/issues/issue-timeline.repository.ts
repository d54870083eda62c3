import { Injectable } from '@nestjs/common';
import type { Position } from '../common/cursor.js';
import { largeWork } from '../common/turns.js';
import {
  type FoundDocuments,
  keyColumn,
  keysetPage,
  keysetValues,
  LOG_POSITION,
  orderBy,
  type Seek,
  shapeOfSeek,
  type SortKey,
  toPage,
} from '../database/keyset.js';
import { NamedStatement, StatementCache } from '../database/named-statement.js';
import { documentWithin, fitting, pageWithBytes } from '../database/page-bytes.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { timelineEntry } from './dto/timeline.document.js';

/** Oldest first: the ids of the events of an issue are in the order in which they happened. */
export const TIMELINE_ORDER: readonly SortKey[] = [
  { expression: 'event.id', kind: 'long', descending: false },
];

/** A row of a page; an empty page is one row, without an id. */
type Row = Readonly<Record<string, unknown>> & {
  /** Text on PostgreSQL, since it has 64 bits. */
  readonly id: string | number | null;
  /** NULL when it is left out of a large page. */
  readonly document: string | null;
};

const LONG_TEXT = { table: 'issue_events', alias: 'sized', text: 'details' } as const;

@Injectable()
export class IssueTimelineRepository {
  private entry: NamedStatement | undefined;
  private readonly pages = new StatementCache();

  constructor(private readonly runner: TransactionRunner) {}

  /** One page of the events of an issue, long texts cut; undefined without the issue. */
  async findPage(issueId: number, seek: Seek): Promise<FoundDocuments | undefined> {
    const statement = this.pages.get(shapeOfSeek(seek), () => this.composePage(seek.after));
    const parameters = { issueId, ...keysetValues(seek) };
    // An entry may have two texts of 1,000 characters, each of which is up to 6,000 bytes.
    await largeWork.next();
    const found = await this.runner.selectExisting<Row>(statement, parameters);
    if (found.length === 0) return undefined;
    const entries = found.filter(({ id }) => id !== null);
    const { rows, end } = toPage(entries, TIMELINE_ORDER, Math.min(seek.limit, fitting(entries)));
    return { documents: rows.map(({ document }) => document ?? ''), end };
  }

  /** JSON text of one event with its whole texts; undefined without it or its issue. */
  async find(issueId: number, id: number): Promise<string | undefined> {
    const { dialect } = this.runner;
    this.entry ??= new NamedStatement(
      `SELECT ${timelineEntry(dialect, 'event', 'coalesce(text.details, event.details)')} AS document
       FROM issue_events event JOIN issues issue ON issue.id = event.issue_id
       LEFT JOIN issue_event_texts text ON text.event_id = event.id
       WHERE event.id = :id AND issue.id = :issueId AND issue.deleted_at IS NULL`,
      dialect,
    );
    const values = { id, issueId };
    const [found] = await this.runner.selectExisting<{ document: string }>(this.entry, values);
    return found?.document;
  }

  private composePage(after: Position | undefined): NamedStatement {
    const { dialect, logPosition } = this.runner;
    const part = {
      from: 'FROM issue_events event WHERE event.issue_id = :issueId',
      keys: TIMELINE_ORDER,
    };
    const page = pageWithBytes(keysetPage([part], after), TIMELINE_ORDER, LONG_TEXT);
    const entry = timelineEntry(dialect, 'event', 'coalesce(event.preview, event.details)');
    return new NamedStatement(
      `SELECT page.${keyColumn(0)}, event.id, ${logPosition} AS ${LOG_POSITION},
         ${documentWithin(entry)} AS document
       FROM issues issue
       LEFT JOIN (${page}) page ON 1 = 1
       LEFT JOIN issue_events event ON event.id = page.${keyColumn(0)}
       WHERE issue.id = :issueId AND issue.deleted_at IS NULL
       ${orderBy(TIMELINE_ORDER, 'page.')}`,
      dialect,
    );
  }
}

import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NamedStatement, type Values } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { type InsertedTable, insertNamed, valuesNamed } from '../database/insert-statements.js';
import type { Change } from './change.entity.js';
import { previewOf } from './event-preview.js';
import { type EventType, IssueEvent } from './issue-event.entity.js';

export type NewEvent = Omit<IssueEvent, 'id' | 'preview' | 'changeId'>;
export type NewChange = Omit<Change, 'id'>;

/** What an event changed, without the texts. */
export interface EventKind {
  readonly eventType: EventType;
  /** Of an event `updated`. */
  readonly field: string | null;
}

const CHANGES = {
  table: 'changes',
  columns: ['createdAt', 'actorId', 'requestId', 'kind', 'issuesCount', 'reverts'],
} as const satisfies InsertedTable<keyof NewChange>;

const COLUMNS = [
  'issueId',
  'eventType',
  'issueVersion',
  'actorId',
  'requestId',
  'details',
  'createdAt',
  'undo',
] as const;

const [, ...WITHOUT_ISSUE] = COLUMNS;
const ONE_EVENT = { table: 'issue_events', columns: WITHOUT_ISSUE } as const;

const EVENTS = { table: 'issue_events', key: 'changeId', columns: COLUMNS } as const;

@Injectable()
export class HistoryRepository {
  private kinds: NamedStatement | undefined;
  private counting: NamedStatement | undefined;

  constructor(private readonly runner: TransactionRunner) {}

  private get events() {
    return this.runner.manager.getRepository(IssueEvent);
  }

  /** Returns the id of the change. */
  async insert(change: NewChange, events: readonly NewEvent[]): Promise<number> {
    const [rows, texts] = toRows(events);
    if (texts.length === 0) return this.runner.insertFamily(CHANGES, change, EVENTS, rows);
    const id = await this.runner.insertRow(CHANGES.table, CHANGES.columns, change);
    await this.insertEvents(id, rows, texts);
    return id;
  }

  /** Adds events of further issues to a change; returns whether there is one. */
  async add(changeId: number, issues: number, events: readonly NewEvent[]): Promise<boolean> {
    if (!(await this.count(changeId, issues))) return false;
    await this.insertEvents(changeId, ...toRows(events));
    return true;
  }

  /**
   * SQL, as parts of a WITH, that records a change of one issue, a row `issue` of the same statement: its
   * `recorded` row has the id. For a database that `nestsInserts`.
   */
  partOfStatement(): string {
    const { schema } = this.runner;
    const event = { [EVENTS.key]: 'recorded.id', issueId: 'issue.id' };
    return `recorded AS (${insertNamed(schema, CHANGES, {}, 'FROM issue')} RETURNING id),
      recorded_event AS (${insertNamed(schema, ONE_EVENT, event, 'FROM issue, recorded')})`;
  }

  /** The values of its parameters; undefined when the event has a long text. */
  valuesOfPart(change: NewChange, event: Omit<NewEvent, 'issueId'>): Values | undefined {
    const [[row], texts] = toRows([{ ...event, issueId: 0 }]);
    if (!row || texts.length > 0) return undefined;
    return { ...valuesNamed(CHANGES, change), ...valuesNamed(ONE_EVENT, row) };
  }

  async deleteOf(issueIds: readonly number[]): Promise<void> {
    await this.events.delete({ issueId: In([...issueIds]) });
  }

  /** The distinct kinds of the events after a version, in the order of their first ones. */
  findKindsAfter(issueId: number, version: number): Promise<EventKind[]> {
    const { dialect } = this.runner;
    const details = dialect.storedJson('coalesce(preview, details)');
    // Only the short preview of a long event is parsed, and materialized first: SQLite would sort the
    // events, with all of their texts, to group them.
    const field = `CASE event_type WHEN 'updated' THEN ${details} ->> 'field' END`;
    this.kinds ??= new NamedStatement(
      `WITH found AS MATERIALIZED (
         SELECT id, event_type, ${field} AS field FROM issue_events
         WHERE issue_id = :issueId AND issue_version > :version)
       SELECT event_type AS "eventType", field FROM found
       GROUP BY event_type, field ORDER BY min(id)`,
      dialect,
    );
    return this.runner.select<EventKind>(this.kinds, { issueId, version });
  }

  private async insertEvents(
    changeId: number,
    rows: readonly EventRow[],
    texts: readonly LongText[],
  ): Promise<void> {
    const columns = [...COLUMNS, EVENTS.key] as const;
    const named = rows.map((row) => ({ ...row, changeId }));
    if (texts.length === 0) return this.runner.insertRows(EVENTS.table, columns, named);
    const ids = await this.runner.reserveIds('issue_events', rows.length);
    await this.runner.insertRows(
      EVENTS.table,
      ['id', ...columns],
      named.map((row, index) => ({ ...row, id: ids[index] })),
    );
    await this.runner.insertRows(
      'issue_event_texts',
      ['eventId', 'details'],
      texts.map(([index, details]) => ({ eventId: ids[index], details })),
    );
  }

  private async count(changeId: number, issues: number): Promise<boolean> {
    this.counting ??= new NamedStatement(
      'UPDATE changes SET issues_count = issues_count + :issues WHERE id = :changeId',
      this.runner.dialect,
    );
    return (await this.runner.change(this.counting, { changeId, issues })) === 1;
  }
}

type EventRow = Omit<NewEvent, 'details' | 'undo'> & {
  readonly details: string;
  readonly undo: string | null;
};

/** The whole details of an event, by its index. */
type LongText = readonly [index: number, details: string];

/** The rows of the events, and the texts that they have only the beginning of. */
function toRows(events: readonly NewEvent[]): [rows: EventRow[], texts: LongText[]] {
  const shown = events.map(({ details }) => previewOf(details));
  const rows = events.map(({ details, undo, ...event }, index) => ({
    ...event,
    details: JSON.stringify(shown[index] ?? details),
    undo: undo && JSON.stringify(undo),
  }));
  const texts = events.flatMap(({ details }, index): LongText[] =>
    shown[index] ? [[index, JSON.stringify(details)]] : [],
  );
  return [rows, texts];
}

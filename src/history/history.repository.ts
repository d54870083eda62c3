import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NamedStatement, type Values } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { type InsertedTable, insertNamed, valuesNamed } from '../database/insert-statements.js';
import type { Change } from './change.entity.js';
import { previewOf } from './event-preview.js';
import { type EventType, type EventUndo, IssueEvent } from './issue-event.entity.js';

export type NewEvent = Omit<IssueEvent, 'id' | 'preview' | 'changeId'>;
export type NewChange = Omit<Change, 'id'>;

/** An event of a change. */
export interface StoredEvent {
  readonly id: number;
  readonly issueId: number;
  readonly type: EventType;
  readonly details: Readonly<Record<string, unknown>>;
  readonly undo: EventUndo;
}

/** What an event was about. */
export interface LaterEvent {
  readonly id: number;
  readonly issueId: number;
  readonly type: EventType;
  readonly changeId: number | null;
  readonly field: string | null;
  readonly labelId: number | null;
  readonly commentId: number | null;
}

/** As the driver returns them: PostgreSQL has 64 bits as text. */
type StoredRow = Pick<StoredEvent, 'issueId' | 'type'> & {
  readonly id: string | number;
  readonly details: string;
  readonly undo: string | null;
};
type LaterRow = Omit<LaterEvent, 'id' | 'changeId'> & {
  readonly id: string | number;
  readonly changeId: string | number | null;
};

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
  private part: string | undefined;
  private ofChange: NamedStatement | undefined;
  private after: NamedStatement | undefined;
  private issuesOfChange: NamedStatement | undefined;
  private countingIssues: NamedStatement | undefined;

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
    this.part ??= `recorded AS (${insertNamed(schema, CHANGES, {}, 'FROM issue')} RETURNING id),
      recorded_event AS (${insertNamed(schema, ONE_EVENT, event, 'FROM issue, recorded')})`;
    return this.part;
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

  /** The events of a change on these issues, with their whole texts, in the order in which they happened. */
  async findOfChange(changeId: number, issueIds: readonly number[]): Promise<StoredEvent[]> {
    const { dialect } = this.runner;
    this.ofChange ??= new NamedStatement(
      `SELECT event.id, event.issue_id AS "issueId", event.event_type AS "type",
         coalesce(text.details, event.details) AS details, event.undo
       FROM issue_events event LEFT JOIN issue_event_texts text ON text.event_id = event.id
       WHERE event.change_id = :changeId AND ${dialect.isOneOf('event.issue_id', ':ids', 'integer')}
       ORDER BY event.id`,
      dialect,
    );
    const values = { changeId, ids: dialect.list(issueIds) };
    const rows = await this.runner.select<StoredRow>(this.ofChange, values);
    return rows.map(({ id, details, undo, ...event }) => ({
      ...event,
      id: Number(id),
      details: JSON.parse(details) as StoredEvent['details'],
      undo: undo === null ? {} : (JSON.parse(undo) as EventUndo),
    }));
  }

  /** What happened to these issues after that event, oldest first. */
  async findAfter(id: number, issueIds: readonly number[]): Promise<LaterEvent[]> {
    const { dialect } = this.runner;
    const details = dialect.storedJson('coalesce(preview, details)');
    this.after ??= new NamedStatement(
      `SELECT id, issue_id AS "issueId", event_type AS "type", change_id AS "changeId",
         ${details} ->> 'field' AS field, CAST(${details} ->> 'label_id' AS integer) AS "labelId",
         CAST(${details} ->> 'comment_id' AS integer) AS "commentId"
       FROM issue_events WHERE ${dialect.isOneOf('issue_id', ':ids', 'integer')} AND id > :id
       ORDER BY id`,
      dialect,
    );
    const rows = await this.runner.select<LaterRow>(this.after, {
      id,
      ids: dialect.list(issueIds),
    });
    return rows.map(({ id: at, changeId, ...event }) => ({
      ...event,
      id: Number(at),
      changeId: changeId === null ? null : Number(changeId),
    }));
  }

  /** Ids of the issues of a change, the next ones after `after` in their order. */
  async findIssueIds(changeId: number, after: number, limit: number): Promise<number[]> {
    this.issuesOfChange ??= new NamedStatement(
      `SELECT DISTINCT issue_id AS id FROM issue_events
       WHERE change_id = :changeId AND issue_id > :after ORDER BY issue_id LIMIT :limit`,
      this.runner.dialect,
    );
    const values = { changeId, after, limit };
    const rows = await this.runner.select<{ id: number }>(this.issuesOfChange, values);
    return rows.map(({ id }) => id);
  }

  /** How many issues a change has changed; undefined without the change. */
  async countIssues(changeId: number): Promise<number | undefined> {
    this.countingIssues ??= new NamedStatement(
      'SELECT issues_count AS issues FROM changes WHERE id = :changeId',
      this.runner.dialect,
    );
    const [row] = await this.runner.select<{ issues: number }>(this.countingIssues, { changeId });
    return row?.issues;
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

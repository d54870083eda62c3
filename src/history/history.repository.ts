import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NamedStatement } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { InsertedTable } from '../database/insert-statements.js';
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
  'preview',
  'createdAt',
  'undo',
] as const;

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
  insert(change: NewChange, events: readonly NewEvent[]): Promise<number> {
    return this.runner.insertFamily(CHANGES, change, EVENTS, events.map(toRow));
  }

  /** Adds events of further issues to a change; returns whether there is one. */
  async add(changeId: number, issues: number, events: readonly NewEvent[]): Promise<boolean> {
    if (!(await this.count(changeId, issues))) return false;
    const rows = events.map((event) => ({ ...toRow(event), changeId }));
    await this.runner.insertRows(EVENTS.table, [...COLUMNS, EVENTS.key], rows);
    return true;
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

  private async count(changeId: number, issues: number): Promise<boolean> {
    this.counting ??= new NamedStatement(
      'UPDATE changes SET issues_count = issues_count + :issues WHERE id = :changeId',
      this.runner.dialect,
    );
    return (await this.runner.change(this.counting, { changeId, issues })) === 1;
  }
}

function toRow({ details, undo, ...event }: NewEvent) {
  const preview = previewOf(details);
  return {
    ...event,
    details: JSON.stringify(details),
    preview: preview && JSON.stringify(preview),
    undo: undo && JSON.stringify(undo),
  };
}

import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NamedStatement } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { previewOf } from './event-preview.js';
import { type EventType, IssueEvent } from './issue-event.entity.js';

export type NewEvent = Omit<IssueEvent, 'id' | 'preview'>;

/** What kind of change an event is, without the texts. */
export interface ChangeKind {
  readonly eventType: EventType;
  /** Of an event `updated`. */
  readonly field: string | null;
}

const COLUMNS = [
  'issueId',
  'eventType',
  'issueVersion',
  'actorId',
  'requestId',
  'details',
  'createdAt',
] as const;

@Injectable()
export class HistoryRepository {
  private kinds: NamedStatement | undefined;

  constructor(private readonly runner: TransactionRunner) {}

  private get events() {
    return this.runner.manager.getRepository(IssueEvent);
  }

  async insert(events: readonly NewEvent[]): Promise<void> {
    const shown = events.map(({ details }) => previewOf(details));
    const rows = events.map((event, index) => ({
      ...event,
      details: JSON.stringify(shown[index] ?? event.details),
    }));
    if (shown.every((preview) => preview === null)) {
      await this.runner.insertRows('issue_events', COLUMNS, rows);
      return;
    }
    const ids = await this.runner.reserveIds('issue_events', rows.length);
    const texts = events.map(({ details }, index) => ({
      eventId: ids[index],
      details: JSON.stringify(details),
    }));
    await this.runner.insertRows(
      'issue_events',
      ['id', ...COLUMNS],
      rows.map((row, index) => ({ ...row, id: ids[index] })),
    );
    await this.runner.insertRows(
      'issue_event_texts',
      ['eventId', 'details'],
      texts.filter((_text, index) => shown[index]),
    );
  }

  async deleteOf(issueIds: readonly number[]): Promise<void> {
    await this.events.delete({ issueId: In([...issueIds]) });
  }

  /** The distinct kinds of the changes after a version, in the order of their first ones. */
  findKindsAfter(issueId: number, version: number): Promise<ChangeKind[]> {
    const { dialect } = this.runner;
    const details = dialect.storedJson('coalesce(preview, details)');
    // Only the short preview of a long event is parsed, and materialized first: SQLite would sort the
    // events, with all of their texts, to group them.
    const field = `CASE event_type WHEN 'updated' THEN ${details} ->> 'field' END`;
    this.kinds ??= new NamedStatement(
      `WITH changes AS MATERIALIZED (
         SELECT id, event_type, ${field} AS field FROM issue_events
         WHERE issue_id = :issueId AND issue_version > :version)
       SELECT event_type AS "eventType", field FROM changes
       GROUP BY event_type, field ORDER BY min(id)`,
      dialect,
    );
    return this.runner.select<ChangeKind>(this.kinds, { issueId, version });
  }
}

import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { TransactionRunner } from '../database/transaction-runner.js';
import { IssueEvent } from './issue-event.entity.js';

export type NewEvent = Omit<IssueEvent, 'id'>;

/** One statement for any number of events: they travel as one JSON parameter. */
const INSERT = {
  sqlite: `
    INSERT INTO issue_events
      (issue_id, event_type, issue_version, actor_id, request_id, details, created_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
    FROM json_each(?) ORDER BY key`,
  postgres: `
    INSERT INTO issue_events
      (issue_id, event_type, issue_version, actor_id, request_id, details, created_at)
    SELECT (value ->> 0)::integer, value ->> 1, (value ->> 2)::integer, (value ->> 3)::integer,
           value ->> 4, value ->> 5, (value ->> 6)::timestamptz
    FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY AS event (value, position)
    ORDER BY position`,
} as const;

@Injectable()
export class HistoryRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get events() {
    return this.runner.manager.getRepository(IssueEvent);
  }

  async insert(events: readonly NewEvent[]): Promise<void> {
    const rows = events.map((event) => [
      event.issueId,
      event.eventType,
      event.issueVersion,
      event.actorId,
      event.requestId,
      JSON.stringify(event.details),
      event.createdAt,
    ]);
    await this.runner.query(INSERT[this.runner.dialect], [JSON.stringify(rows)]);
  }

  /** In the order of writing, which for one issue is the order in which it happened. */
  findByIssue(issueId: number): Promise<IssueEvent[]> {
    return this.events.find({ where: { issueId }, order: { id: 'ASC' } });
  }

  findAfterVersion(issueId: number, version: number): Promise<IssueEvent[]> {
    return this.events.find({
      where: { issueId, issueVersion: MoreThan(version) },
      order: { id: 'ASC' },
    });
  }
}

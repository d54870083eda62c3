import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { TransactionRunner } from '../database/transaction-runner.js';
import { IssueEvent } from './issue-event.entity.js';

export type NewEvent = Omit<IssueEvent, 'id'>;

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
  constructor(private readonly runner: TransactionRunner) {}

  private get events() {
    return this.runner.manager.getRepository(IssueEvent);
  }

  insert(events: readonly NewEvent[]): Promise<void> {
    const rows = events.map((event) => ({ ...event, details: JSON.stringify(event.details) }));
    return this.runner.insertRows('issue_events', COLUMNS, rows);
  }

  async deleteOf(issueIds: readonly number[]): Promise<void> {
    await this.events.delete({ issueId: In([...issueIds]) });
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

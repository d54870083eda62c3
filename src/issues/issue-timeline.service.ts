import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '../database/transaction-runner.js';
import { HistoryService } from '../history/history.service.js';
import type { IssueEvent } from '../history/issue-event.entity.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { IssuesService } from './issues.service.js';

export interface TimelineEntry {
  readonly event: IssueEvent;
  /** Null when unknown. */
  readonly user: User | null;
}

@Injectable()
export class IssueTimelineService {
  constructor(
    private readonly issues: IssuesService,
    private readonly history: HistoryService,
    private readonly users: UsersService,
    private readonly runner: TransactionRunner,
  ) {}

  /** Everything that happened to the issue, oldest first. @throws IssueNotFoundError */
  get(id: number): Promise<TimelineEntry[]> {
    return this.runner.read(async () => {
      await this.issues.requireExisting(id);
      const events = await this.history.of(id);
      const users = await this.users.findByIds(events.flatMap(({ actorId }) => actorId ?? []));
      return events.map((event) => ({ event, user: users.get(event.actorId ?? 0) ?? null }));
    });
  }
}

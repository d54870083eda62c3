import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { IssuePriority, IssueStatus } from '../issues/issue.entity.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import type {
  ResolvedQuery,
  ThroughputQuery,
  TopAssigneesQuery,
} from './dto/report-queries.dto.js';
import { type OldestOpen, ReportsRepository } from './reports.repository.js';
import { ResolutionTimes } from '../summaries/resolution-times.js';
import { type Period, startOf, toPeriods } from './throughput.js';

export interface TopAssignee {
  readonly assignee: User;
  readonly issues: number;
}

export interface AssigneeLatency {
  readonly assignee: User;
  readonly times: ResolutionTimes;
}

export interface IssueSummary {
  readonly total: number;
  readonly byStatus: ReadonlyMap<IssueStatus, number>;
  readonly byPriority: ReadonlyMap<IssuePriority, number>;
  readonly unassigned: number;
  readonly oldestOpen: OldestOpen | null;
}

/** Reports read stored counts, so that their cost does not grow with the issues, except for a time span. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly users: UsersService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** Who resolved most, first; equals by id. */
  async topAssignees({ limit, ...span }: TopAssigneesQuery): Promise<TopAssignee[]> {
    if (!span.since && !span.until) {
      return this.runner.read(async () =>
        this.withAssignees(await this.reports.countResolved(limit)),
      );
    }
    const counted = [...(await this.timesOf(span))]
      .map(([assigneeId, { count }]) => ({ assigneeId, issues: count }))
      .sort((a, b) => b.issues - a.issues || a.assigneeId - b.assigneeId)
      .slice(0, limit);
    return this.runner.readLatest(() => this.withAssignees(counted));
  }

  /** Who resolves fastest, first; equals by id. */
  async latency(query: ResolvedQuery): Promise<AssigneeLatency[]> {
    const entries = [...(await this.timesOf(query))]
      .map(([assigneeId, times]) => ({ assigneeId, times }))
      .sort((a, b) => a.times.averageHours - b.times.averageHours || a.assigneeId - b.assigneeId);
    return this.runner.readLatest(() => this.withAssignees(entries));
  }

  summary(): Promise<IssueSummary> {
    return this.runner.read(async () => {
      const groups = await this.reports.countIssues();
      const unassigned = groups.filter(({ assigned }) => !assigned);
      return {
        total: total(groups),
        byStatus: totals(groups, ({ status }) => status),
        byPriority: totals(groups, ({ priority }) => priority),
        unassigned: total(unassigned),
        oldestOpen: await this.reports.findOldestOpen(),
      };
    });
  }

  /** By whole days (UTC); from the first event until now unless told otherwise. */
  async throughput({ interval, since, until }: ThroughputQuery): Promise<Period[]> {
    const end = until ?? new Date(this.clock.now().getTime() + 1);
    // A period is whole: the events of all its days count, also those behind `until`.
    const last = startOf(interval, new Date(end.getTime() - 1));
    const days = await this.runner.read(() => this.reports.findDays(dayAfter(interval, last)));
    const begin = since ?? (days[0] && new Date(days[0].day));
    return begin === undefined ? [] : toPeriods(days, interval, begin, end);
  }

  private async timesOf(span: ResolvedQuery): Promise<Map<number, ResolutionTimes>> {
    const histograms =
      span.since || span.until
        ? await this.reports.findHistogramsOf(span)
        : await this.runner.read(() => this.reports.findHistograms());
    return new Map([...histograms].map(([id, buckets]) => [id, new ResolutionTimes(buckets)]));
  }

  private async withAssignees<T extends { assigneeId: number }>(
    entries: readonly T[],
  ): Promise<(T & { assignee: User })[]> {
    const users = await this.users.findByIds(entries.map(({ assigneeId }) => assigneeId));
    return entries.flatMap((entry) => {
      const assignee = users.get(entry.assigneeId);
      return assignee ? [{ ...entry, assignee }] : [];
    });
  }
}

/** The name of a day that the period is over on. */
function dayAfter(interval: ThroughputQuery['interval'], start: Date): string {
  const days = { day: 1, week: 7, month: 31 }[interval];
  return new Date(start.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

const total = (groups: readonly { issues: number }[]): number =>
  groups.reduce((sum, { issues }) => sum + issues, 0);

function totals<K, G extends { issues: number }>(
  groups: readonly G[],
  by: (group: G) => K,
): Map<K, number> {
  const counts = new Map<K, number>();
  for (const group of groups) {
    counts.set(by(group), (counts.get(by(group)) ?? 0) + group.issues);
  }
  return counts;
}

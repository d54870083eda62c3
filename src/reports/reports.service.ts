import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { nextCursorOf, positionIn } from '../common/cursor.js';
import { JsonDocument } from '../common/json-document.js';
import {
  type LatencyResponse,
  toLatency,
  type TopAssigneeResponse,
} from './dto/report-responses.dto.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { IssuePriority, IssueStatus } from '../issues/issue.entity.js';
import { toArrayDocument } from '../http/paging/page-document.js';
import { UsersService } from '../users/users.service.js';
import type { LatencyQuery, ThroughputQuery, TopAssigneesQuery } from './dto/report-queries.dto.js';
import { type AssigneeTimes, isRank, latencyPage } from './latency-page.js';
import { type OldestOpen, ReportsRepository, type Span } from './reports.repository.js';
import { type Bucket, ResolutionTimes } from '../summaries/resolution-times.js';
import { type Period, startOf, toPeriods } from './throughput.js';

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
  async topAssignees(query: TopAssigneesQuery): Promise<JsonDocument<TopAssigneeResponse[]>> {
    const { limit, ...span } = query;
    if (!span.since && !span.until) {
      return JsonDocument.list(await this.reports.findTopAssignees(limit));
    }
    const counted = toEntries(await this.reports.findHistogramsOf(span))
      .map(({ assigneeId, times: { count } }) => ({ assigneeId, resolved: count }))
      .sort((a, b) => b.resolved - a.resolved || a.assigneeId - b.assigneeId)
      .slice(0, limit);
    return JsonDocument.list(
      await this.withAssignees(counted, ({ resolved }) => ({ resolved_count: resolved })),
    );
  }

  /** Who resolves fastest, first; equals by id. @throws ValidationError for the cursor */
  async latency(query: LatencyQuery): Promise<JsonDocument<LatencyResponse[]>> {
    const { page_size, cursor, ...span } = query;
    const list = { sort: 'latency', filter: fingerprintOf(span) };
    const after = positionIn(list, cursor, isRank);
    const inSpan = span.since || span.until ? await this.reports.findHistogramsOf(span) : undefined;
    return this.runner.read(async () => {
      const times = inSpan ?? (await this.reports.findTimes());
      const { shown, end } = latencyPage(toEntries(times), after, page_size);
      const ids = shown.map(({ assigneeId }) => assigneeId);
      const histograms = inSpan ?? (await this.reports.findHistograms(ids));
      const documents = await this.withAssignees(shown, ({ assigneeId }) =>
        toLatency(new ResolutionTimes(histograms.get(assigneeId) ?? [])),
      );
      return toArrayDocument<LatencyResponse>(documents, nextCursorOf(list, end));
    });
  }

  summary(): Promise<IssueSummary> {
    return this.runner.read(async () => {
      const groups = await this.reports.countIssues();
      return {
        total: total(groups),
        byStatus: totals(groups, ({ status }) => status),
        byPriority: totals(groups, ({ priority }) => priority),
        unassigned: await this.reports.countUnassigned(),
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

  /** JSON of entries with their assignees. */
  private async withAssignees<Entry extends { readonly assigneeId: number }>(
    entries: readonly Entry[],
    rest: (entry: Entry) => object,
  ): Promise<string[]> {
    const users = await this.users.showMany(entries.map(({ assigneeId }) => assigneeId));
    return entries.flatMap((entry) => {
      const assignee = users.get(entry.assigneeId);
      const text = JSON.stringify(rest(entry)).slice(1);
      return assignee
        ? [`{"assignee_id":${String(entry.assigneeId)},"assignee":${assignee},${text}`]
        : [];
    });
  }
}

const toEntries = (histograms: ReadonlyMap<number, readonly Bucket[]>): AssigneeTimes[] =>
  [...histograms].map(([assigneeId, buckets]) => ({
    assigneeId,
    times: new ResolutionTimes(buckets),
  }));

const fingerprintOf = ({ since, until }: Span): string =>
  [since, until].map((time) => time?.toISOString() ?? '').join('/');

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

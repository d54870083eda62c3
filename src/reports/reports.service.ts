import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { nextCursorOf, positionIn } from '../common/cursor.js';
import { JsonDocument } from '../common/json-document.js';
import {
  type LatencyResponse,
  toLatency,
  type TopAssigneeResponse,
  type TopLabelResponse,
} from './dto/report-responses.dto.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { IssuePriority, IssueStatus } from '../issues/issue.entity.js';
import {
  asksOnly,
  filterOf,
  fingerprintOf as fingerprintOfFilter,
  type IssueFilter,
} from '../issues/list/issue-list.js';
import { toArrayDocument } from '../http/paging/page-document.js';
import { UsersService } from '../users/users.service.js';
import type {
  LatencyQuery,
  ReportQuery,
  ThroughputQuery,
  TopAssigneesQuery,
  TopLabelsQuery,
} from './dto/report-queries.dto.js';
import { FilteredReportsRepository, type OldestOpen } from './filtered-reports.repository.js';
import { type AssigneeTimes, isRank, latencyPage } from './latency-page.js';
import { ageBounds, type OpenAge, toOpenAges } from './open-ages.js';
import { ReportsRepository } from './reports.repository.js';
import { narrowed, type Span } from './span.js';
import { ResolutionTimes } from '../summaries/resolution-times.js';
import { type Period, startOf, toPeriods } from './throughput.js';

export interface IssueSummary {
  readonly total: number;
  readonly byStatus: ReadonlyMap<IssueStatus, number>;
  readonly byPriority: ReadonlyMap<IssuePriority, number>;
  readonly unassigned: number;
  readonly oldestOpen: OldestOpen | null;
}

/**
 * Reports of all issues read stored counts, so that their cost does not grow with the issues; those of
 * a time span or a filter count the issues, beside other requests.
 */
@Injectable()
export class ReportsService {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly filtered: FilteredReportsRepository,
    private readonly users: UsersService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** Who resolved most, first; equals by id. */
  async topAssignees(query: TopAssigneesQuery): Promise<JsonDocument<TopAssigneeResponse[]>> {
    const { limit, since, until, ...which } = query;
    const filter = filterOf(which);
    if (isKept(filter, { since, until })) {
      return JsonDocument.list(await this.reports.findTopAssignees(filter, limit));
    }
    const counted = await this.countTimes(filter, { since, until });
    const most = counted
      .sort((a, b) => b.times.count - a.times.count || a.assigneeId - b.assigneeId)
      .slice(0, limit);
    const entries = await this.withAssignees(most);
    return JsonDocument.list(
      entries.map((entry) => documentOf(entry, { resolved_count: entry.times.count })),
    );
  }

  /** Who resolves fastest, first; equals by id. @throws ValidationError for the cursor */
  async latency(query: LatencyQuery): Promise<JsonDocument<LatencyResponse[]>> {
    const { page_size, cursor, since, until, ...which } = query;
    const [filter, span] = [filterOf(which), { since, until }];
    const list = { sort: 'latency', filter: fingerprintOf(filter, span) };
    const after = positionIn(list, cursor, isRank);
    const times = isKept(filter, span)
      ? await this.reports.findLatencies(filter, after, page_size + 1)
      : await this.countTimes(filter, span);
    const { shown, end } = latencyPage(times, after, page_size);
    const entries = await this.withAssignees(shown);
    const documents = entries.map((entry) => documentOf(entry, toLatency(entry.times)));
    return toArrayDocument<LatencyResponse>(documents, nextCursorOf(list, end));
  }

  async summary(query: ReportQuery): Promise<IssueSummary> {
    const { groups, unassigned, oldestOpen } = await this.filtered.summarize(filterOf(query));
    return {
      total: total(groups),
      byStatus: totals(groups, ({ status }) => status),
      byPriority: totals(groups, ({ priority }) => priority),
      unassigned,
      oldestOpen,
    };
  }

  /** What is open, by priority and age. */
  async openAges(query: ReportQuery): Promise<OpenAge[]> {
    const bounds = ageBounds(this.clock.now());
    return toOpenAges(bounds, await this.filtered.findOpenAges(filterOf(query), bounds));
  }

  /** The labels that most issues have, first; equals by id. */
  async topLabels(query: TopLabelsQuery): Promise<JsonDocument<TopLabelResponse[]>> {
    const { limit, since, until, ...which } = query;
    const filter = filterOf(which);
    const created = narrowed(filter.created, { since, until });
    return JsonDocument.list(await this.filtered.findTopLabels({ ...filter, created }, limit));
  }

  /** By whole days (UTC); from the first event until now unless told otherwise. */
  async throughput({ interval, since, until, ...which }: ThroughputQuery): Promise<Period[]> {
    const end = until ?? new Date(this.clock.now().getTime() + 1);
    // A period is whole: the events of all its days count, also those behind `until`.
    const last = startOf(interval, new Date(end.getTime() - 1));
    const [filter, behind] = [filterOf(which), dayAfter(interval, last)];
    const days = asksOnly(filter, [])
      ? await this.runner.read(() => this.reports.findDays(behind))
      : await this.filtered.findDays(filter, behind);
    const begin = since ?? (days[0] && new Date(days[0].day));
    return begin === undefined ? [] : toPeriods(days, interval, begin, end);
  }

  /** The times to resolution that are not kept. */
  private async countTimes(filter: IssueFilter, span: Span): Promise<AssigneeTimes[]> {
    const histograms = await this.filtered.findHistograms(filter, span);
    return [...histograms].map(([assigneeId, buckets]) => ({
      assigneeId,
      times: ResolutionTimes.of(buckets),
    }));
  }

  private async withAssignees(entries: readonly AssigneeTimes[]): Promise<ShownTimes[]> {
    const unread = entries.filter(({ assignee }) => assignee === undefined);
    const users = await this.users.showMany(unread.map(({ assigneeId }) => assigneeId));
    return entries.flatMap((entry) => {
      const assignee = entry.assignee ?? users.get(entry.assigneeId);
      return assignee === undefined ? [] : [{ ...entry, assignee }];
    });
  }
}

/** With the assignee as JSON. */
type ShownTimes = AssigneeTimes & Required<Pick<AssigneeTimes, 'assignee'>>;

/** Whether the times of the filter are kept. */
const isKept = (filter: IssueFilter, { since, until }: Span): boolean =>
  !since && !until && asksOnly(filter, ['assignees']);

/** JSON of an entry; `rest` are the members behind the assignee. */
const documentOf = ({ assigneeId, assignee }: ShownTimes, rest: object): string =>
  `{"assignee_id":${String(assigneeId)},"assignee":${assignee},${JSON.stringify(rest).slice(1)}`;

/** Without a filter it is that of earlier versions, so that their cursors go on. */
const fingerprintOf = (filter: IssueFilter, { since, until }: Span): string =>
  [
    ...[since, until].map((time) => time?.toISOString() ?? ''),
    ...(asksOnly(filter, []) ? [] : [fingerprintOfFilter(filter)]),
  ].join('/');

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

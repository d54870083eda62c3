import { ApiProperty } from '@nestjs/swagger';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import {
  ISSUE_PRIORITIES,
  ISSUE_STATUSES,
  type IssuePriority,
  type IssueStatus,
} from '../../issues/issue.entity.js';
import { UserResponse } from '../../users/dto/user.dto.js';
import { LabelResponse } from '../../labels/dto/label.dto.js';
import type { OpenAge } from '../open-ages.js';
import type { IssueSummary } from '../reports.service.js';
import { MEDIAN, P90, P95, type ResolutionTimes } from '../../summaries/resolution-times.js';
import type { Period } from '../throughput.js';

class AssigneeResponse {
  @ApiProperty({ type: 'integer', example: 1 })
  assignee_id!: number;

  @ApiProperty({ type: UserResponse })
  assignee!: UserResponse;

  @ApiProperty({ type: 'integer', example: 12 })
  resolved_count!: number;
}

export class TopAssigneeResponse extends AssigneeResponse {}

const PERCENTILE = 'Nearest rank; at most 2 % off, and 0.01.';

export class LatencyResponse extends AssigneeResponse {
  @ApiProperty({ example: 20.25, description: 'From created_at to resolved_at; exact.' })
  average_resolution_hours!: number;

  @ApiProperty({ example: 18.5, description: PERCENTILE })
  p50_hours!: number;

  @ApiProperty({ example: 40.12, description: PERCENTILE })
  p90_hours!: number;

  @ApiProperty({ example: 51.3, description: PERCENTILE })
  p95_hours!: number;
}

class OldestOpenResponse {
  @ApiProperty({ type: 'integer', example: 7 })
  id!: number;

  @ApiProperty({ example: 'Fix login bug' })
  title!: string;

  @TimestampProperty()
  created_at!: string;
}

const counts = (names: readonly string[]) => ({
  type: 'object' as const,
  properties: Object.fromEntries(names.map((name) => [name, { type: 'integer' as const }])),
  example: Object.fromEntries(names.map((name, index) => [name, 10 + index])),
});

export class SummaryResponse {
  @ApiProperty({ type: 'integer', example: 46 })
  total!: number;

  @ApiProperty(counts(ISSUE_STATUSES))
  by_status!: Record<IssueStatus, number>;

  @ApiProperty(counts(ISSUE_PRIORITIES))
  by_priority!: Record<IssuePriority, number>;

  @ApiProperty({ type: 'integer', example: 5 })
  unassigned!: number;

  @ApiProperty({ type: OldestOpenResponse, nullable: true })
  oldest_open!: OldestOpenResponse | null;
}

export class ThroughputResponse {
  @ApiProperty({ format: 'date-time', example: '2026-11-23T00:00:00.000Z' })
  period_start!: string;

  @ApiProperty({ type: 'integer', example: 12 })
  created!: number;

  @ApiProperty({ type: 'integer', example: 9 })
  resolved!: number;

  @ApiProperty({
    type: 'integer',
    example: 40,
    description:
      'Open or in progress at that time. Closing, deleting and reopening count when they happen, ' +
      'and never change a period before.',
  })
  open_at_end!: number;
}

export class OpenAgeResponse {
  @ApiProperty({ enum: ISSUE_PRIORITIES, enumName: 'IssuePriority', example: 'high' })
  priority!: IssuePriority;

  @ApiProperty({ type: 'integer', example: 7 })
  from_days!: number;

  @ApiProperty({ type: Number, nullable: true, example: 30, description: 'Null for the oldest.' })
  to_days!: number | null;

  @TimestampProperty({ nullable: true, description: 'With this the list has the same issues.' })
  created_after!: string | null;

  @TimestampProperty({ nullable: true, description: 'Null for the newest.' })
  created_before!: string | null;

  @ApiProperty({ type: 'integer', example: 12, description: 'Open or in progress.' })
  issues!: number;
}

export class TopLabelResponse {
  @ApiProperty({ type: 'integer', example: 1 })
  label_id!: number;

  @ApiProperty({ type: LabelResponse })
  label!: LabelResponse;

  @ApiProperty({ type: 'integer', example: 31 })
  issues_count!: number;

  @ApiProperty({ type: 'integer', example: 12, description: 'Of them open or in progress.' })
  open_count!: number;
}

/** A `LatencyResponse`, but for the assignee. */
export const toLatency = (
  times: ResolutionTimes,
): Omit<LatencyResponse, 'assignee_id' | 'assignee'> => ({
  resolved_count: times.count,
  average_resolution_hours: rounded(times.averageHours),
  p50_hours: rounded(times.percentileHours(MEDIAN)),
  p90_hours: rounded(times.percentileHours(P90)),
  p95_hours: rounded(times.percentileHours(P95)),
});

export function toSummaryResponse(summary: IssueSummary): SummaryResponse {
  const { total, byStatus, byPriority, unassigned, oldestOpen } = summary;
  return {
    total,
    by_status: record(ISSUE_STATUSES, byStatus),
    by_priority: record(ISSUE_PRIORITIES, byPriority),
    unassigned,
    oldest_open: oldestOpen,
  };
}

export const toThroughputResponse = (period: Period): ThroughputResponse => ({
  period_start: period.start.toISOString(),
  created: period.created,
  resolved: period.resolved,
  open_at_end: period.openAtEnd,
});

export const toOpenAgeResponse = (age: OpenAge): OpenAgeResponse => ({
  priority: age.priority,
  from_days: age.fromDays,
  to_days: age.toDays,
  created_after: age.createdAfter?.toISOString() ?? null,
  created_before: age.createdBefore?.toISOString() ?? null,
  issues: age.issues,
});

const rounded = (hours: number): number => Math.round(hours * 100) / 100;

const record = <K extends string>(names: readonly K[], found: ReadonlyMap<K, number>) =>
  Object.fromEntries(names.map((name) => [name, found.get(name) ?? 0])) as Record<K, number>;

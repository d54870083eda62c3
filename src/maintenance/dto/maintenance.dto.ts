import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import {
  BooleanField,
  BooleanParameter,
  IntegerField,
} from '../../http/validation/fields.decorator.js';
import {
  MoreChanges,
  PreviewedChange,
  PreviewedChanges,
  PreviewedField,
} from '../../issues/dto/preview.dto.js';
import type { MaintenanceRun } from '../runs/maintenance-run.entity.js';

const COUNTS = { type: 'object', additionalProperties: { type: 'integer' } } as const;

export class CleanupQuery {
  @BooleanParameter({
    optional: true,
    example: true,
    description: 'Decides instead of that of the body.',
  })
  dry_run?: boolean;
}

export class CleanLabelsRequest {
  @BooleanField({
    optional: true,
    default: true,
    description: 'Removes them and takes that back: says what would change.',
  })
  dry_run = true;
}

export class CleanIssuesRequest extends CleanLabelsRequest {
  @IntegerField({ optional: true, min: 1, max: 36_500, default: 90 })
  days = 90;
}

class CleanupResponse {
  @ApiProperty({ type: 'integer', example: 12 })
  found!: number;

  @ApiProperty({ type: 'integer', example: 0 })
  removed!: number;

  @ApiProperty({ example: true })
  dry_run!: boolean;
}

export class IssuesCleanupResponse extends CleanupResponse {
  @PreviewedChanges(PreviewedChange)
  changes?: PreviewedChange[];

  @MoreChanges()
  more_changes?: number;
}

class PreviewedLabel extends PreviewedField {
  @ApiProperty({ type: 'integer', example: 3 })
  label_id!: number;
}

export class LabelsCleanupResponse extends CleanupResponse {
  @PreviewedChanges(PreviewedLabel)
  changes?: PreviewedLabel[];

  @MoreChanges()
  more_changes?: number;
}

export class VacuumResponse {
  @ApiProperty({ type: 'integer', example: 1048576 })
  bytes_before!: number;

  @ApiProperty({ type: 'integer', example: 524288 })
  bytes_after!: number;
}

class UserCount {
  @ApiProperty({ example: 'alice' })
  username!: string;

  @ApiProperty({ type: 'integer', example: 7 })
  count!: number;
}

@ApiSchema({ name: 'LabelCount' })
class LabelUsage {
  @ApiProperty({ example: 'bug' })
  name!: string;

  @ApiProperty({ type: 'integer', example: 7 })
  count!: number;
}

class RecentIssue {
  @ApiProperty({ type: 'integer', example: 7 })
  id!: number;

  @ApiProperty({ example: 'Fix login bug' })
  title!: string;

  @ApiProperty({ example: 'open' })
  status!: string;

  @TimestampProperty()
  updated_at!: string;
}

export class StatsResponse {
  @ApiProperty({ ...COUNTS, example: { issues: 42 } })
  rows!: Record<string, number>;

  @ApiProperty({ ...COUNTS, example: { open: 30 } })
  by_status!: Record<string, number>;

  @ApiProperty({ ...COUNTS, example: { high: 5 } })
  by_priority!: Record<string, number>;

  @ApiProperty({ type: [UserCount] })
  top_assignees!: UserCount[];

  @ApiProperty({ type: [LabelUsage] })
  top_labels!: LabelUsage[];

  @ApiProperty({ type: [RecentIssue] })
  recent_issues!: RecentIssue[];
}

class CheckResult {
  @ApiProperty({ example: 'foreign keys' })
  name!: string;

  @ApiProperty({ type: 'integer', example: 0 })
  faults!: number;

  @ApiProperty({ type: [String], example: [], description: 'At most ten of the rows.' })
  examples!: string[];
}

export class IntegrityResponse {
  @ApiProperty({ example: true })
  healthy!: boolean;

  @ApiProperty({ type: [CheckResult] })
  checks!: CheckResult[];
}

@ApiSchema({ name: 'CleaningResponse' })
export class CleanupSummaryResponse {
  @ApiProperty({ type: 'integer', example: 12, description: 'Resolved more than 90 days ago.' })
  old_issues!: number;

  @ApiProperty({ type: [String], example: ['wontfix'] })
  unused_labels!: string[];

  @ApiProperty({ type: 'integer', example: 1048576 })
  bytes!: number;

  @ApiProperty({ type: 'integer', example: 524288, description: 'Bytes that a vacuum would free.' })
  free_bytes!: number;
}

export class RunResponse {
  @ApiProperty({ type: 'integer', example: 1 })
  id!: number;

  @ApiProperty({ example: 'backup' })
  operation!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 1,
    description: 'The user; null at the console.',
  })
  actor_id!: number | null;

  @ApiProperty({ example: '3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11' })
  request_id!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { name: 'backup-2026-11-23T07-25-48-123Z.db', removed: 0 },
  })
  result!: Readonly<Record<string, unknown>>;

  @TimestampProperty()
  created_at!: string;
}

/** A restore makes one of the state that it replaces. */
const BACKUP_MAKERS = ['operator', 'request', 'restore'] as const;
export type BackupMaker = (typeof BACKUP_MAKERS)[number];

export class ListedBackupResponse {
  @ApiProperty({ example: 'backup-2026-11-23T07-25-48-123Z.db' })
  name!: string;

  @ApiProperty({ type: 'integer', example: 1048576 })
  bytes!: number;

  @TimestampProperty({ nullable: true })
  created_at!: string | null;

  @ApiProperty({
    enum: BACKUP_MAKERS,
    nullable: true,
    example: 'operator',
    description: 'A restore makes one of the state that it replaces; null without a manifest.',
  })
  made_by!: BackupMaker | null;

  @ApiProperty({
    example: true,
    description: 'Whether the file matches its manifest.',
  })
  verified!: boolean;
}

export class BackupResponse {
  @ApiProperty({ example: 'backup-2026-11-23T07-25-48-123Z.db' })
  name!: string;

  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
  sha256!: string;

  @ApiProperty({ type: 'integer', example: 1048576 })
  bytes!: number;

  @TimestampProperty()
  created_at!: string;

  @ApiProperty({ example: 'sqlite' })
  dialect!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Baseline1795400000000',
    description: 'The newest migration.',
  })
  schema_version!: string | null;

  @ApiProperty({ ...COUNTS, example: { issues: 42 } })
  rows!: Readonly<Record<string, number>>;
}

export function toRunResponse(run: MaintenanceRun): RunResponse {
  return {
    id: run.id,
    operation: run.operation,
    actor_id: run.actorId,
    request_id: run.requestId,
    result: JSON.parse(run.result) as RunResponse['result'],
    created_at: run.createdAt.toISOString(),
  };
}

import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCreated } from '../http/decorators/api-created.decorator.js';
import { RequireScope } from '../http/decorators/access.decorator.js';
import { LongWork } from '../http/guards/long-work.guard.js';
import { ProblemResponses } from '../http/openapi/problem-responses.js';
import { BackupsService } from './backups/backups.service.js';
import {
  BackupResponse,
  CleanIssuesRequest,
  CleanLabelsRequest,
  CleanupQuery,
  IssuesCleanupResponse,
  LabelsCleanupResponse,
  IntegrityResponse,
  ListedBackupResponse,
  RunResponse,
  StatsResponse,
  CleanupSummaryResponse,
  toRunResponse,
  VacuumResponse,
} from './dto/maintenance.dto.js';
import { CleanupService } from './cleanup/cleanup.service.js';
import { IntegrityService } from './integrity/integrity.service.js';
import { StatsService } from './stats/stats.service.js';
import { RunsService } from './runs/runs.service.js';

@ApiTags('maintenance')
@Controller('maintenance')
@LongWork()
export class MaintenanceController {
  constructor(
    private readonly statistics: StatsService,
    private readonly integrity: IntegrityService,
    private readonly cleanup: CleanupService,
    private readonly backups: BackupsService,
    private readonly runs: RunsService,
  ) {}

  @Get('stats')
  @RequireScope('admin')
  @ApiOperation({
    operationId: 'getStats',
    summary: 'Counts per table, by status and priority, and recent activity',
    description: 'Rows of all tables; by status and priority without deleted issues.',
  })
  @ApiOkResponse({ type: StatsResponse })
  stats(): Promise<StatsResponse> {
    return this.statistics.stats();
  }

  @Get('health')
  @RequireScope('admin')
  @ApiOperation({
    operationId: 'checkIntegrity',
    summary: 'Check the integrity of the data',
    description:
      'Foreign keys, orphans, timestamps, the search index, and the summaries against a recount.',
  })
  @ApiOkResponse({ type: IntegrityResponse })
  health(): Promise<IntegrityResponse> {
    return this.integrity.health();
  }

  @Get('summary')
  @RequireScope('admin')
  @ApiOperation({
    operationId: 'getCleanupSummary',
    summary: 'What can be cleaned up',
    description: 'Old issues, labels without an issue, and free space.',
  })
  @ApiOkResponse({ type: CleanupSummaryResponse })
  summary(): Promise<CleanupSummaryResponse> {
    return this.cleanup.cleanupSummary();
  }

  @Get('runs')
  @RequireScope('admin')
  @ApiOperation({
    operationId: 'listRuns',
    summary: 'The newest 100 maintenance runs',
    description: 'Each with its user, time and result.',
  })
  @ApiOkResponse({ type: [RunResponse] })
  async list(): Promise<RunResponse[]> {
    return (await this.runs.list()).map(toRunResponse);
  }

  @Get('backups')
  @RequireScope('admin')
  @ApiOperation({
    operationId: 'listBackups',
    summary: 'The backups, newest first',
    description: 'Each with its size, its time and what its manifest says.',
  })
  @ApiOkResponse({ type: [ListedBackupResponse] })
  listBackups(): Promise<ListedBackupResponse[]> {
    return this.backups.list();
  }

  @Post('backups')
  @RequireScope('admin')
  @ApiOperation({
    operationId: 'createBackup',
    summary: 'Make a verified backup',
    description:
      'The server keeps running. The backup is verified before it is listed. One is made at a time ' +
      '(otherwise 503), only if there is space, and the newest ten made here are kept.',
  })
  @ApiCreated(BackupResponse, '/maintenance/backups')
  createBackup(): Promise<BackupResponse> {
    return this.backups.createOnRequest();
  }

  @Post('vacuum')
  @HttpCode(200)
  @RequireScope('admin')
  @ApiOperation({
    operationId: 'vacuum',
    summary: 'Return free space to the file system',
    description: 'The sizes before and after.',
  })
  @ApiOkResponse({ type: VacuumResponse })
  vacuum(): Promise<VacuumResponse> {
    return this.cleanup.vacuum();
  }

  @Post('cleanup/old-issues')
  @HttpCode(200)
  @RequireScope('admin')
  @ApiOperation({
    operationId: 'purgeOldIssues',
    summary: 'Purge issues resolved long ago, at most 1,000; a dry run by default',
    description: 'More can be purged only at the command line. Purged issues cannot be restored.',
  })
  @ApiOkResponse({ type: IssuesCleanupResponse })
  @ProblemResponses(409)
  cleanIssues(
    @Body() { days, dry_run }: CleanIssuesRequest,
    @Query() query: CleanupQuery,
  ): Promise<IssuesCleanupResponse> {
    return this.cleanup.purgeSomeOldIssues(days, query.dry_run ?? dry_run);
  }

  @Post('cleanup/unused-labels')
  @HttpCode(200)
  @RequireScope('admin')
  @ApiOperation({
    operationId: 'removeUnusedLabels',
    summary: 'Remove labels without an issue; a dry run by default',
    description: 'A label that only deleted issues have counts as used.',
  })
  @ApiOkResponse({ type: LabelsCleanupResponse })
  cleanLabels(
    @Body() { dry_run }: CleanLabelsRequest,
    @Query() query: CleanupQuery,
  ): Promise<LabelsCleanupResponse> {
    return this.cleanup.removeUnusedLabels(query.dry_run ?? dry_run);
  }
}

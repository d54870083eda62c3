import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ProblemResponses } from '../common/http/problem-responses.js';
import { BackupsService } from './backups.service.js';
import {
  BackupResponse,
  CleanIssuesRequest,
  CleanLabelsRequest,
  CleanupResponse,
  HealthResponse,
  ListedBackupResponse,
  RunResponse,
  StatsResponse,
  SummaryResponse,
  toRunResponse,
  VacuumResponse,
} from './dto/maintenance.dto.js';
import { MaintenanceService } from './maintenance.service.js';
import { RunsService } from './runs.service.js';

/** More than this many issues are purged at the command line only. */
const PURGE_LIMIT = 1_000;

@ApiTags('maintenance')
@Controller('maintenance')
export class MaintenanceController {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly backups: BackupsService,
    private readonly runs: RunsService,
  ) {}

  @Get('stats')
  @ApiOperation({ summary: 'Counts per table, by status and priority, and recent activity' })
  @ApiOkResponse({ type: StatsResponse })
  @ProblemResponses(422)
  stats(): Promise<StatsResponse> {
    return this.maintenance.stats();
  }

  @Get('health')
  @ApiOperation({ summary: 'Check the integrity of the data' })
  @ApiOkResponse({ type: HealthResponse })
  @ProblemResponses(422)
  health(): Promise<HealthResponse> {
    return this.maintenance.health();
  }

  @Get('summary')
  @ApiOperation({ summary: 'What is worth cleaning' })
  @ApiOkResponse({ type: SummaryResponse })
  @ProblemResponses(422)
  summary(): Promise<SummaryResponse> {
    return this.maintenance.summary();
  }

  @Get('runs')
  @ApiOperation({ summary: 'What was done, newest first, at most 100' })
  @ApiOkResponse({ type: [RunResponse] })
  @ProblemResponses(422)
  async list(): Promise<RunResponse[]> {
    return (await this.runs.list()).map(toRunResponse);
  }

  @Get('backups')
  @ApiOperation({ summary: 'The backups, newest first' })
  @ApiOkResponse({ type: [ListedBackupResponse] })
  @ProblemResponses(422)
  listBackups(): Promise<ListedBackupResponse[]> {
    return this.backups.list();
  }

  @Post('backups')
  @ApiOperation({ summary: 'Make a verified backup' })
  @ApiCreatedResponse({ type: BackupResponse })
  @ProblemResponses(422)
  createBackup(): Promise<BackupResponse> {
    return this.backups.create();
  }

  @Post('vacuum')
  @HttpCode(200)
  @ApiOperation({ summary: 'Return free space to the file system' })
  @ApiOkResponse({ type: VacuumResponse })
  @ProblemResponses(422)
  vacuum(): Promise<VacuumResponse> {
    return this.maintenance.vacuum();
  }

  @Post('cleanup/old-issues')
  @HttpCode(200)
  @ApiOperation({ summary: 'Purge issues resolved long ago, at most 1,000; counts by default' })
  @ApiOkResponse({ type: CleanupResponse })
  @ProblemResponses(400, 409, 413, 415, 422)
  cleanIssues(@Body() { days, dry_run }: CleanIssuesRequest): Promise<CleanupResponse> {
    return this.maintenance.purgeOldIssues(days, dry_run, PURGE_LIMIT);
  }

  @Post('cleanup/unused-labels')
  @HttpCode(200)
  @ApiOperation({ summary: 'Remove labels without an issue; counts by default' })
  @ApiOkResponse({ type: CleanupResponse })
  @ProblemResponses(400, 413, 415, 422)
  cleanLabels(@Body() { dry_run }: CleanLabelsRequest): Promise<CleanupResponse> {
    return this.maintenance.removeUnusedLabels(dry_run);
  }
}

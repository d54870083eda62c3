import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Scope } from '../common/http/access.js';
import { ProblemResponses } from '../common/http/problem-responses.js';
import {
  LatencyResponse,
  ResolvedQuery,
  toLatencyResponse,
  TopAssigneeResponse,
  TopAssigneesQuery,
  toTopAssigneeResponse,
} from './dto/reports.dto.js';
import { ReportsService } from './reports.service.js';

@ApiTags('reports')
@Controller('reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get('top-assignees')
  @Scope('read')
  @ApiOperation({
    summary: 'Who resolved most',
    description: 'Counts issues whose `resolved_at` is set, by their assignee.',
  })
  @ApiOkResponse({ type: [TopAssigneeResponse] })
  @ProblemResponses(422)
  async topAssignees(@Query() query: TopAssigneesQuery): Promise<TopAssigneeResponse[]> {
    return (await this.reports.topAssignees(query)).map(toTopAssigneeResponse);
  }

  @Get('latency')
  @Scope('read')
  @ApiOperation({
    summary: 'How long issues took to be resolved, the fastest assignee first',
    description: 'Hours from `created_at` to `resolved_at`, by assignee, rounded to 2 decimals.',
  })
  @ApiOkResponse({ type: [LatencyResponse] })
  @ProblemResponses(422)
  async latency(@Query() query: ResolvedQuery): Promise<LatencyResponse[]> {
    return (await this.reports.latency(query)).map(toLatencyResponse);
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JsonDocument } from '../common/json-document.js';
import { RequireScope } from '../http/decorators/access.decorator.js';
import { RespondsWithArrayPage } from '../http/decorators/responds-with-page.decorator.js';
import { LongWork } from '../http/guards/long-work.guard.js';
import { LatencyQuery, ThroughputQuery, TopAssigneesQuery } from './dto/report-queries.dto.js';
import {
  LatencyResponse,
  SummaryResponse,
  ThroughputResponse,
  TopAssigneeResponse,
  toSummaryResponse,
  toThroughputResponse,
} from './dto/report-responses.dto.js';
import { ReportsService } from './reports.service.js';

@ApiTags('reports')
@Controller('reports')
@LongWork()
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get('top-assignees')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'reportTopAssignees',
    summary: 'Who resolved most',
    description: 'Counts issues whose `resolved_at` is set, by their assignee.',
  })
  @ApiOkResponse({ type: [TopAssigneeResponse] })
  topAssignees(@Query() query: TopAssigneesQuery): Promise<JsonDocument<TopAssigneeResponse[]>> {
    return this.reports.topAssignees(query);
  }

  @Get('latency')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'reportLatency',
    summary: 'How long issues took to be resolved, the fastest assignee first',
    description:
      'Hours from `created_at` to `resolved_at`, by assignee, rounded to 2 decimals. The average ' +
      'is exact; percentiles come from a histogram and are at most 2 % off.',
  })
  @RespondsWithArrayPage(LatencyResponse)
  latency(@Query() query: LatencyQuery): Promise<JsonDocument<LatencyResponse[]>> {
    return this.reports.latency(query);
  }

  @Get('summary')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'reportSummary',
    summary: 'How many issues there are, by status and by priority',
    description: 'With the number of unassigned issues, and the oldest open one.',
  })
  @ApiOkResponse({ type: SummaryResponse })
  async summary(): Promise<SummaryResponse> {
    return toSummaryResponse(await this.reports.summary());
  }

  @Get('throughput')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'reportThroughput',
    summary: 'How many issues were created and resolved in each period',
    description:
      'Whole days, weeks from Monday, or months, in UTC, those without events included; at most ' +
      '10,000 periods.',
  })
  @ApiOkResponse({ type: [ThroughputResponse] })
  async throughput(@Query() query: ThroughputQuery): Promise<ThroughputResponse[]> {
    return (await this.reports.throughput(query)).map(toThroughputResponse);
  }
}

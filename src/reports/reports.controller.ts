import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JsonDocument } from '../common/json-document.js';
import { RequireScope } from '../http/decorators/access.decorator.js';
import { RespondsWithArrayPage } from '../http/decorators/responds-with-page.decorator.js';
import { LongWork } from '../http/guards/long-work.guard.js';
import {
  LatencyQuery,
  ReportQuery,
  ThroughputQuery,
  TopAssigneesQuery,
  TopLabelsQuery,
} from './dto/report-queries.dto.js';
import {
  LatencyResponse,
  OpenAgeResponse,
  SummaryResponse,
  ThroughputResponse,
  TopAssigneeResponse,
  TopLabelResponse,
  toOpenAgeResponse,
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
  async summary(@Query() query: ReportQuery): Promise<SummaryResponse> {
    return toSummaryResponse(await this.reports.summary(query));
  }

  @Get('open-by-age')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'reportOpenByAge',
    summary: 'How many issues are open, by priority and by age',
    description:
      'Open or in progress now; the most urgent priority first, the youngest issues first. ' +
      '`created_after` and `created_before` lead to the issues themselves in `GET /issues`.',
  })
  @ApiOkResponse({ type: [OpenAgeResponse] })
  async openByAge(@Query() query: ReportQuery): Promise<OpenAgeResponse[]> {
    return (await this.reports.openAges(query)).map(toOpenAgeResponse);
  }

  @Get('top-labels')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'reportTopLabels',
    summary: 'Which labels most issues have',
    description: 'With `label`, the labels of the issues that have that one.',
  })
  @ApiOkResponse({ type: [TopLabelResponse] })
  topLabels(@Query() query: TopLabelsQuery): Promise<JsonDocument<TopLabelResponse[]>> {
    return this.reports.topLabels(query);
  }

  @Get('throughput')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'reportThroughput',
    summary: 'How many issues were created and resolved in each period',
    description:
      'Whole days, weeks from Monday, or months, in UTC, those without events included; at most ' +
      '10,000 periods. With a filter, of the issues that match it now, but for purged ones.',
  })
  @ApiOkResponse({ type: [ThroughputResponse] })
  async throughput(@Query() query: ThroughputQuery): Promise<ThroughputResponse[]> {
    return (await this.reports.throughput(query)).map(toThroughputResponse);
  }
}

import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Patch,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../http/decorators/access.decorator.js';
import { Id, LongId } from '../http/validation/id.pipe.js';
import {
  ApiPrecondition,
  ApiReadCondition,
  IfPrecondition,
} from '../http/decorators/precondition.decorator.js';
import type { JsonDocument } from '../common/json-document.js';
import { TakesMergePatch } from '../http/guards/media-type.guard.js';
import { ProblemResponses } from '../http/openapi/problem-responses.js';
import {
  RespondsWithPage,
  WATERMARK_HEADER,
} from '../http/decorators/responds-with-page.decorator.js';
import type { Precondition } from '../common/precondition.js';
import { ApiIdempotencyKey } from '../idempotency/idempotency-key.header.js';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor.js';
import { ApiIssueResponse } from './dto/issue-documentation.js';
import {
  BulkStatusRequest,
  CreateIssueRequest,
  DeleteIssueQuery,
  UpdateIssueRequest,
} from './dto/issue-requests.dto.js';
import {
  BulkStatusResponse,
  IssueDetailResponse,
  IssuePageResponse,
  IssueResponse,
  toCreatedIssue,
  toDetail,
  toIssue,
  toSparse,
} from './dto/issue-responses.dto.js';
import { IssueQuery, ListIssuesQuery } from './dto/list-issues.dto.js';
import { DryRunQuery } from './dto/preview.dto.js';
import { ApiTimeline, ApiTimelineEntry } from './dto/timeline-documentation.js';
import { type TimelineEntryResponse, TimelineQuery } from './dto/timeline.dto.js';
import { IssueTimelineService } from './issue-timeline.service.js';
import { IssuesService } from './issues.service.js';
import { BulkIssuesService } from './bulk-issues.service.js';
import { IssueListService } from './list/issue-list.service.js';

@ApiTags('issues')
@Controller('issues')
export class IssuesController {
  constructor(
    private readonly issues: IssuesService,
    private readonly bulk: BulkIssuesService,
    private readonly lists: IssueListService,
    private readonly timelines: IssueTimelineService,
  ) {}

  @Post()
  @RequireScope('write')
  @UseInterceptors(IdempotencyInterceptor)
  @ApiOperation({
    operationId: 'createIssue',
    summary: 'Create an issue',
    description:
      'The issue begins at version 1, with its labels; unknown ones are created. With an ' +
      '`Idempotency-Key` the same request again creates nothing.',
  })
  @ApiIdempotencyKey()
  @ApiIssueResponse(IssueResponse, 201)
  @ProblemResponses(409)
  async create(@Body() request: CreateIssueRequest): Promise<JsonDocument<IssueResponse>> {
    return toCreatedIssue(await this.issues.create(request));
  }

  @Get()
  @RequireScope('read')
  @ApiOperation({
    operationId: 'listIssues',
    summary: 'List, filter, sort and search the issues; newest first',
    description:
      'All parameters can be combined. `next_cursor` leads to pages that neither repeat nor miss an issue while ' +
      'others are written. Status, priority, assignee and one label are read from indexes and stored counts; ' +
      'with other filters, with `q` or another sort a list takes the longer the more issues match.',
  })
  @RespondsWithPage(IssuePageResponse, WATERMARK_HEADER)
  list(@Query() query: ListIssuesQuery): Promise<JsonDocument<IssuePageResponse>> {
    return this.lists.list(query);
  }

  @Post('bulk-status')
  @RequireScope('write')
  @HttpCode(200)
  @UseInterceptors(IdempotencyInterceptor)
  @ApiOperation({
    operationId: 'setStatusOfIssues',
    summary: 'Set the status of many issues, all or none',
    description:
      'One transaction: when an issue is unknown, or is not at the version that `versions` names, nothing is changed.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: BulkStatusResponse })
  @ProblemResponses(409)
  setStatus(
    @Body() request: BulkStatusRequest,
    @Query() { dry_run }: DryRunQuery,
  ): Promise<BulkStatusResponse> {
    return this.bulk.setStatus(request, dry_run);
  }

  @Get(':id')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'getIssue',
    summary: 'One issue with its comments',
    description:
      'Shows the first 100 comments; all of them are under `/issues/{id}/comments`. With `If-None-Match` an unchanged issue returns 304.',
  })
  @ApiReadCondition()
  @ApiIssueResponse(IssueDetailResponse)
  @ProblemResponses(404)
  async get(
    @Id() id: number,
    @Query() { fields }: IssueQuery,
  ): Promise<JsonDocument<IssueDetailResponse>> {
    return fields
      ? toSparse(await this.issues.getSparse(id, fields))
      : toDetail(await this.issues.get(id));
  }

  @Patch(':id')
  @RequireScope('write')
  @TakesMergePatch()
  @ApiOperation({
    operationId: 'updateIssue',
    summary: 'Change an issue that is at the given version',
    description:
      'What is absent stays, null clears (RFC 7396). Of any number of calls with one version exactly one succeeds; a call that changes nothing leaves the version.',
  })
  @ApiPrecondition()
  @ApiIssueResponse(IssueResponse)
  @ProblemResponses(404, 409)
  async update(
    @Id() id: number,
    @Body() request: UpdateIssueRequest,
    @IfPrecondition() precondition: Precondition,
  ): Promise<JsonDocument<IssueResponse>> {
    return toIssue(await this.issues.update(id, request, precondition));
  }

  @Delete(':id')
  @RequireScope('write')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteIssue',
    summary: 'Delete an issue that is at the given version; it can be restored',
    description:
      'The issue disappears from lists, counts, reports and search; its comments and its history are kept.',
  })
  @ApiPrecondition()
  @ApiNoContentResponse({ description: 'Hidden everywhere from now on' })
  @ProblemResponses(404, 409)
  delete(
    @Id() id: number,
    @Query() { version }: DeleteIssueQuery,
    @IfPrecondition() precondition: Precondition,
  ): Promise<void> {
    return this.issues.delete(id, version, precondition);
  }

  @Post(':id/restore')
  @RequireScope('write')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'restoreIssue',
    summary: 'Bring a deleted issue back',
    description:
      'With its labels, comments and history. An issue that is not deleted stays as it is.',
  })
  @ApiIssueResponse(IssueResponse)
  @ProblemResponses(404)
  async restore(@Id() id: number): Promise<JsonDocument<IssueResponse>> {
    return toIssue(await this.issues.restore(id));
  }

  @Get(':id/timeline')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'listTimeline',
    summary: 'Everything that happened to an issue, oldest first',
    description:
      'Every change is recorded in its own transaction, and records are never changed. Texts of more than 1,000 characters are cut; the entry by itself has all of them.',
  })
  @ApiTimeline()
  @ProblemResponses(404)
  timeline(
    @Id() id: number,
    @Query() query: TimelineQuery,
  ): Promise<JsonDocument<TimelineEntryResponse[]>> {
    return this.timelines.list(id, query);
  }

  @Get(':id/timeline/:event_id')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'getTimelineEntry',
    summary: 'One entry of the timeline, with its texts in full length',
    description: 'Entries never change.',
  })
  @ApiTimelineEntry()
  @ProblemResponses(404)
  timelineEntry(
    @Id() id: number,
    @LongId('event_id') eventId: number,
  ): Promise<JsonDocument<TimelineEntryResponse>> {
    return this.timelines.get(id, eventId);
  }
}

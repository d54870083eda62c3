import { Body, Controller, Get, HttpCode, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JsonDocument } from '../common/json-document.js';
import { RequireScope } from '../http/decorators/access.decorator.js';
import {
  LINK_HEADER,
  RespondsWithArrayPage,
} from '../http/decorators/responds-with-page.decorator.js';
import { ProblemResponses } from '../http/openapi/problem-responses.js';
import { LongWork } from '../http/guards/long-work.guard.js';
import { LongId } from '../http/validation/id.pipe.js';
import { ApiIdempotencyKey } from '../idempotency/idempotency-key.header.js';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor.js';
import { DryRunQuery } from '../issues/dto/preview.dto.js';
import { ChangesService } from './changes.service.js';
import {
  ChangeDetailResponse,
  ChangeEventsQuery,
  ChangeResponse,
  ListChangesQuery,
} from './dto/change.dto.js';
import { RevertRequest, RevertResponse } from './dto/revert.dto.js';
import { RevertService } from './revert/revert.service.js';

@ApiTags('changes')
@Controller('changes')
export class ChangesController {
  constructor(
    private readonly changes: ChangesService,
    private readonly reverts: RevertService,
  ) {}

  @Get()
  @RequireScope('read')
  @ApiOperation({
    operationId: 'listChanges',
    summary: 'Every write that changed issues, newest first',
    description:
      'One entry for each request or command, of any number of issues: an import is one change, however ' +
      'long it is. Responses of writes name theirs in the header `Change-Id`.',
  })
  @RespondsWithArrayPage(ChangeResponse)
  list(@Query() query: ListChangesQuery): Promise<JsonDocument<ChangeResponse[]>> {
    return this.changes.list(query);
  }

  @Get(':change_id')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'getChange',
    summary: 'One change with its events',
    description:
      'The events in pages, by issue, with texts of more than 1,000 characters cut. Those of issues that ' +
      'have been purged since are gone.',
  })
  @ApiOkResponse({ type: ChangeDetailResponse, headers: LINK_HEADER })
  @ProblemResponses(404)
  get(
    @LongId('change_id') id: number,
    @Query() query: ChangeEventsQuery,
  ): Promise<JsonDocument<ChangeDetailResponse>> {
    return this.changes.get(id, query);
  }

  @Post(':change_id/revert')
  @RequireScope('write')
  @HttpCode(200)
  @UseInterceptors(IdempotencyInterceptor)
  @LongWork()
  @ApiOperation({
    operationId: 'revertChange',
    summary: 'Take a change back, by a new change',
    description:
      'What was set is set back, what was created is deleted (and can be restored), labels and comments ' +
      'likewise. What somebody has changed since is a conflict: with `refuse` nothing is changed, with ' +
      '`skip` the rest. Taking a revert back makes the change again. At most 10,000 issues.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: RevertResponse })
  @ProblemResponses(404, 409)
  revert(
    @LongId('change_id') id: number,
    @Body() { on_conflict }: RevertRequest,
    @Query() { dry_run }: DryRunQuery,
  ): Promise<RevertResponse> {
    return this.reverts.revert(id, { onConflict: on_conflict, dryRun: dry_run });
  }
}

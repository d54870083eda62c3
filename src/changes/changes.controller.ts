import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JsonDocument } from '../common/json-document.js';
import { RequireScope } from '../http/decorators/access.decorator.js';
import {
  LINK_HEADER,
  RespondsWithArrayPage,
} from '../http/decorators/responds-with-page.decorator.js';
import { ProblemResponses } from '../http/openapi/problem-responses.js';
import { LongId } from '../http/validation/id.pipe.js';
import { ChangesService } from './changes.service.js';
import {
  ChangeDetailResponse,
  ChangeEventsQuery,
  ChangeResponse,
  ListChangesQuery,
} from './dto/change.dto.js';

@ApiTags('changes')
@Controller('changes')
export class ChangesController {
  constructor(private readonly changes: ChangesService) {}

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
}

import { Body, Controller, Get, Put, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { JsonDocument } from '../common/json-document.js';
import type { Precondition } from '../common/precondition.js';
import { RequireScope } from '../http/decorators/access.decorator.js';
import {
  ApiPrecondition,
  ApiReadCondition,
  IfPrecondition,
} from '../http/decorators/precondition.decorator.js';
import { ProblemResponses } from '../http/openapi/problem-responses.js';
import { TextInPath } from '../http/validation/text.pipe.js';
import {
  EXTERNAL_ID_SCHEMA,
  externalIdError,
  ExternalIssueRequest,
  toExternalId,
  SOURCE_SCHEMA,
  sourceError,
} from './dto/external-id.dto.js';
import { ApiIssueResponse } from './dto/issue-documentation.js';
import {
  IssueDetailResponse,
  IssueResponse,
  toDetail,
  toIssue,
  toSparse,
} from './dto/issue-responses.dto.js';
import { IssueQuery } from './dto/list-issues.dto.js';
import { ExternalIssuesService } from './external-issues.service.js';
import { IssuesService } from './issues.service.js';

@ApiTags('issues')
@Controller('issues/external')
export class ExternalIssuesController {
  constructor(
    private readonly externals: ExternalIssuesService,
    private readonly issues: IssuesService,
  ) {}

  @Get(':source/:id')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'getIssueByExternalId',
    summary: 'The issue with this id in another tracker',
    description: 'The same as `GET /issues/{id}` shows, with the same `ETag`.',
  })
  @ApiParam({ name: 'source', schema: SOURCE_SCHEMA })
  @ApiParam({ name: 'id', schema: EXTERNAL_ID_SCHEMA })
  @ApiReadCondition()
  @ApiIssueResponse(IssueDetailResponse)
  @ProblemResponses(404)
  async get(
    @TextInPath('source', sourceError) source: string,
    @TextInPath('id', externalIdError) id: string,
    @Query() { fields }: IssueQuery,
  ): Promise<JsonDocument<IssueDetailResponse>> {
    const external = toExternalId(source, id);
    return fields
      ? toSparse(await this.issues.getSparse(external, fields))
      : toDetail(await this.issues.get(external));
  }

  @Put(':source/:id')
  @RequireScope('write')
  @ApiOperation({
    operationId: 'createOrUpdateIssue',
    summary: 'Create or update the issue with this id in another tracker',
    description:
      'The source is compared regardless of case, the id as it is; both are percent-encoded. What the ' +
      'request leaves out keeps its value, or has its default in a new issue. Of concurrent calls one ' +
      'creates the issue. A deleted issue has given its external id back. `If-None-Match: *` only ' +
      'creates, `If-Match: *` only updates.',
  })
  @ApiParam({ name: 'source', schema: SOURCE_SCHEMA })
  @ApiParam({ name: 'id', schema: EXTERNAL_ID_SCHEMA })
  @ApiPrecondition()
  @ApiIssueResponse(IssueResponse)
  @ApiIssueResponse(IssueResponse, 201)
  @ProblemResponses(409)
  async put(
    @TextInPath('source', sourceError) source: string,
    @TextInPath('id', externalIdError) id: string,
    @Body() request: ExternalIssueRequest,
    @IfPrecondition() precondition: Precondition,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JsonDocument<IssueResponse>> {
    const external = toExternalId(source, id);
    const { issue, createdId } = await this.externals.put(external, request, precondition);
    if (createdId === undefined) return toIssue(issue);
    response.status(201);
    return toIssue(issue).ofCreated(createdId, '/issues');
  }
}

import { Body, Controller, Delete, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { JsonDocument } from '../common/json-document.js';
import type { Precondition } from '../common/precondition.js';
import { RequireScope } from '../http/decorators/access.decorator.js';
import { ApiPrecondition, IfPrecondition } from '../http/decorators/precondition.decorator.js';
import { ProblemResponses } from '../http/openapi/problem-responses.js';
import { Id } from '../http/validation/id.pipe.js';
import { TextInPath } from '../http/validation/text.pipe.js';
import { labelNameError, LABEL_NAME_SCHEMA } from '../labels/dto/label-names.decorator.js';
import { ApiIssueResponse } from './dto/issue-documentation.js';
import {
  AddLabelsRequest,
  RemoveLabelQuery,
  ReplaceLabelsRequest,
} from './dto/issue-labels.dto.js';
import { IssueResponse, toIssue } from './dto/issue-responses.dto.js';
import { IssueLabelsService } from './issue-labels.service.js';

@ApiTags('issues')
@Controller('issues/:id/labels')
export class IssueLabelsController {
  constructor(private readonly labels: IssueLabelsService) {}

  @Put()
  @RequireScope('write')
  @ApiOperation({
    operationId: 'replaceLabels',
    summary: 'Replace the labels of an issue; unknown ones are created',
    description:
      'One transaction: no reader sees a part of it, and the labels are always a set that somebody sent.',
  })
  @ApiPrecondition()
  @ApiIssueResponse(IssueResponse)
  @ProblemResponses(404, 409)
  async replace(
    @Id() id: number,
    @Body() request: ReplaceLabelsRequest,
    @IfPrecondition() precondition: Precondition,
  ): Promise<JsonDocument<IssueResponse>> {
    return toIssue(await this.labels.replace(id, request, precondition));
  }

  @Post()
  @RequireScope('write')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'addLabels',
    summary: 'Add labels to an issue, which keeps the ones it has; unknown ones are created',
    description:
      'Concurrent calls all succeed, and none takes back what another has added. Labels that the ' +
      'issue has already change nothing. An issue has at most 100 labels.',
  })
  @ApiPrecondition()
  @ApiIssueResponse(IssueResponse)
  @ProblemResponses(404, 409)
  async add(
    @Id() id: number,
    @Body() request: AddLabelsRequest,
    @IfPrecondition() precondition: Precondition,
  ): Promise<JsonDocument<IssueResponse>> {
    return toIssue(await this.labels.add(id, request, precondition));
  }

  @Delete(':name')
  @RequireScope('write')
  @ApiOperation({
    operationId: 'removeLabel',
    summary: 'Remove one label from an issue, by its name in any case',
    description:
      'The name is percent-encoded (`a/b` is `a%2Fb`). 404 when the issue has no such label. The label ' +
      'itself stays. Clients resolve the names `.` and `..` as parts of a path: remove such a label with PUT.',
  })
  @ApiParam({ name: 'name', schema: { ...LABEL_NAME_SCHEMA, example: 'bug' } })
  @ApiPrecondition()
  @ApiIssueResponse(IssueResponse)
  @ProblemResponses(404, 409)
  async remove(
    @Id() id: number,
    @TextInPath('name', labelNameError) name: string,
    @Query() { version }: RemoveLabelQuery,
    @IfPrecondition() precondition: Precondition,
  ): Promise<JsonDocument<IssueResponse>> {
    return toIssue(await this.labels.remove(id, name, version, precondition));
  }
}

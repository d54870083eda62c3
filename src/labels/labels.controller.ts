import type { JsonDocument } from '../common/json-document.js';
import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCreated } from '../http/decorators/api-created.decorator.js';
import { RequireScope } from '../http/decorators/access.decorator.js';
import { RespondsWithArrayPage } from '../http/decorators/responds-with-page.decorator.js';
import { Id } from '../http/validation/id.pipe.js';
import { TakesMergePatch } from '../http/guards/media-type.guard.js';
import { ProblemResponses } from '../http/openapi/problem-responses.js';
import {
  CountedLabelResponse,
  CreateLabelRequest,
  ListLabelsQuery,
  UpdateLabelRequest,
} from './dto/label.dto.js';
import { LabelsService } from './labels.service.js';

@ApiTags('labels')
@Controller('labels')
export class LabelsController {
  constructor(private readonly labels: LabelsService) {}

  @Get()
  @RequireScope('read')
  @ApiOperation({
    operationId: 'listLabels',
    summary: 'List the labels by name, with the number of their issues',
    description: 'Deleted issues do not count.',
  })
  @RespondsWithArrayPage(CountedLabelResponse)
  list(@Query() query: ListLabelsQuery): Promise<JsonDocument<CountedLabelResponse[]>> {
    return this.labels.showPage(query);
  }

  @Post()
  @RequireScope('write')
  @ApiOperation({
    operationId: 'createLabel',
    summary: 'Create a label',
    description:
      'Names are unique regardless of case, and keep the case they were first written in.',
  })
  @ApiCreated(CountedLabelResponse, '/labels/7')
  @ProblemResponses(409)
  create(@Body() request: CreateLabelRequest): Promise<JsonDocument<CountedLabelResponse>> {
    return this.labels.create(request);
  }

  @Get(':id')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'getLabel',
    summary: 'One label',
    description: 'With the number of its issues.',
  })
  @ApiOkResponse({ type: CountedLabelResponse })
  @ProblemResponses(404)
  get(@Id() id: number): Promise<JsonDocument<CountedLabelResponse>> {
    return this.labels.show(id);
  }

  @Patch(':id')
  @RequireScope('write')
  @TakesMergePatch()
  @ApiOperation({
    operationId: 'updateLabel',
    summary: 'Change a label',
    description: 'All its issues show the change at once.',
  })
  @ApiOkResponse({ type: CountedLabelResponse })
  @ProblemResponses(404, 409)
  update(
    @Id() id: number,
    @Body() request: UpdateLabelRequest,
  ): Promise<JsonDocument<CountedLabelResponse>> {
    return this.labels.update(id, request);
  }
}

import { Body, Controller, HttpCode, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../../http/decorators/access.decorator.js';
import { ProblemResponses } from '../../http/openapi/problem-responses.js';
import { ApiIdempotencyKey } from '../../idempotency/idempotency-key.header.js';
import { IdempotencyInterceptor } from '../../idempotency/idempotency.interceptor.js';
import { DryRunQuery } from '../../issues/dto/preview.dto.js';
import { BulkComment, BulkFields, BulkFilter, BulkRequest, BulkResponse } from '../dto/bulk.dto.js';
import { BulkService } from './bulk.service.js';

/** Not all fields can be sent together. */
const EXAMPLES = {
  items: {
    value: {
      items: [{ id: 1, version: 1 }, { id: 2 }],
      set: { priority: 'high' },
      add_labels: ['bug'],
    },
  },
  filter: {
    value: {
      filter: { label: ['bug'], status: ['open'] },
      expected_count: 1,
      remove_labels: ['urgent'],
    },
  },
};

@ApiTags('issues')
@Controller('issues/bulk')
export class BulkController {
  constructor(private readonly bulk: BulkService) {}

  @Post()
  @RequireScope('write')
  @HttpCode(200)
  @UseInterceptors(IdempotencyInterceptor)
  @ApiOperation({
    operationId: 'changeIssues',
    summary: 'Change fields, labels and comments of many issues, all or none',
    description:
      'One transaction, and one change that can be taken back. When an issue is unknown, or not at the ' +
      'version that its item names, or the filter finds another number than `expected_count`, nothing is ' +
      'changed. What changes nothing in an issue leaves it alone. Unknown labels of `add_labels` are created.',
  })
  @ApiExtraModels(BulkFields, BulkFilter, BulkComment)
  @ApiBody({ type: BulkRequest, examples: EXAMPLES })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: BulkResponse })
  @ProblemResponses(409)
  apply(@Body() request: BulkRequest, @Query() { dry_run }: DryRunQuery): Promise<BulkResponse> {
    return this.bulk.apply(request, dry_run);
  }
}

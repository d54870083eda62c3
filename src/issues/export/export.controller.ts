import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LimitConcurrency } from '../../http/interceptors/limit-concurrency.interceptor.js';
import { RequireScope } from '../../http/decorators/access.decorator.js';
import { toFile } from '../../http/body/file-response.js';
import { LongWork } from '../../http/guards/long-work.guard.js';
import { headersOf } from '../../http/openapi/problem-responses.js';
import { IssueFilterQuery } from '../dto/list-issues.dto.js';
import { ExportService } from './export.service.js';

@ApiTags('issues')
@Controller('issues/export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get()
  @RequireScope('read')
  @LimitConcurrency('CONCURRENT_EXPORTS')
  @LongWork()
  @ApiOperation({
    summary: 'Export issues as a CSV, with the filters and the sort of the list',
    description:
      'Streamed from one snapshot. A cell that a spreadsheet would run as a formula begins with ' +
      "`'`, which the import takes off again.",
  })
  @ApiOkResponse({
    description: 'One line for each issue',
    headers: headersOf({ 'Content-Disposition': 'attachment; filename="issues.csv"' }),
    content: { 'text/csv': { schema: { type: 'string' }, example: 'id,title,description,…' } },
  })
  export(@Query() query: IssueFilterQuery): StreamableFile {
    return toFile(this.exports.stream(query), 'issues.csv', 'text/csv; charset=utf-8');
  }
}

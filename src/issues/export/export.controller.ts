import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LimitConcurrency } from '../../http/interceptors/limit-concurrency.interceptor.js';
import { RequireScope } from '../../http/decorators/access.decorator.js';
import { Configuration } from '../../config/configuration.js';
import { endWithin } from '../../http/body/end-within.js';
import { toFile } from '../../http/body/file-response.js';
import { LongWork } from '../../http/guards/long-work.guard.js';
import { headersOf } from '../../http/openapi/problem-responses.js';
import { ExportIssuesQuery } from '../dto/list-issues.dto.js';
import { ExportService } from './export.service.js';

@ApiTags('import and export')
@Controller('issues/export')
export class ExportController {
  private readonly timeoutSeconds: number;

  constructor(
    private readonly exports: ExportService,
    { http }: Configuration,
  ) {
    this.timeoutSeconds = http.exportTimeoutSeconds;
  }

  @Get()
  @RequireScope('read')
  @LimitConcurrency('CONCURRENT_EXPORTS')
  @LongWork()
  @ApiOperation({
    operationId: 'exportIssues',
    summary: 'Export issues as a CSV, with the filters and the sort of the list',
    description:
      'Streamed from one snapshot. What a spreadsheet would run as a formula, at the beginning of a ' +
      "cell or behind a semicolon, tab or line break in it, has a `'` before it, which the import " +
      'takes off again. Disconnected when it takes longer than `EXPORT_TIMEOUT_SECONDS`.',
  })
  @ApiOkResponse({
    description: 'One line for each issue',
    headers: headersOf({ 'Content-Disposition': 'attachment; filename="issues.csv"' }),
    content: { 'text/csv': { schema: { type: 'string' }, example: 'id,title,description,…' } },
  })
  export(@Query() query: ExportIssuesQuery): StreamableFile {
    const stream = endWithin(this.timeoutSeconds, this.exports.stream(query));
    return toFile(stream, 'issues.csv', 'text/csv; charset=utf-8');
  }
}

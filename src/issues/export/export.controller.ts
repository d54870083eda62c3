import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AtMost } from '../../common/http/at-most.js';
import { Scope } from '../../common/http/access.js';
import { ProblemResponses } from '../../common/http/problem-responses.js';
import { IssueFilterQuery } from '../dto/list-issues.dto.js';
import { ExportService } from './export.service.js';

const FILE = { type: 'text/csv; charset=utf-8', disposition: 'attachment; filename="issues.csv"' };

@ApiTags('issues')
@Controller('issues/export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get()
  @Scope('read')
  @AtMost('CONCURRENT_EXPORTS')
  @ApiOperation({
    summary: 'Export issues as a CSV, with the filters and the sort of the list',
    description:
      'Streamed from one snapshot. A cell that a spreadsheet would run as a formula begins with ' +
      "`'`, which the import takes off again.",
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({
    description: 'One line for each issue',
    content: { 'text/csv': { schema: { type: 'string' }, example: 'id,title,description,…' } },
  })
  @ProblemResponses(422)
  async export(@Query() query: IssueFilterQuery): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.stream(query), FILE);
  }
}

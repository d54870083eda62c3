import { Controller, HttpCode, Post, UploadedFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AtMost } from '../../common/http/at-most.js';
import { Scope } from '../../common/http/access.js';
import { ProblemResponses } from '../../common/http/problem-responses.js';
import { ImportResponse, toImportResponse } from '../dto/import-response.dto.js';
import { CsvUpload } from './csv-upload.js';
import { ImportService } from './import.service.js';

@ApiTags('issues')
@Controller('issues/import')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Post()
  @Scope('write')
  @HttpCode(200)
  @CsvUpload()
  @AtMost('CONCURRENT_IMPORTS')
  @ApiOperation({
    summary: 'Import issues from a CSV; bad rows are reported, the others stored',
    description:
      'Columns in any order and case: title (required), description, status, priority, assignee_id. Each row is validated by itself, by the rules of `POST /issues`.',
  })
  @ApiOkResponse({ type: ImportResponse })
  @ProblemResponses(400, 413, 422)
  async import(@UploadedFile() file: Express.Multer.File): Promise<ImportResponse> {
    return toImportResponse(await this.imports.import(file.buffer));
  }
}

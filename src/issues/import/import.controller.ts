import { Controller, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { LimitConcurrency } from '../../http/interceptors/limit-concurrency.interceptor.js';
import { RequireScope } from '../../http/decorators/access.decorator.js';
import { LongWork } from '../../http/guards/long-work.guard.js';
import { ProblemResponses } from '../../http/openapi/problem-responses.js';
import {
  ApiIdempotencyKey,
  IdempotencyKeyHeader,
  markReplayed,
} from '../../idempotency/idempotency-key.header.js';
import { ImportQuery } from '../dto/import-query.dto.js';
import { ImportResponse, toImportResponse } from '../dto/import-response.dto.js';
import { CsvUpload, UploadedCsv } from './csv-upload.js';
import { ImportService } from './import.service.js';
import type { SpooledFile } from './upload-spool.js';

@ApiTags('import and export')
@Controller('issues/import')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Post()
  @RequireScope('write')
  @HttpCode(200)
  @CsvUpload()
  @LimitConcurrency('CONCURRENT_IMPORTS')
  @LongWork()
  @ApiOperation({
    operationId: 'importIssues',
    summary: 'Import issues from a CSV; bad rows are reported, the others stored',
    description:
      'Columns in any order and case: title (required), description, status, priority, ' +
      'assignee_id, or assignee (a username, read in rows without assignee_id), labels ' +
      '(`;`-separated), created_at, resolved_at, external_source and external_id. Each row is validated by ' +
      'itself, by the rules of `POST /issues`. A repetition with the same `Idempotency-Key` ' +
      'stores what is not stored yet, even after the server was killed. An assignee has to be ' +
      'active: in an export with deactivated ones, reactivate them or empty their cells.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ImportResponse })
  @ProblemResponses(409)
  async import(
    @Query() { dry_run: dryRun, atomic, on_existing: onExisting, format }: ImportQuery,
    @UploadedCsv() file: SpooledFile,
    @IdempotencyKeyHeader() key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportResponse> {
    const options = { dryRun, atomic, onExisting, format, key };
    const report = await this.imports.import(() => file.open(), options);
    if (report.replayed) markReplayed(response);
    return toImportResponse(report);
  }
}

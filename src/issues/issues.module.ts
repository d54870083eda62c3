import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { CsvServicesModule } from './csv-services.module.js';
import { ExportController } from './export/export.controller.js';
import { ExternalIssuesController } from './external-issues.controller.js';
import { ImportController } from './import/import.controller.js';
import { UploadSpool } from './import/upload-spool.js';
import { IssueLabelsController } from './issue-labels.controller.js';
import { IssuesServicesModule } from './issues-services.module.js';
import { IssuesController } from './issues.controller.js';
import { LabelDeletionController } from './label-deletion.controller.js';

@Module({
  imports: [IssuesServicesModule, CsvServicesModule, IdempotencyModule],
  controllers: [
    ImportController,
    ExportController,
    // Before the others, whose paths have an id where this one has a word.
    ExternalIssuesController,
    IssuesController,
    IssueLabelsController,
    LabelDeletionController,
  ],
  providers: [UploadSpool],
})
export class IssuesModule {}

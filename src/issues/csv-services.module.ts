import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { LabelsServicesModule } from '../labels/labels-services.module.js';
import { UsersServicesModule } from '../users/users-services.module.js';
import { ExportService } from './export/export.service.js';
import { ImportBatches } from './import/import-batches.js';
import { ImportService } from './import/import.service.js';
import { IssuesServicesModule } from './issues-services.module.js';

/** Import and export. Separate, since they load class-validator, which few commands need. */
@Module({
  imports: [
    IssuesServicesModule,
    UsersServicesModule,
    LabelsServicesModule,
    IdempotencyModule,
    HistoryModule,
  ],
  providers: [ImportService, ImportBatches, ExportService],
  exports: [ImportService, ExportService],
})
export class CsvServicesModule {}

import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { LabelsServicesModule } from '../labels/labels-services.module.js';
import { UsersServicesModule } from '../users/users-services.module.js';
import { ExportService } from './export/export.service.js';
import { ImportService } from './import/import.service.js';
import { IssuesServicesModule } from './issues-services.module.js';

/** Import and export, which bring the validation of rows with them; few commands need it. */
@Module({
  imports: [IssuesServicesModule, UsersServicesModule, LabelsServicesModule, IdempotencyModule],
  providers: [ImportService, ExportService],
  exports: [ImportService, ExportService],
})
export class CsvServicesModule {}

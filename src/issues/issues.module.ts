import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { UsersModule } from '../users/users.module.js';
import { ExportController } from './export/export.controller.js';
import { ExportService } from './export/export.service.js';
import { ImportController } from './import/import.controller.js';
import { ImportService } from './import/import.service.js';
import { IssueTimelineService } from './issue-timeline.service.js';
import { IssueWriter } from './issue-writer.js';
import { IssueWritesRepository } from './issue-writes.repository.js';
import { IssuesController } from './issues.controller.js';
import { IssuesRepository } from './issues.repository.js';
import { IssuesService } from './issues.service.js';
import { IssueFilterRepository } from './list/issue-filter.repository.js';
import { IssueListRepository } from './list/issue-list.repository.js';
import { IssueListService } from './list/issue-list.service.js';

@Module({
  imports: [UsersModule, LabelsModule, HistoryModule, IdempotencyModule],
  controllers: [ImportController, ExportController, IssuesController],
  providers: [
    IssuesService,
    IssuesRepository,
    IssueWriter,
    IssueWritesRepository,
    IssueListService,
    IssueFilterRepository,
    IssueListRepository,
    IssueTimelineService,
    ImportService,
    ExportService,
  ],
  exports: [IssuesService, ImportService, ExportService],
})
export class IssuesModule {}

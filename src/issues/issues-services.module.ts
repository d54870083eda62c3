import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { LabelsServicesModule } from '../labels/labels-services.module.js';
import { UsersServicesModule } from '../users/users-services.module.js';
import { ExternalIssuesService } from './external-issues.service.js';
import { ExistingIssues } from './import/existing-issues.js';
import { IssueLabelsService } from './issue-labels.service.js';
import { BulkIssueWriter } from './bulk-issue-writer.service.js';
import { BulkIssuesService } from './bulk-issues.service.js';
import { IssueTimelineRepository } from './issue-timeline.repository.js';
import { IssueTimelineService } from './issue-timeline.service.js';
import { IssueWriter } from './issue-writer.js';
import { IssueWritesRepository } from './issue-writes.repository.js';
import { IssuesRepository } from './issues.repository.js';
import { IssuesService } from './issues.service.js';
import { LabelDeletionService } from './label-deletion.service.js';
import { IssueListRepository } from './list/issue-list.repository.js';
import { IssueListService } from './list/issue-list.service.js';

/** What other modules and the command line need of issues, without HTTP. */
@Module({
  imports: [UsersServicesModule, LabelsServicesModule, HistoryModule],
  providers: [
    IssuesService,
    IssuesRepository,
    IssueWriter,
    IssueWritesRepository,
    BulkIssuesService,
    BulkIssueWriter,
    IssueListService,
    IssueListRepository,
    IssueLabelsService,
    ExternalIssuesService,
    ExistingIssues,
    IssueTimelineService,
    IssueTimelineRepository,
    LabelDeletionService,
  ],
  exports: [
    IssuesService,
    IssueListService,
    IssueListRepository,
    ExistingIssues,
    ExternalIssuesService,
    IssueLabelsService,
    IssueTimelineService,
    IssueWriter,
    BulkIssuesService,
    BulkIssueWriter,
    LabelDeletionService,
  ],
})
export class IssuesServicesModule {}

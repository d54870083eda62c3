import { Module } from '@nestjs/common';
import { CommentsServicesModule } from '../comments/comments-services.module.js';
import { HistoryModule } from '../history/history.module.js';
import { IssuesServicesModule } from '../issues/issues-services.module.js';
import { LabelsServicesModule } from '../labels/labels-services.module.js';
import { SummariesModule } from '../summaries/summaries.module.js';
import { UsersServicesModule } from '../users/users-services.module.js';
import { BackupStore } from './backups/backup-store.js';
import { BackupsService } from './backups/backups.service.js';
import { PresentStateRepository } from './backups/present-state.repository.js';
import { CleanupService } from './cleanup/cleanup.service.js';
import { IntegrityRepository } from './integrity/integrity.repository.js';
import { IntegrityService } from './integrity/integrity.service.js';
import { ResetRepository } from './sample-data/reset.repository.js';
import { ResetService } from './sample-data/reset.service.js';
import { StatsRepository } from './stats/stats.repository.js';
import { StatsService } from './stats/stats.service.js';
import { PopulateService } from './sample-data/populate.service.js';
import { RunsRepository } from './runs/runs.repository.js';
import { RunsService } from './runs/runs.service.js';
import { SeedService } from './sample-data/seed.service.js';
import { TransferRepository } from './transfer/transfer.repository.js';
import { TransferService } from './transfer/transfer.service.js';

/** The maintenance jobs, without HTTP and commands. */
@Module({
  imports: [
    UsersServicesModule,
    LabelsServicesModule,
    IssuesServicesModule,
    CommentsServicesModule,
    HistoryModule,
    SummariesModule,
  ],
  providers: [
    SeedService,
    PopulateService,
    ResetService,
    ResetRepository,
    StatsService,
    StatsRepository,
    IntegrityService,
    IntegrityRepository,
    CleanupService,
    RunsService,
    RunsRepository,
    BackupsService,
    BackupStore,
    PresentStateRepository,
    TransferService,
    TransferRepository,
  ],
  exports: [
    SeedService,
    PopulateService,
    ResetService,
    StatsService,
    IntegrityService,
    CleanupService,
    BackupsService,
    TransferService,
    RunsService,
  ],
})
export class MaintenanceServicesModule {}

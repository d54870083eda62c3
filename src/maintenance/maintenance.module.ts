import { Module } from '@nestjs/common';
import { CommentsModule } from '../comments/comments.module.js';
import { IssuesModule } from '../issues/issues.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { UsersModule } from '../users/users.module.js';
import { BackupStore } from './backup-store.js';
import { BackupsService } from './backups.service.js';
import { MaintenanceController } from './maintenance.controller.js';
import { MaintenanceRepository } from './maintenance.repository.js';
import { MaintenanceService } from './maintenance.service.js';
import { PopulateService } from './populate/populate.service.js';
import { RunsRepository } from './runs.repository.js';
import { RunsService } from './runs.service.js';
import { SeedService } from './seed.service.js';
import { TransferRepository } from './transfer.repository.js';
import { TransferService } from './transfer.service.js';

/** What an operator does, behind whichever door. */
@Module({
  imports: [UsersModule, LabelsModule, IssuesModule, CommentsModule, ReportsModule],
  controllers: [MaintenanceController],
  providers: [
    SeedService,
    PopulateService,
    MaintenanceService,
    MaintenanceRepository,
    RunsService,
    RunsRepository,
    BackupsService,
    BackupStore,
    TransferService,
    TransferRepository,
  ],
  exports: [
    SeedService,
    PopulateService,
    MaintenanceService,
    BackupsService,
    TransferService,
    RunsService,
    UsersModule,
    LabelsModule,
  ],
})
export class MaintenanceModule {}

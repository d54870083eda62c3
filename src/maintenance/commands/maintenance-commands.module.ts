import { Module } from '@nestjs/common';
import { MaintenanceServicesModule } from '../maintenance-services.module.js';
import { BackupCommand } from './backup.command.js';
import { HealthCommand } from './health.command.js';
import { ListCommand } from './list.command.js';
import { OldIssuesCommand } from './old-issues.command.js';
import { PopulateCommand } from './populate.command.js';
import { ResetCommand } from './reset.command.js';
import { RestoreCommand } from './restore.command.js';
import { SeedCommand } from './seed.command.js';
import { StatsCommand } from './stats.command.js';
import { SummaryCommand } from './summary.command.js';
import { TransferCommand } from './transfer.command.js';
import { UnusedLabelsCommand } from './unused-labels.command.js';
import { VacuumCommand } from './vacuum.command.js';

@Module({
  imports: [MaintenanceServicesModule],
  providers: [
    BackupCommand,
    HealthCommand,
    ListCommand,
    OldIssuesCommand,
    PopulateCommand,
    ResetCommand,
    RestoreCommand,
    SeedCommand,
    StatsCommand,
    SummaryCommand,
    TransferCommand,
    UnusedLabelsCommand,
    VacuumCommand,
  ],
})
export class MaintenanceCommandsModule {}

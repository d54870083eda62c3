import { Module } from '@nestjs/common';
import { CommentsModule } from '../comments/comments.module.js';
import { IssuesModule } from '../issues/issues.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { UsersModule } from '../users/users.module.js';
import { MigrateCommand } from './commands/migrate.command.js';
import { SeedCommand } from './commands/seed.command.js';
import { SeedService } from './seed.service.js';

/** What an operator does; the commands run only under the command line. */
@Module({
  imports: [UsersModule, LabelsModule, IssuesModule, CommentsModule],
  providers: [SeedService],
  exports: [SeedService],
})
export class MaintenanceModule {}

@Module({ imports: [MaintenanceModule], providers: [SeedCommand] })
export class MaintenanceCommandsModule {}

/** Commands that work on a database that has no schema yet. */
@Module({ providers: [MigrateCommand] })
export class SchemaCommandsModule {}

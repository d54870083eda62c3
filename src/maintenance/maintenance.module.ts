import { Module } from '@nestjs/common';
import { CommentsModule } from '../comments/comments.module.js';
import { IssuesModule } from '../issues/issues.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { UsersModule } from '../users/users.module.js';
import { SeedService } from './seed.service.js';

/** What an operator does, behind whichever door. */
@Module({
  imports: [UsersModule, LabelsModule, IssuesModule, CommentsModule],
  providers: [SeedService],
  exports: [SeedService],
})
export class MaintenanceModule {}

import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { ReportsController } from './reports.controller.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportsService } from './reports.service.js';
import { SummariesRepository } from './summaries.repository.js';
import { SummariesService } from './summaries.service.js';

@Module({
  imports: [UsersModule],
  controllers: [ReportsController],
  providers: [ReportsService, ReportsRepository, SummariesService, SummariesRepository],
  exports: [SummariesService],
})
export class ReportsModule {}

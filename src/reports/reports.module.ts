import { Module } from '@nestjs/common';
import { UsersServicesModule } from '../users/users-services.module.js';
import { FilteredReportsRepository } from './filtered-reports.repository.js';
import { ReportsController } from './reports.controller.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportsService } from './reports.service.js';

@Module({
  imports: [UsersServicesModule],
  controllers: [ReportsController],
  providers: [ReportsService, ReportsRepository, FilteredReportsRepository],
})
export class ReportsModule {}

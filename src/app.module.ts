import { type DynamicModule, Module } from '@nestjs/common';
import { CommentsModule } from './comments/comments.module.js';
import { CommonModule } from './common/common.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Configuration } from './config/configuration.js';
import { DatabaseModule } from './database/database.module.js';
import { entities } from './entities.js';
import { HealthModule } from './health/health.module.js';
import { IssuesModule } from './issues/issues.module.js';
import { LabelsModule } from './labels/labels.module.js';
import { MaintenanceModule } from './maintenance/maintenance.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { UsersModule } from './users/users.module.js';

@Module({})
export class AppModule {
  static register(configuration: Configuration): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.register(configuration),
        DatabaseModule.register(configuration, entities),
        CommonModule,
        UsersModule,
        LabelsModule,
        IssuesModule,
        CommentsModule,
        ReportsModule,
        MaintenanceModule,
        HealthModule,
      ],
    };
  }
}

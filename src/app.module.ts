import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { CommentsModule } from './comments/comments.module.js';
import { CommonModule } from './common/common.module.js';
import { UnknownRouteController } from './common/http/unknown-route.js';
import { ConfigModule } from './config/config.module.js';
import type { Configuration } from './config/configuration.js';
import { DatabaseModule } from './database/database.module.js';
import { entities } from './entities.js';
import { HealthModule } from './health/health.module.js';
import { IssuesModule } from './issues/issues.module.js';
import { LabelsModule } from './labels/labels.module.js';
import { MaintenanceModule } from './maintenance/maintenance.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { UsersModule } from './users/users.module.js';

/** Has to come last: Express tries the routes in the order in which they are declared. */
@Module({ controllers: [UnknownRouteController] })
class UnknownRouteModule {}

@Module({})
export class AppModule {
  static register(configuration: Configuration): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.register(configuration),
        DatabaseModule.register(configuration, entities),
        CommonModule,
        AuthModule,
        UsersModule,
        LabelsModule,
        IssuesModule,
        CommentsModule,
        ReportsModule,
        MaintenanceModule,
        HealthModule,
        MetricsModule,
        UnknownRouteModule,
      ],
    };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { ChangesModule } from './changes/changes.module.js';
import { CommentsModule } from './comments/comments.module.js';
import { UnknownRouteController } from './http/unknown-route.controller.js';
import type { Configuration } from './config/configuration.js';
import { HealthModule } from './health/health.module.js';
import { InfrastructureModule } from './infrastructure.module.js';
import { IssuesModule } from './issues/issues.module.js';
import { LabelsModule } from './labels/labels.module.js';
import { MaintenanceModule } from './maintenance/maintenance.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { UsersModule } from './users/users.module.js';

/** Has to be last: Express matches routes in the order of their declaration. */
@Module({ controllers: [UnknownRouteController] })
class UnknownRouteModule {}

@Module({})
export class AppModule {
  static register(configuration: Configuration): DynamicModule {
    return {
      module: AppModule,
      imports: [
        InfrastructureModule.register(configuration),
        AuthModule,
        UsersModule,
        LabelsModule,
        IssuesModule,
        CommentsModule,
        ChangesModule,
        ReportsModule,
        MaintenanceModule,
        HealthModule,
        MetricsModule,
        UnknownRouteModule,
      ],
    };
  }
}

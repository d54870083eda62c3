import { type DynamicModule, Module } from '@nestjs/common';
import { CommonModule } from './common/common.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Configuration } from './config/configuration.js';
import { DatabaseModule } from './database/database.module.js';
import { entities } from './entities.js';

/** What every feature needs: the configuration, the clock, and the database. */
@Module({})
export class InfrastructureModule {
  static register(configuration: Configuration): DynamicModule {
    return {
      module: InfrastructureModule,
      imports: [
        ConfigModule.register(configuration),
        DatabaseModule.register(configuration, entities),
        CommonModule,
      ],
    };
  }
}

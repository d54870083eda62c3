import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ConcurrencyLimits } from '../common/concurrency-limits.js';
import { Configuration } from './configuration.js';

@Global()
@Module({})
export class ConfigModule {
  static register(configuration: Configuration): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: Configuration, useValue: configuration },
        {
          provide: ConcurrencyLimits,
          useValue: new ConcurrencyLimits(configuration.http),
        },
      ],
      exports: [Configuration, ConcurrencyLimits],
    };
  }
}

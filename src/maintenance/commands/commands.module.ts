import { Module } from '@nestjs/common';
import { MaintenanceModule } from '../maintenance.module.js';
import { MigrateCommand } from './migrate.command.js';
import { SeedCommand } from './seed.command.js';

@Module({ imports: [MaintenanceModule], providers: [SeedCommand] })
export class MaintenanceCommandsModule {}

/** Commands that work on a database that has no schema yet. */
@Module({ providers: [MigrateCommand] })
export class SchemaCommandsModule {}

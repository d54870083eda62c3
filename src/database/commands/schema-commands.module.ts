import { Module } from '@nestjs/common';
import { MigrateCommand } from './migrate.command.js';

/** Commands that do not need the schema. */
@Module({ providers: [MigrateCommand] })
export class SchemaCommandsModule {}

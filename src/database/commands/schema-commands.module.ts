import { Module } from '@nestjs/common';
import { MigrateCommand } from './migrate.command.js';

/** Commands that work on a database that has no schema yet. */
@Module({ providers: [MigrateCommand] })
export class SchemaCommandsModule {}

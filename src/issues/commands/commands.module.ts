import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues.module.js';
import { ExportCommand } from './export.command.js';
import { ImportCommand } from './import.command.js';

@Module({ imports: [IssuesModule], providers: [ImportCommand, ExportCommand] })
export class IssueCommandsModule {}

import { Module } from '@nestjs/common';
import { CsvServicesModule } from '../csv-services.module.js';
import { ExportCommand } from './export.command.js';
import { ImportCommand } from './import.command.js';

@Module({ imports: [CsvServicesModule], providers: [ImportCommand, ExportCommand] })
export class CsvCommandsModule {}

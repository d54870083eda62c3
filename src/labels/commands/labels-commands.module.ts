import { Module } from '@nestjs/common';
import { LabelsServicesModule } from '../labels-services.module.js';
import { LabelsCommand } from './labels.command.js';

@Module({ imports: [LabelsServicesModule], providers: [LabelsCommand] })
export class LabelsCommandsModule {}

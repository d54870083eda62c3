import { Module } from '@nestjs/common';
import { LabelsServicesModule } from './labels-services.module.js';
import { LabelsController } from './labels.controller.js';

@Module({ imports: [LabelsServicesModule], controllers: [LabelsController] })
export class LabelsModule {}

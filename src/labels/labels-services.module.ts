import { Module } from '@nestjs/common';
import { LabelsRepository } from './labels.repository.js';
import { LabelsService } from './labels.service.js';

/** What other modules and the command line need of labels, without HTTP. */
@Module({
  providers: [LabelsService, LabelsRepository],
  exports: [LabelsService],
})
export class LabelsServicesModule {}

import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { BulkController } from './bulk/bulk.controller.js';
import { ChangesServicesModule } from './changes-services.module.js';
import { ChangesController } from './changes.controller.js';

@Module({
  imports: [ChangesServicesModule, IdempotencyModule],
  controllers: [BulkController, ChangesController],
})
export class ChangesModule {}

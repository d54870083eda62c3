import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { CommentsServicesModule } from './comments-services.module.js';
import { CommentsController } from './comments.controller.js';

@Module({
  imports: [CommentsServicesModule, IdempotencyModule],
  controllers: [CommentsController],
})
export class CommentsModule {}

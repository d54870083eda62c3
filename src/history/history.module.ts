import { Module } from '@nestjs/common';
import { HistoryRepository } from './history.repository.js';
import { HistoryService } from './history.service.js';

/** Independent of other modules, which record events here and read them. */
@Module({ providers: [HistoryService, HistoryRepository], exports: [HistoryService] })
export class HistoryModule {}

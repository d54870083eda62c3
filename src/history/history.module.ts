import { Module } from '@nestjs/common';
import { HistoryRepository } from './history.repository.js';
import { HistoryService } from './history.service.js';

/** Knows no other module: they bring what happened, and ask for it. */
@Module({ providers: [HistoryService, HistoryRepository], exports: [HistoryService] })
export class HistoryModule {}

import { Module } from '@nestjs/common';
import { SummariesRepository } from './summaries.repository.js';
import { SummariesService } from './summaries.service.js';

/** The kept counts, which reports read and maintenance checks. */
@Module({ providers: [SummariesService, SummariesRepository], exports: [SummariesService] })
export class SummariesModule {}

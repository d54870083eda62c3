import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '../database/transaction-runner.js';
import { type SummaryDifference, SummariesRepository } from './summaries.repository.js';
import { SUMMARY_TABLES } from './summary-tables.js';

/** Checks and rebuilds the summaries. */
@Injectable()
export class SummariesService {
  constructor(
    private readonly summaries: SummariesRepository,
    private readonly runner: TransactionRunner,
  ) {}

  /** Compares the summaries with a recount of all issues, piece by piece. */
  async differences(): Promise<SummaryDifference[]> {
    const found: SummaryDifference[] = [];
    for (const table of SUMMARY_TABLES) found.push(...(await this.summaries.differences(table)));
    return found;
  }

  /** Adds up what writers of the same time have left apart; nobody waits for it. */
  fold(): Promise<void> {
    return this.summaries.fold();
  }

  /** Recounts everything. */
  rebuild(): Promise<void> {
    return this.runner.runAlone(async () => {
      await this.summaries.lockIssues();
      await this.summaries.refreshLinks();
      await this.summaries.correctOpenings();
      for (const table of SUMMARY_TABLES) await this.summaries.rebuild(table);
    });
  }
}

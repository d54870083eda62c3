import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { SummariesService } from '../../summaries/summaries.service.js';
import { PresentStateRepository, type Rows } from '../backups/present-state.repository.js';
import { RunsService } from '../runs/runs.service.js';
import { ResetRepository } from './reset.repository.js';
import { type Seeded, SeedService } from './seed.service.js';

@Injectable()
export class ResetService {
  constructor(
    private readonly tables: ResetRepository,
    private readonly summaries: SummariesService,
    private readonly samples: SeedService,
    private readonly runs: RunsService,
    private readonly runner: TransactionRunner,
    private readonly present: PresentStateRepository,
  ) {}

  /** What a reset would delete. */
  rows(): Promise<Rows> {
    return this.present.rows();
  }

  /** Deletes everything and, unless it shall be empty, loads the sample data, in one transaction. */
  reset({ empty = false } = {}): Promise<Seeded> {
    return this.runner.runAlone(async () => {
      await this.tables.lock();
      const rows = await this.tables.countRows();
      const versions = await this.tables.highestVersions();
      const ids = await this.tables.lastIds();
      await this.tables.noteWhatIsReplaced();
      await this.tables.deleteEverything();
      // While deleting, triggers have updated summaries that were empty already.
      await this.summaries.rebuild();
      const seeded = empty ? NOTHING : await this.samples.seed();
      await this.tables.raiseVersions(versions);
      await this.tables.continueIds(ids);
      await this.runs.record('reset', { deleted: rows });
      return seeded;
    });
  }
}

const NOTHING: Seeded = { users: 0, labels: 0, issues: 0 };

import { Injectable } from '@nestjs/common';
import { DamagedDatabaseError } from '../../database/database.errors.js';
import { DatabaseFiles } from '../../database/database-files.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { SummariesService } from '../../summaries/summaries.service.js';
import type { IntegrityResponse } from '../dto/maintenance.dto.js';
import { RunsService } from '../runs/runs.service.js';
import { HEALTH_CHECKS, SEARCH_INDEX } from './health-checks.js';
import { IntegrityRepository } from './integrity.repository.js';

/** Rows with a fault that a check names. */
const EXAMPLES = 10;

@Injectable()
export class IntegrityService {
  constructor(
    private readonly integrity: IntegrityRepository,
    private readonly summaries: SummariesService,
    private readonly files: DatabaseFiles,
    private readonly runs: RunsService,
    private readonly runner: TransactionRunner,
  ) {}

  /** Every check by itself: one that meets a damaged page must not keep the others from looking. */
  async health(): Promise<IntegrityResponse> {
    const { name: dialect } = this.runner.dialect;
    const wanted = HEALTH_CHECKS.filter((check) => (check.dialect ?? dialect) === dialect);
    const checks: IntegrityResponse['checks'] = [];
    for (const check of wanted) {
      checks.push(await looked(check.name, () => this.integrity.faults(check, EXAMPLES)));
    }
    checks.push(await looked('summaries equal a recount', () => this.summaryFaults()));
    checks.push(await looked('integrity of the file', () => this.fileFaults()));
    return { healthy: checks.every((check) => check.faults === 0), checks };
  }

  /** Counts the summaries anew; indexes all text anew when the index is off, which takes longer. */
  async repair(): Promise<void> {
    await this.summaries.rebuild();
    const { checks } = await this.health();
    const searchIndexIsOff = checks.some(
      ({ name, faults }) => name.startsWith(SEARCH_INDEX) && faults > 0,
    );
    if (searchIndexIsOff) await this.runner.run(() => this.integrity.rebuildSearchIndex());
    await this.runs.record('repair', { search_index: searchIndexIsOff });
  }

  private async summaryFaults(): Promise<Faults> {
    const differences = await this.summaries.differences();
    const examples = differences
      .slice(0, EXAMPLES)
      .map(({ table, key }) => `${table} (${key.join(', ')})`);
    return { count: differences.length, examples };
  }

  private async fileFaults(): Promise<Faults> {
    const faults = await this.files.integrityFaults();
    return { count: faults.length, examples: faults.slice(0, EXAMPLES) };
  }
}

interface Faults {
  readonly count: number;
  readonly examples: string[];
}

async function looked(
  name: string,
  look: () => Promise<Faults>,
): Promise<IntegrityResponse['checks'][number]> {
  try {
    const { count, examples } = await look();
    return { name, faults: count, examples };
  } catch (error) {
    if (!(error instanceof DamagedDatabaseError)) throw error;
    return { name, faults: 1, examples: [error.message] };
  }
}

import { Injectable } from '@nestjs/common';
import { DamagedDatabaseError } from '../../database/database.errors.js';
import { DatabaseFiles } from '../../database/database-files.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { SummariesService } from '../../summaries/summaries.service.js';
import type { IntegrityResponse } from '../dto/maintenance.dto.js';
import { RunsService } from '../runs/runs.service.js';
import { HEALTH_CHECKS, SEARCH_INDEX } from './health-checks.js';
import { IntegrityRepository } from './integrity.repository.js';

/** Rows that a check lists. */
const MAX_EXAMPLES = 10;

@Injectable()
export class IntegrityService {
  constructor(
    private readonly integrity: IntegrityRepository,
    private readonly summaries: SummariesService,
    private readonly files: DatabaseFiles,
    private readonly runs: RunsService,
    private readonly runner: TransactionRunner,
  ) {}

  /** Runs every check separately: a damaged page fails one check and not the others. */
  async health(): Promise<IntegrityResponse> {
    const { name: dialect } = this.runner.dialect;
    const wanted = HEALTH_CHECKS.filter((check) => (check.dialect ?? dialect) === dialect);
    const checks: IntegrityResponse['checks'] = [];
    for (const check of wanted) {
      checks.push(await runCheck(check.name, () => this.integrity.violations(check, MAX_EXAMPLES)));
    }
    checks.push(await runCheck('summaries equal a recount', () => this.summaryErrors()));
    checks.push(await runCheck('integrity of the file', () => this.fileErrors()));
    return { healthy: checks.every((check) => check.faults === 0), checks };
  }

  /** Recounts the summaries; rebuilds the search index only when it is wrong, since that takes longer. */
  async repair(): Promise<void> {
    await this.summaries.rebuild();
    const { checks } = await this.health();
    const searchIndexIsWrong = checks.some(
      ({ name, faults }) => name.startsWith(SEARCH_INDEX) && faults > 0,
    );
    if (searchIndexIsWrong) await this.runner.runAlone(() => this.integrity.rebuildSearchIndex());
    await this.runs.record('repair', { search_index: searchIndexIsWrong });
  }

  private async summaryErrors(): Promise<Findings> {
    const differences = await this.summaries.differences();
    const examples = differences
      .slice(0, MAX_EXAMPLES)
      .map(({ table, key }) => `${table} (${key.join(', ')})`);
    return { count: differences.length, examples };
  }

  private async fileErrors(): Promise<Findings> {
    const errors = await this.files.integrityErrors();
    return { count: errors.length, examples: errors.slice(0, MAX_EXAMPLES) };
  }
}

interface Findings {
  readonly count: number;
  readonly examples: string[];
}

async function runCheck(
  name: string,
  look: () => Promise<Findings>,
): Promise<IntegrityResponse['checks'][number]> {
  try {
    const { count, examples } = await look();
    return { name, faults: count, examples };
  } catch (error) {
    if (!(error instanceof DamagedDatabaseError)) throw error;
    return { name, faults: 1, examples: [error.message] };
  }
}

import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { DamagedDatabaseError } from '../database/database.errors.js';
import { DatabaseFiles } from '../database/database-files.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { HEALTH_CHECKS, SEARCH_INDEX } from './integrity/health-checks.js';
import type {
  CleanupResponse,
  IntegrityResponse,
  StatsResponse,
  CleaningResponse,
  VacuumResponse,
} from './dto/maintenance.dto.js';
import { TooManyToPurgeError } from './maintenance.errors.js';
import { SummariesService } from '../summaries/summaries.service.js';
import { MaintenanceRepository } from './maintenance.repository.js';
import { RunsService } from './runs/runs.service.js';
import { type Seeded, SeedService } from './sample-data/seed.service.js';

const DAY = 24 * 60 * 60 * 1000;
const TOP = 5;
const EXAMPLES = 10;
const OLD_DAYS = 90;

/** More issues than this are purged at the command line only. */
const PURGED_BY_REQUEST = 1_000;

/** Issues of one transaction of a purge: few enough that no other writer waits for long. */
const BATCH = 500;

@Injectable()
export class MaintenanceService {
  constructor(
    private readonly maintenance: MaintenanceRepository,
    private readonly files: DatabaseFiles,
    private readonly runner: TransactionRunner,
    private readonly runs: RunsService,
    private readonly samples: SeedService,
    private readonly summaries: SummariesService,
    private readonly clock: Clock,
  ) {}

  async stats(): Promise<StatsResponse> {
    const found = await this.maintenance.statistics(TOP);
    return {
      rows: found.rows,
      by_status: found.byStatus,
      by_priority: found.byPriority,
      top_assignees: found.topAssignees.map(({ name: username, count }) => ({ username, count })),
      top_labels: [...found.topLabels],
      recent_issues: found.recentIssues.map((issue) => ({
        ...issue,
        updated_at: new Date(issue.updated_at).toISOString(),
      })),
    };
  }

  /** Every check by itself: one that meets a damaged page must not keep the others from looking. */
  async health(): Promise<IntegrityResponse> {
    const { name: dialect } = this.runner.dialect;
    const wanted = HEALTH_CHECKS.filter((check) => (check.dialect ?? dialect) === dialect);
    const checks: IntegrityResponse['checks'] = [];
    for (const check of wanted) {
      checks.push(await looked(check.name, () => this.maintenance.faults(check, EXAMPLES)));
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
    if (searchIndexIsOff) await this.runner.run(() => this.maintenance.rebuildSearchIndex());
    await this.runs.record('repair', { search_index: searchIndexIsOff });
  }

  async summary(): Promise<CleaningResponse> {
    const found = await this.runner.read(async () => ({
      old_issues: await this.maintenance.countResolvedBefore(this.before(OLD_DAYS)),
      unused_labels: (await this.maintenance.findUnusedLabels()).map(({ name }) => name),
    }));
    return { ...found, ...(await this.files.space()) };
  }

  /**
   * Purges the issues resolved longer than `days` ago, a batch per transaction.
   *
   * @throws TooManyToPurgeError when there are more than `limit`
   */
  async purgeOldIssues(days: number, dryRun: boolean, limit = Infinity): Promise<CleanupResponse> {
    const moment = this.before(days);
    const found = await this.runner.read(() => this.maintenance.countResolvedBefore(moment));
    if (dryRun) return { found, removed: 0, dry_run: true };
    if (found > limit) throw new TooManyToPurgeError(found, limit);
    let removed = 0;
    let batch: number;
    do {
      batch = await this.runner.run(() => this.maintenance.deleteResolvedBefore(moment, BATCH));
      removed += batch;
    } while (batch > 0);
    await this.runs.record('old-issues', { days, removed });
    return { found, removed, dry_run: false };
  }

  /** As many as one request may. @throws TooManyToPurgeError */
  purgeSomeOldIssues(days: number, dryRun: boolean): Promise<CleanupResponse> {
    return this.purgeOldIssues(days, dryRun, PURGED_BY_REQUEST);
  }

  async removeUnusedLabels(dryRun: boolean): Promise<CleanupResponse> {
    const found = await this.runner.read(() => this.maintenance.findUnusedLabels());
    if (dryRun) return { found: found.length, removed: 0, dry_run: true };
    const removed = await this.runner.run(() => this.maintenance.deleteUnusedLabels());
    await this.runs.record('unused-labels', { removed });
    return { found: found.length, removed, dry_run: false };
  }

  async vacuum(): Promise<VacuumResponse> {
    const before = await this.files.space();
    await this.files.vacuum();
    const after = await this.files.space();
    const result = { bytes_before: before.bytes, bytes_after: after.bytes };
    await this.runs.record('vacuum', result);
    return result;
  }

  /** Deletes everything and loads the sample data, in one transaction. */
  reset(): Promise<Seeded> {
    return this.runner.run(async () => {
      const rows = await this.maintenance.countRows();
      await this.maintenance.deleteEverything();
      // The triggers have counted the deletions, in tables that were emptied already.
      await this.summaries.rebuild();
      const seeded = await this.samples.seed();
      await this.runs.record('reset', { deleted: rows });
      return seeded;
    });
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

  private before(days: number): Date {
    return new Date(this.clock.now().getTime() - days * DAY);
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

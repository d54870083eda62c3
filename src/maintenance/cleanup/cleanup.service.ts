import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { DatabaseFiles } from '../../database/database-files.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { MAX_LISTED_CHANGES } from '../../issues/dto/to-preview.js';
import { IssuesService, type PurgedIssue } from '../../issues/issues.service.js';
import { LabelsService } from '../../labels/labels.service.js';
import { SummariesService } from '../../summaries/summaries.service.js';
import type {
  CleanupSummaryResponse,
  IssuesCleanupResponse,
  LabelsCleanupResponse,
  VacuumResponse,
} from '../dto/maintenance.dto.js';
import { TooManyToPurgeError } from '../maintenance.errors.js';
import { RunsService } from '../runs/runs.service.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Age from which a resolved issue counts as old in the summary. */
const OLD_DAYS = 90;

/** More than this can be purged only at the command line. */
const MAX_PURGED_PER_REQUEST = 1_000;

/** Issues purged per transaction: few enough that no other writer waits long. */
const BATCH_ISSUES = 500;

@Injectable()
export class CleanupService {
  constructor(
    private readonly issues: IssuesService,
    private readonly labels: LabelsService,
    private readonly summaries: SummariesService,
    private readonly files: DatabaseFiles,
    private readonly runs: RunsService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  async cleanupSummary(): Promise<CleanupSummaryResponse> {
    const found = await this.runner.read(async () => ({
      old_issues: await this.issues.countEndedBefore(this.before(OLD_DAYS)),
      unused_labels: (await this.labels.findUnused()).map(({ name }) => name),
    }));
    return { ...found, ...(await this.files.space()) };
  }

  /**
   * Purges the issues resolved or deleted more than `days` ago, one batch per transaction.
   *
   * @throws TooManyToPurgeError when there are more than `limit`
   */
  async purgeOldIssues(
    days: number,
    dryRun: boolean,
    limit = Infinity,
  ): Promise<IssuesCleanupResponse> {
    const cutoff = this.before(days);
    const found = await this.issues.countEndedBefore(cutoff);
    if (dryRun)
      return { found, removed: 0, dry_run: true, ...(await this.rehearse(cutoff, found)) };
    if (found > limit) throw new TooManyToPurgeError(found, limit);
    let removed = 0;
    let batch: number;
    do {
      batch = (await this.issues.purgeEndedBefore(cutoff, { limit: BATCH_ISSUES })).length;
      removed += batch;
    } while (batch > 0);
    await this.runs.record('old-issues', { days, removed });
    return { found, removed, dry_run: false };
  }

  /** `purgeOldIssues` with the limit of a request. @throws TooManyToPurgeError */
  purgeSomeOldIssues(days: number, dryRun: boolean): Promise<IssuesCleanupResponse> {
    return this.purgeOldIssues(days, dryRun, MAX_PURGED_PER_REQUEST);
  }

  /** Removes the labels that no issue has, in one transaction. */
  async removeUnusedLabels(dryRun: boolean): Promise<LabelsCleanupResponse> {
    const work = () => this.labels.deleteUnused();
    if (dryRun) {
      const labels = await this.runner.rehearse(work);
      const gone = labels.map(({ id, name }) => ({ label_id: id, ...removal('name', name) }));
      return { found: labels.length, removed: 0, dry_run: true, ...listed(gone, labels.length) };
    }
    const removed = (await work()).length;
    await this.runs.record('unused-labels', { removed });
    return { found: removed, removed, dry_run: false };
  }

  async vacuum(): Promise<VacuumResponse> {
    const before = await this.files.space();
    await this.summaries.fold();
    await this.files.vacuum();
    const after = await this.files.space();
    const result = { bytes_before: before.bytes, bytes_after: after.bytes };
    await this.runs.record('vacuum', result);
    return result;
  }

  /** Purges as many issues as are listed, in the same batches, and rolls each of them back. */
  private async rehearse(cutoff: Date, found: number) {
    const purged: PurgedIssue[] = [];
    let batch: PurgedIssue[];
    do {
      const after = purged.at(-1)?.id;
      batch = await this.runner.rehearse(() =>
        this.issues.purgeEndedBefore(cutoff, { limit: BATCH_ISSUES, after }),
      );
      purged.push(...batch);
    } while (batch.length > 0 && purged.length < MAX_LISTED_CHANGES);
    const gone = purged.map(({ id, title }) => ({ issue_id: id, ...removal('title', title) }));
    return listed(gone, Math.max(found, purged.length));
  }

  private before(days: number): Date {
    return new Date(this.clock.now().getTime() - days * DAY_MS);
  }
}

/** What becomes of something that is removed, as the preview of a bulk change has it. */
const removal = (field: string, from: string) => ({ field, from, to: null });

const listed = <Change>(changes: readonly Change[], found: number) => ({
  changes: changes.slice(0, MAX_LISTED_CHANGES),
  more_changes: Math.max(0, found - MAX_LISTED_CHANGES),
});

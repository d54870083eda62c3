import { stat } from 'node:fs/promises';
import { type Outcome, resultOf, SqliteThreads } from './sqlite-threads.js';

/** Size of the write-ahead log from which it is copied into the database. */
const CHECKPOINT_BYTES = 4 * 1024 * 1024;

/**
 * Copies what was committed from the write-ahead log into the database, in a thread. Left to itself,
 * SQLite does it within the commit that makes the log long enough, which holds the event loop: for
 * 50 ms where a batch of an import changes a thousand pages.
 */
export class SqliteCheckpoints {
  private readonly thread = new SqliteThreads({
    maxThreads: 1,
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
  });
  private running: Promise<void> | undefined;

  constructor(private readonly path: string) {}

  /** Something was committed. A failed copy is tried again after the next commit. */
  committed(): void {
    this.running ??= this.copyIfDue()
      .catch(() => undefined)
      .finally(() => {
        this.running = undefined;
      });
  }

  async close(): Promise<void> {
    await this.running;
    await this.thread.close();
  }

  private async copyIfDue(): Promise<void> {
    const { size } = await stat(`${this.path}-wal`);
    if (size < CHECKPOINT_BYTES) return;
    resultOf((await this.thread.run('checkpoint', { path: this.path })) as Outcome<undefined>);
  }
}

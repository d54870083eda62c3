import { statSync } from 'node:fs';
import { type Outcome, resultOf, SqliteThreads } from './sqlite-threads.js';

/** Size of the write-ahead log from which it is copied into the database. */
const CHECKPOINT_BYTES = 4 * 1024 * 1024;

/**
 * Checkpoints the write-ahead log in a thread. By default SQLite does that within a commit, which blocks
 * the event loop: for 50 ms when a batch of an import has changed a thousand pages.
 */
export class SqliteCheckpoints {
  private readonly thread = new SqliteThreads({
    maxThreads: 1,
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
  });
  private running: Promise<void> | undefined;

  constructor(private readonly path: string) {}

  /** Call after each commit. A failed checkpoint is retried after the next one. */
  committed(): void {
    if (this.running) return;
    // At once: it is quicker than asking another thread.
    const size = statSync(`${this.path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (size < CHECKPOINT_BYTES) return;
    this.running = this.copy()
      .catch(() => undefined)
      .finally(() => {
        this.running = undefined;
      });
  }

  async close(): Promise<void> {
    await this.running;
    await this.thread.close();
  }

  private async copy(): Promise<void> {
    resultOf((await this.thread.run('checkpoint', { path: this.path })) as Outcome<undefined>);
  }
}

import { statSync } from 'node:fs';
import { type Outcome, resultOf, SqliteThreads } from './sqlite-threads.js';

/** Growth of the write-ahead log after which it is copied into the database. */
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
  private dueBytes = CHECKPOINT_BYTES;

  constructor(private readonly path: string) {}

  /**
   * Call after each commit. A log that was copied whole begins again, and is truncated, with the next
   * commit. Commits during the copy prevent that: they are copied when the log has grown again, since
   * each copy waits for the disk three times.
   */
  committed(): void {
    const size = this.logBytes();
    if (size < this.dueBytes - CHECKPOINT_BYTES) this.dueBytes = CHECKPOINT_BYTES;
    if (this.running || size < this.dueBytes) return;
    this.dueBytes = size + CHECKPOINT_BYTES;
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

  /** Read at once: that is quicker than asking another thread. Unreadable, it has time until later. */
  private logBytes(): number {
    try {
      return statSync(`${this.path}-wal`).size;
    } catch {
      return 0;
    }
  }

  private async copy(): Promise<void> {
    resultOf((await this.thread.run('checkpoint', { path: this.path })) as Outcome<undefined>);
  }
}

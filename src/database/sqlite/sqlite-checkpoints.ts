import type { Database } from 'better-sqlite3';
import { runPrepared } from './prepared-statements.js';
import { type Outcome, resultOf, SqliteThreads } from './sqlite-threads.js';

/** Pages in the write-ahead log that are not in the database yet, from which on they are copied: 8 MB. */
const CHECKPOINT_PAGES = 2_000;

/** The row of `PRAGMA wal_checkpoint`; both count the pages since the log began. */
interface LogState {
  /** Not 0 while another process copies the log. */
  readonly busy: number;
  readonly log: number;
  readonly checkpointed: number;
}

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
  private duePages = CHECKPOINT_PAGES;
  /** All of the log but what was committed during the copy has been copied. */
  private isNearlyCopied = false;

  /** @param connection the one that writes; it may be another one later */
  constructor(
    private readonly path: string,
    private readonly connection: () => Database,
  ) {}

  /**
   * Call after each commit. A log that was copied whole begins again with the next commit, and overwrites
   * its file, which is quicker than to append to it. Commits during the copy prevent that.
   *
   * @returns what the next transaction has to wait for, if anything: the copy of those commits
   */
  committed(): Promise<void> | undefined {
    if (this.running) return undefined;
    const pages = this.pagesToCopy();
    const isRest = this.isNearlyCopied && pages < CHECKPOINT_PAGES;
    if (!isRest && pages < this.duePages) return undefined;
    this.running = this.copy(pages).then((left) => {
      this.isNearlyCopied = left === 0 && !isRest;
      // What a reader or another process is in the way of is tried again when the log has grown.
      this.duePages = left + CHECKPOINT_PAGES;
      this.running = undefined;
    });
    return isRest ? this.running : undefined;
  }

  async close(): Promise<void> {
    await this.running;
    await this.thread.close();
  }

  /** Of all processes. It is read from the index of the log, without a lock. */
  private pagesToCopy(): number {
    try {
      const sql = 'PRAGMA wal_checkpoint(NOOP)';
      const [state] = runPrepared(this.connection(), sql, []) as LogState[];
      return state ? state.log - state.checkpointed : 0;
    } catch {
      // Then there is time until later.
      return 0;
    }
  }

  /** Returns how many of the pages that were there to copy are left. */
  private async copy(pages: number): Promise<number> {
    try {
      const outcome = await this.thread.run('checkpoint', { path: this.path });
      const { busy, log, checkpointed } = resultOf(outcome as Outcome<LogState>);
      return busy === 0 ? log - checkpointed : pages;
    } catch {
      return pages;
    }
  }
}

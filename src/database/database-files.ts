import type { Progress } from './sqlite/sqlite-copy.js';

/** What a copy of the database holds, found by opening it. */
export interface Contents {
  /** What the integrity check found; empty for a consistent database. */
  readonly errors: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
  /** The migrations that it has been through, oldest first. */
  readonly migrations: readonly string[];
}

export interface Space {
  readonly bytes: number;
  readonly free_bytes: number;
}

/** Operations on the entire database, such as backup and restore; one implementation per dialect. */
export abstract class DatabaseFiles {
  /** The ending of a backup's name. */
  abstract readonly extension: string;

  /** Writes a snapshot of the database in use to a new file. */
  abstract copyTo(file: string, progress?: Progress): Promise<void>;

  /** Opens a copy and checks it. */
  abstract inspect(file: string): Promise<Contents>;

  /** Runs what migrations a copy lacks, where a copy can be opened. */
  abstract upgrade(file: string): Promise<void>;

  /** Runs what migrations the database lacks since it was replaced. */
  abstract upgradeReplaced(): Promise<void>;

  /**
   * Replaces the database in use by a copy, all or nothing. `whileLocked` runs when nothing else
   * can be written any more.
   */
  abstract replaceBy(
    file: string,
    whileLocked: () => Promise<void>,
    progress?: Progress,
  ): Promise<void>;

  /** What the database's own check of its pages finds. */
  abstract integrityErrors(): Promise<string[]>;

  abstract space(): Promise<Space>;

  /** Gives free space back to the file system. */
  abstract vacuum(): Promise<void>;
}

import type { Progress } from '../common/progress.js';

/** The contents of a copy of the database. */
export interface Contents {
  /** Findings of the integrity check; empty for a consistent database. */
  readonly errors: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
  /** The migrations that were run on it, oldest first. */
  readonly migrations: readonly string[];
}

export interface Space {
  readonly bytes: number;
  readonly free_bytes: number;
}

/** Operations on the entire database, such as backup and restore; one implementation per dialect. */
export abstract class DatabaseFiles {
  /** The file extension of a backup. */
  abstract readonly extension: string;

  /** Writes a snapshot of the live database to a new file. */
  abstract copyTo(file: string, progress?: Progress): Promise<void>;

  /** Opens a copy and checks it. */
  abstract inspect(file: string): Promise<Contents>;

  /** Runs the missing migrations on a copy, if the dialect can open one. */
  abstract upgrade(file: string): Promise<void>;

  /** Runs the missing migrations after the database was replaced. */
  abstract upgradeReplaced(): Promise<void>;

  /**
   * Replaces the live database by a copy, atomically. `whileLocked` runs while nobody else can write.
   */
  abstract replaceBy(
    file: string,
    whileLocked: () => Promise<void>,
    progress?: Progress,
  ): Promise<void>;

  /** Whether the database can check all of its data. */
  abstract readonly checksIntegrity: boolean;

  /** Findings of the database's own integrity check; empty when there are none. */
  abstract integrityErrors(): Promise<string[]>;

  abstract space(): Promise<Space>;

  /** Returns free space to the file system. */
  abstract vacuum(): Promise<void>;
}

import { Injectable } from '@nestjs/common';
import { migrations } from '../../migrations/index.js';
import { DatabaseFiles } from './database-files.js';
import { TransactionRunner } from './transaction-runner.js';

/** How long a failure counts where only another one would show that it persists. */
const REMEMBERED_MS = 60_000;

/** What the database itself says of its state. */
export interface DatabaseState {
  /** The names of migrations that have not been run. */
  readonly pending: readonly string[];
  readonly isReadOnly: boolean;
}

/** Whether the database responds, has the schema that this program needs, and takes writes. */
@Injectable()
export class DatabaseStatus {
  private verification: Promise<void> | undefined;

  constructor(
    private readonly runner: TransactionRunner,
    private readonly files: DatabaseFiles,
  ) {}

  /** Throws when the database does not respond. */
  state(): Promise<DatabaseState> {
    const { runner } = this;
    return runner.readLatest(async () => {
      const rows = await runner.query<{ name: string }[]>('SELECT name FROM migrations');
      const run = new Set(rows.map(({ name }) => name));
      const refusing = `SELECT 1 AS refusing WHERE ${runner.dialect.isReadOnly}`;
      return {
        pending: migrations.map(({ name }) => name).filter((name) => !run.has(name)),
        isReadOnly: (await runner.query<unknown[]>(refusing)).length > 0,
      };
    });
  }

  /**
   * When storage was last seen to fail, or null. A failure counts until a check of all data finds no
   * error, as after a restore; the check runs in the background.
   */
  async lastFailure(): Promise<Date | null> {
    const last = await this.runner.failures.last();
    if (last === null) return null;
    this.verification ??= this.verify(last).finally(() => {
      this.verification = undefined;
    });
    return new Date(last);
  }

  private async verify(last: number): Promise<void> {
    try {
      const isOver = this.files.checksIntegrity
        ? (await this.files.integrityErrors()).length === 0
        : Date.now() - last > REMEMBERED_MS;
      if (isOver) await this.runner.failures.forget(last);
    } catch {
      // What cannot be checked has not recovered.
    }
  }
}

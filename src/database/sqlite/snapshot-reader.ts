import Database from 'better-sqlite3';
import { BUSY_TIMEOUT_MS } from '../data-source-options.js';
import { runPrepared } from './prepared-statements.js';

/**
 * A connection for single SELECTs, each of which is a snapshot by itself. No transaction is ever open
 * on it, so that a statement never sees the older snapshot of another request.
 */
export class SnapshotReader {
  private database: Database.Database | undefined;

  constructor(private readonly path: string) {}

  run(sql: string, values: readonly unknown[]): unknown[] {
    this.database ??= new Database(this.path, {
      ...{ readonly: true, fileMustExist: true },
      timeout: BUSY_TIMEOUT_MS,
    });
    return runPrepared(this.database, sql, values);
  }

  close(): void {
    this.database?.close();
    this.database = undefined;
  }
}

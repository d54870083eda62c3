import { DamagedDatabaseError, isDamage, translateDriverError } from './database.errors.js';
import type { StorageFailures } from './storage-failures.js';

export type Row = Readonly<Record<string, unknown>>;

/** SQL with placeholders of the dialect, and their values. */
export type Statement = readonly [sql: string, parameters?: readonly unknown[]];

/**
 * Reads that take longer the more data there is: from one snapshot, in batches, in constant memory,
 * without blocking other requests. A slow consumer slows the read down, and one that stops ends it.
 */
export abstract class LongReads {
  constructor(private readonly failures: StorageFailures) {}

  /** The rows of one statement, which has the placeholders of its dialect. */
  async *rows<R>(statement: string, parameters: readonly unknown[]): AsyncGenerator<readonly R[]> {
    try {
      yield* this.read(statement, parameters) as AsyncGenerator<readonly R[]>;
    } catch (error) {
      this.failures.note(error);
      throw translateDriverError(error);
    }
  }

  /**
   * All rows of several statements, from one snapshot: for statements that read much and return little.
   * Temporary tables that they create are visible only to them.
   *
   * @throws DamagedDatabaseError when a statement reads a damaged page or index
   */
  async queryAll<R>(statements: readonly Statement[]): Promise<R[][]> {
    try {
      return (await this.readAll(statements)) as R[][];
    } catch (error) {
      this.failures.note(error);
      throw isDamage(error)
        ? new DamagedDatabaseError(messageOf(error))
        : translateDriverError(error);
    }
  }

  protected abstract readAll(statements: readonly Statement[]): Promise<unknown[][]>;

  protected abstract read(
    statement: string,
    parameters: readonly unknown[],
  ): AsyncGenerator<readonly Row[]>;

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

import { DamagedDatabaseError, isDamage, translateDriverError } from './database.errors.js';

export type Row = Readonly<Record<string, unknown>>;

/** SQL with the placeholders of its dialect, and their values. */
export type Statement = readonly [sql: string, parameters?: readonly unknown[]];

/**
 * Reads that are as long as the data: from one snapshot, in batches, in constant memory, and beside
 * everything else. A consumer that takes its time slows the reading down, and one that leaves ends it.
 */
export abstract class LongReads {
  /** The rows of one statement, which has the placeholders of its dialect. */
  async *rows<R>(statement: string, parameters: readonly unknown[]): AsyncGenerator<readonly R[]> {
    try {
      yield* this.read(statement, parameters) as AsyncGenerator<readonly R[]>;
    } catch (error) {
      throw translateDriverError(error);
    }
  }

  /**
   * All rows of each of several statements, from one snapshot: for what reads much and finds little.
   * Temporary tables that they make are theirs alone.
   *
   * @throws DamagedDatabaseError when a statement reads a damaged page or index
   */
  abstract queryAll<R>(statements: readonly Statement[]): Promise<R[][]>;

  protected abstract read(
    statement: string,
    parameters: readonly unknown[],
  ): AsyncGenerator<readonly Row[]>;

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export const translated = (error: unknown): unknown =>
  isDamage(error) ? new DamagedDatabaseError(messageOf(error)) : translateDriverError(error);

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

import { access, constants } from 'node:fs/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { isReadOnly } from '../database.errors.js';
import { FifoQueue } from '../fifo-queue.js';
import type { NamedStatement } from '../named-statement.js';
import { GroupCommit } from './group-commit.js';
import { changePrepared, connectionOf, runPrepared } from './prepared-statements.js';
import { retryWhileBusy } from './retry-while-busy.js';
import { SnapshotReader } from './snapshot-reader.js';
import { SqliteLongReads } from './sqlite-long-reads.js';
import { SqliteCheckpoints } from './sqlite-checkpoints.js';
import { SQLITE } from './sqlite-dialect.js';
import { TransactionRunner } from '../transaction-runner.js';
import { SqliteTransaction } from './sqlite-transaction.js';

/**
 * One connection writes and one reads. TypeORM shares a DataSource's only QueryRunner, so two
 * transactions on one connection would nest in each other: a queue before each keeps them apart.
 * Writes that wait in theirs at the same time share a commit.
 */
export class SqliteTransactionRunner extends TransactionRunner {
  readonly dialect = SQLITE;
  /** For large reads, with connections of their own. */
  readonly longReads: SqliteLongReads;

  private readonly transaction: SqliteTransaction;
  private readonly snapshots: SqliteTransaction;
  private readonly writes: GroupCommit;
  private readonly reads = new FifoQueue();
  private readonly checkpoints: SqliteCheckpoints;
  private readonly single: SnapshotReader;

  constructor(
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    /** How long a transaction waits for its turn, and for another process, before it fails as busy. */
    private readonly timeoutSeconds: number,
  ) {
    super();
    this.snapshots = new SqliteTransaction(reader, 'BEGIN', timeoutSeconds);
    this.transaction = new SqliteTransaction(writer, 'BEGIN IMMEDIATE', timeoutSeconds, () => {
      this.activity.retries += 1;
    });
    const path = String(writer.options.database);
    const checkpoints = new SqliteCheckpoints(path, () => connectionOf(writer));
    this.checkpoints = checkpoints;
    this.single = new SnapshotReader(path);
    this.longReads = new SqliteLongReads(path, timeoutSeconds, this.failures);
    const after = {
      committed: () => {
        this.longReads.keepConnections(true);
        return checkpoints.committed();
      },
      failed: (errors: readonly unknown[]) => this.reopenIfWritableNow(errors),
    };
    this.writes = new GroupCommit(this.transaction, after, timeoutSeconds);
  }

  override close(): Promise<void> {
    this.single.close();
    return this.checkpoints.close();
  }

  get schema(): DataSource {
    return this.reader;
  }

  protected execute(
    { dataSource }: EntityManager,
    text: string,
    parameters: readonly unknown[],
  ): Promise<unknown[]> {
    return new Promise((resolve) => {
      dataSource.logger.logQuery(text, [...parameters]);
      resolve(runPrepared(connectionOf(dataSource), text, parameters));
    });
  }

  protected executeChange(
    { dataSource }: EntityManager,
    text: string,
    parameters: readonly unknown[],
  ): Promise<number> {
    return new Promise((resolve) => {
      dataSource.logger.logQuery(text, [...parameters]);
      resolve(changePrepared(connectionOf(dataSource), text, parameters));
    });
  }

  protected executeAlone(
    { text }: NamedStatement,
    parameters: readonly unknown[],
  ): Promise<unknown[]> {
    this.reader.logger.logQuery(text, [...parameters]);
    return retryWhileBusy(() => this.single.run(text, parameters), this.timeoutSeconds);
  }

  protected write<T>(work: (manager: EntityManager) => Promise<T>, alone: boolean): Promise<T> {
    return this.writes.add(() => work(this.transaction.manager), alone);
  }

  protected snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.reads.add(async () => {
      await this.snapshots.begin();
      try {
        const result = await work(this.snapshots.manager);
        this.snapshots.commit();
        return result;
      } catch (error) {
        this.snapshots.rollBack();
        throw error;
      }
    });
  }

  private async reopenIfWritableNow(errors: readonly unknown[]): Promise<void> {
    if (!errors.some(isReadOnly)) return;
    this.longReads.keepConnections(false);
    if (await isWritable(this.writer.options.database)) {
      // What has not been closed or cannot be opened is an error of the next transaction.
      await this.reopen().catch(() => undefined);
    }
  }

  /**
   * A connection that was opened on a read-only file stays read-only, even when the file becomes
   * writable. The connections of a process share that state, so all of them have to be closed.
   */
  private reopen(): Promise<void> {
    return this.reads.add(async () => {
      this.single.close();
      for (const dataSource of [this.writer, this.reader]) {
        if (dataSource.isInitialized) await dataSource.destroy();
      }
    });
  }
}

/** Checks the file, its write-ahead log and the index of the log. */
async function isWritable(database: unknown): Promise<boolean> {
  const files = ['', '-wal', '-shm'].map((suffix) => `${String(database)}${suffix}`);
  const refused = await Promise.all(
    files.map((file) => access(file, constants.W_OK).then(() => false, isNotMissing)),
  );
  return !refused.includes(true);
}

const isNotMissing = (error: unknown): boolean =>
  !(error instanceof Error && 'code' in error && error.code === 'ENOENT');

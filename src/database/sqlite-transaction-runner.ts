import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { DatabaseUnavailableError, isBusy } from './database.errors.js';
import { FifoQueue } from './fifo-queue.js';
import { TransactionRunner } from './transaction-runner.js';

/** Milliseconds a transaction waits for another process before it answers "busy". */
const BUSY_LIMIT = 10_000;

/**
 * One connection writes and one reads. TypeORM shares a DataSource's only QueryRunner, so two
 * transactions on one connection would nest in each other: a queue before each keeps them apart.
 */
export class SqliteTransactionRunner extends TransactionRunner {
  readonly dialect = 'sqlite';

  private readonly writes = new FifoQueue();
  private readonly reads = new FifoQueue();

  constructor(
    private readonly writer: DataSource,
    private readonly reader: DataSource,
  ) {
    super();
  }

  protected get unconnected(): EntityManager {
    return this.reader.manager;
  }

  protected write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.writes.add(() =>
      inTransaction(this.writer, work, () => {
        this.activity.retries += 1;
      }),
    );
  }

  protected snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.reads.add(() => inTransaction(this.reader, work, () => undefined));
  }
}

async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
  onBusy: () => void,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  await begin(runner, onBusy);
  try {
    const result = await work(runner.manager);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  }
}

/** The driver is synchronous, so waiting for another process is done here, beside the event loop. */
async function begin(runner: QueryRunner, onBusy: () => void): Promise<void> {
  const deadline = performance.now() + BUSY_LIMIT;
  for (;;) {
    try {
      await runner.startTransaction();
      return;
    } catch (error) {
      // TypeORM marks the transaction active before BEGIN has succeeded.
      Object.assign(runner, { isTransactionActive: false });
      if (!isBusy(error)) throw error;
      if (performance.now() > deadline) {
        throw new DatabaseUnavailableError('The database is busy; try again.', error);
      }
      onBusy();
      await sleep(1 + Math.random() * 15);
    }
  }
}

async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.rollbackTransaction();
  } catch {
    // SQLite has rolled back by itself (disk full, I/O error); the first error is the one to report.
    Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  }
}

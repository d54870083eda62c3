import type { DataSource, EntityManager } from 'typeorm';
import { changePrepared, connectionOf } from './prepared-statements.js';
import { retryWhileBusy } from './retry-while-busy.js';

/** A plain BEGIN takes its lock with its first write, and fails there if another process wrote. */
export type Begin = 'BEGIN' | 'BEGIN IMMEDIATE';

const STATEMENTS = {
  commit: 'COMMIT',
  rollBack: 'ROLLBACK',
  save: 'SAVEPOINT member',
  release: 'RELEASE member',
  rollBackToSave: 'ROLLBACK TO member',
} as const;

/**
 * The transaction of a connection, by prepared statements: TypeORM's own methods cost more than the
 * statements that they send.
 */
export class SqliteTransaction {
  /** @param timeoutSeconds how long `begin` waits for another process */
  constructor(
    private readonly dataSource: DataSource,
    private readonly beginning: Begin,
    private readonly timeoutSeconds: number,
    private readonly onRetry?: () => void,
  ) {}

  /** False also after an error that made SQLite roll back: a full disk, an I/O error. */
  get isOpen(): boolean {
    return connectionOf(this.dataSource).inTransaction;
  }

  get manager(): EntityManager {
    return this.dataSource.createQueryRunner().manager;
  }

  /** @throws DatabaseUnavailableError when another process holds the lock for too long */
  async begin(): Promise<void> {
    if (!this.dataSource.isInitialized) await this.dataSource.initialize();
    const attempt = () => {
      this.send(this.beginning);
    };
    await retryWhileBusy(attempt, this.timeoutSeconds, this.onRetry);
    this.tellTypeOrm();
  }

  commit(): void {
    this.send(STATEMENTS.commit);
    this.tellTypeOrm();
  }

  /** Does nothing if SQLite has rolled back already. */
  rollBack(): void {
    try {
      if (this.isOpen) this.send(STATEMENTS.rollBack);
    } catch {
      // Whoever rolls back has an error to report that says more than this one.
    }
    this.tellTypeOrm();
  }

  save(): void {
    this.send(STATEMENTS.save);
  }

  /** Ends the part since `save`, and keeps it. */
  keep(): void {
    this.send(STATEMENTS.release);
  }

  /** Ends the part since `save`, and undoes it. */
  undo(): void {
    this.send(STATEMENTS.rollBackToSave);
    this.send(STATEMENTS.release);
  }

  /** Outside a transaction, its `save()` and the like would begin one by themselves. */
  private tellTypeOrm(): void {
    const isTransactionActive = this.isOpen;
    Object.assign(this.dataSource.createQueryRunner(), {
      isTransactionActive,
      transactionDepth: isTransactionActive ? 1 : 0,
    });
  }

  private send(statement: string): void {
    this.dataSource.logger.logQuery(statement);
    changePrepared(connectionOf(this.dataSource), statement, []);
  }
}

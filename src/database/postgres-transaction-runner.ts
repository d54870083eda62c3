import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { commit } from './commit.js';
import { isTransient } from './database.errors.js';
import { patience } from './postgres-patience.js';
import { type PoolUse, TransactionRunner } from './transaction-runner.js';

/** Attempts of a transaction that PostgreSQL ends for what may not happen again. */
const ATTEMPTS = 8;

/** Begins a transaction; `limit` is the statement that limits the others, or nothing. */
type Begin = (runner: QueryRunner, limit: string) => Promise<unknown>;

/** Each transaction has a connection of the pool; nothing is left behind on it. */
export class PostgresTransactionRunner extends TransactionRunner {
  readonly dialect = 'postgres';

  /** `timeoutSeconds` is what an ordinary request may take of the server at a stretch. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly timeoutSeconds: number,
  ) {
    super();
  }

  override pool(): PoolUse {
    // TypeORM hands its pool out untyped.
    const { master } = this.dataSource.driver as unknown as { master: Pool };
    const { totalCount: open, idleCount, waitingCount: waiting } = master;
    return { open, busy: open - idleCount, waiting };
  }

  protected get unconnected(): EntityManager {
    return this.dataSource.manager;
  }

  protected write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const begin: Begin = async (runner, limit) => {
      await runner.startTransaction();
      if (limit !== '') await runner.query(limit);
    };
    return again(() => this.inTransaction(begin, work));
  }

  protected snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const begin: Begin = async (runner, limit) => {
      await runner.startTransaction();
      await runner.query(
        `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY${limit && `; ${limit}`}`,
      );
    };
    return again(() => this.inTransaction(begin, work));
  }

  private async inTransaction<T>(
    begin: Begin,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const { limit, watch } = patience(this.timeoutSeconds);
    try {
      return await watch((await runner.connect()) as PoolClient, async () => {
        await begin(runner, limit);
        return commit(runner, work, rollBack);
      });
    } finally {
      await runner.release();
    }
  }
}

/** A connection that is gone cannot roll back, and need not: its server has. */
const rollBack = (runner: QueryRunner): Promise<void> =>
  runner.rollbackTransaction().catch(() => undefined);

async function again<T>(attemptOnce: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce();
    } catch (error) {
      if (attempt === ATTEMPTS || !isTransient(error)) throw error;
      await sleep(Math.random() * 2 ** attempt * 5);
    }
  }
}

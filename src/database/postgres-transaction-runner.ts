import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { requestContext } from '../common/request-context.js';
import { DatabaseUnavailableError, isTransient } from './database.errors.js';
import { type PoolUse, TransactionRunner } from './transaction-runner.js';

/** Attempts of a transaction that PostgreSQL ends for what may not happen again. */
const ATTEMPTS = 8;

/** Seconds that a server has, beyond the limit, to end a statement itself. */
const GRACE = 1;

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
    const { limit, watch } = this.patience();
    try {
      return await watch((await runner.connect()) as PoolClient, async () => {
        await begin(runner, limit);
        return commit(runner, work);
      });
    } finally {
      await runner.release();
    }
  }

  /** Commands, and requests whose work is long, take as much time as they need. */
  private patience() {
    const context = requestContext();
    if (!context || context.isLongWork) return ENDLESS;
    return {
      // Of this transaction alone: a pooler gives the session to others afterwards.
      limit: `SET LOCAL statement_timeout = ${String(this.timeoutSeconds * 1000)}`,
      watch: <T>(client: PoolClient, work: () => Promise<T>) =>
        hangUpAfter(this.timeoutSeconds + GRACE, client, work),
    };
  }
}

const ENDLESS = {
  limit: '',
  watch: <T>(_client: PoolClient, work: () => Promise<T>) => work(),
};

async function commit<T>(
  runner: QueryRunner,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  try {
    const result = await work(runner.manager);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // A connection that is gone cannot roll back, and need not: its server has.
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}

/** A server that hangs ends nothing by itself; without its connection the work fails at once. */
async function hangUpAfter<T>(
  seconds: number,
  client: PoolClient,
  work: () => Promise<T>,
): Promise<T> {
  const state = { late: false };
  const timer = setTimeout(() => {
    state.late = true;
    // A pool's client is one that the pool has not closed; it throws away a closed one.
    void (client as unknown as { end(): Promise<void> }).end();
  }, seconds * 1000);
  try {
    return await work();
  } catch (error) {
    throw state.late ? new DatabaseUnavailableError(LATE, error) : error;
  } finally {
    clearTimeout(timer);
  }
}

const LATE = 'The database did not answer in time; try again.';

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

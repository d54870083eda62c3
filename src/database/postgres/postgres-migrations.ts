import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { inTransaction } from './postgres-transaction.js';

/** Arbitrary, but no other program may use it on the same database. */
const ADVISORY_LOCK_ID = 1_795_392_000;

/** A transaction may take as long as it has to, whatever the limits of the role are. */
const WITHOUT_TIMEOUTS = ['statement_timeout', 'idle_in_transaction_session_timeout'].map(
  (name) => `SET LOCAL ${name} = 0`,
);

/**
 * Runs the pending migrations, each in transactions of its own, unless another process is doing so; returns
 * whether it did. Meanwhile a transaction of a second connection holds the lock, which belongs to no
 * session because of connection poolers. Whoever does not get it holds no connection: so any number of
 * processes may migrate through two connections of a pooler.
 */
export async function runMigrationsAlone(dataSource: DataSource): Promise<boolean> {
  const lock = dataSource.createQueryRunner();
  try {
    return await inTransaction(lock, WITHOUT_TIMEOUTS, async () => {
      const [row] = (await lock.query(
        `SELECT pg_try_advisory_xact_lock(${String(ADVISORY_LOCK_ID)}) AS taken`,
      )) as { taken: boolean }[];
      if (row?.taken !== true) return false;
      await runMigrations(dataSource);
      return true;
    });
  } finally {
    await lock.release();
  }
}

async function runMigrations(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    const executor = new MigrationExecutor(dataSource, withoutTimeouts(runner));
    executor.transaction = 'each';
    await executor.executePendingMigrations();
  } finally {
    await runner.release();
  }
}

function withoutTimeouts(runner: QueryRunner): QueryRunner {
  const start = runner.startTransaction.bind(runner);
  const startWithout: QueryRunner['startTransaction'] = async (...options) => {
    await start(...options);
    await runner.query(WITHOUT_TIMEOUTS.join('; '));
  };
  return Object.assign(runner, { startTransaction: startWithout });
}

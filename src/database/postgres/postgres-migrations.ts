import { type DataSource, type Migration, MigrationExecutor, type QueryRunner } from 'typeorm';
import { inTransaction } from './postgres-transaction.js';

/** Arbitrary, but no other program may use it on the same database. */
const ADVISORY_LOCK_ID = '1795392000';

/** The transaction may take as long as it has to, whatever the limits of the role are. */
const WITHOUT_TIMEOUTS = ['statement_timeout', 'idle_in_transaction_session_timeout'].map(
  (name) => `SET LOCAL ${name} = 0`,
);

/** What became of an attempt to run the next migration. */
export type Attempt = 'done' | 'none pending' | 'locked by another process';

/**
 * Runs the next pending migration. The lock belongs to each of its transactions, so that it needs one
 * connection and is never idle; and whoever does not get the lock holds no connection while it waits. So
 * any number of processes may migrate through a connection pooler.
 */
export async function runNextMigration(dataSource: DataSource): Promise<Attempt> {
  const runner = dataSource.createQueryRunner();
  try {
    return await inTransaction(runner, WITHOUT_TIMEOUTS, () => runLocked(dataSource, runner));
  } catch (error) {
    if (error instanceof RunByAnotherProcess) return 'done';
    throw error;
  } finally {
    await runner.release();
  }
}

async function runLocked(dataSource: DataSource, runner: QueryRunner): Promise<Attempt> {
  const [lock] = (await runner.query(
    `SELECT pg_try_advisory_xact_lock(${ADVISORY_LOCK_ID}) AS taken`,
  )) as { taken: boolean }[];
  if (lock?.taken !== true) return 'locked by another process';
  const executor = new MigrationExecutor(dataSource, runner);
  const [next] = (await executor.getPendingMigrations()) as Migration[];
  if (!next) return 'none pending';
  lockLaterTransactions(runner, next.name);
  await executor.executeMigration(next);
  return 'done';
}

/** A migration that commits what it has done so far lets another process begin with it again. */
function lockLaterTransactions(runner: QueryRunner, migration: string): void {
  const start = runner.startTransaction.bind(runner);
  const startLocked: QueryRunner['startTransaction'] = async (...options) => {
    await start(...options);
    await runner.query(WITHOUT_TIMEOUTS.join('; '));
    await runner.query(`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK_ID})`);
    const run = (await runner.query('SELECT 1 FROM migrations WHERE name = $1', [
      migration,
    ])) as unknown[];
    if (run.length > 0) throw new RunByAnotherProcess();
  };
  Object.assign(runner, { startTransaction: startLocked });
}

class RunByAnotherProcess extends Error {}

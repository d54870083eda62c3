import type { PoolClient, QueryResult } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { DatabaseUnavailableError } from '../database.errors.js';

/**
 * Runs `work` in a transaction of the connection: one round trip begins it and sets what holds in it,
 * and one commits it.
 *
 * @param settings SET statements, which are LOCAL to the transaction
 */
export async function inTransaction<T>(
  runner: QueryRunner,
  settings: readonly string[],
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const client = (await runner.connect()) as PoolClient;
  const send = (sql: string): Promise<QueryResult> => {
    runner.manager.dataSource.logger.logQuery(sql);
    return client.query(sql);
  };
  try {
    return await endTransaction(send, async () => {
      await send(['BEGIN', ...settings].join('; '));
      tellTypeOrm(runner, true);
      return work(runner.manager);
    });
  } finally {
    tellTypeOrm(runner, false);
  }
}

/** Commits the transaction that `work` begins, or rolls it back when that fails. */
export async function endTransaction<T>(
  send: (sql: string) => Promise<QueryResult>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const result = await work();
    const { command } = await send('COMMIT');
    // The server's reply to a COMMIT after an error that `work` has ignored.
    if (command === 'ROLLBACK') throw new EndedTransactionError();
    return result;
  } catch (error) {
    // On a lost connection the rollback fails, but the server has rolled back already.
    await send('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Outside a transaction, its `save()` and the like would begin one by themselves. */
function tellTypeOrm(runner: QueryRunner, isTransactionActive: boolean): void {
  Object.assign(runner, { isTransactionActive, transactionDepth: isTransactionActive ? 1 : 0 });
}

class EndedTransactionError extends DatabaseUnavailableError {
  constructor() {
    super('An error has ended the transaction; try again.');
  }
}

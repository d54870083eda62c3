import type { PoolClient, QueryResult } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { DatabaseUnavailableError } from '../database.errors.js';

/**
 * Runs `work` in a transaction of the connection: one round trip begins it and sets what holds in it,
 * and one commits it.
 *
 * @param settings SET statements, which are LOCAL to the transaction
 * @param ended called with the position of the log after the end, in the same round trip
 */
export async function inTransaction<T>(
  runner: QueryRunner,
  settings: readonly string[],
  work: (manager: EntityManager) => Promise<T>,
  ended?: (lsn: string) => Promise<void>,
): Promise<T> {
  const client = (await runner.connect()) as PoolClient;
  const send = (sql: string): Promise<QueryResult> => {
    runner.manager.dataSource.logger.logQuery(sql);
    return client.query(sql);
  };
  const end = async (sql: 'COMMIT' | 'ROLLBACK'): Promise<QueryResult> => {
    if (!ended) return send(sql);
    // The driver returns a result for each of several statements.
    const results = (await send(`${sql}; ${POSITION}`)) as unknown as QueryResult[];
    const [first, second] = results as [QueryResult, QueryResult<{ position: string }>];
    await ended(second.rows[0]?.position ?? '');
    return first;
  };
  try {
    await send(['BEGIN', ...settings].join('; '));
    tellTypeOrm(runner, true);
    const result = await work(runner.manager);
    const { command } = await commit(client, () => end('COMMIT'));
    // The server's reply to a COMMIT after an error that `work` has ignored.
    if (command === 'ROLLBACK') throw new EndedTransactionError();
    return result;
  } catch (error) {
    // On a lost connection the rollback fails, but the server has rolled back already.
    await end('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    tellTypeOrm(runner, false);
  }
}

const WARNING = '01000';

/** @throws UnconfirmedCommitError when the wait for a synchronous standby was given up */
async function commit<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  const warnings: unknown[] = [];
  const note = ({ code }: { code?: string | undefined }) => {
    if (code === WARNING) warnings.push(code);
  };
  client.on('notice', note);
  try {
    const result = await work();
    if (warnings.length > 0) throw new UnconfirmedCommitError();
    return result;
  } finally {
    client.off('notice', note);
  }
}

/** The server itself has stored the change: a failover to the standby would lose it. */
class UnconfirmedCommitError extends DatabaseUnavailableError {
  constructor() {
    super(
      'The change is stored, but no standby has confirmed it in time; see whether it is there.',
    );
  }
}

const POSITION = 'SELECT pg_current_wal_insert_lsn() AS position';

/** Outside a transaction, its `save()` and the like would begin one by themselves. */
function tellTypeOrm(runner: QueryRunner, isTransactionActive: boolean): void {
  Object.assign(runner, { isTransactionActive, transactionDepth: isTransactionActive ? 1 : 0 });
}

class EndedTransactionError extends DatabaseUnavailableError {
  constructor() {
    super('An error has ended the transaction; try again.');
  }
}

import type { PoolClient, QueryResult } from 'pg';
import type { EntityManager, Logger, QueryRunner } from 'typeorm';
import { DatabaseUnavailableError } from '../database.errors.js';
import type { NamedStatement } from '../named-statement.js';
import { sendKept } from './kept-statements.js';
import { sendBehind } from './send-behind.js';

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
  ended?: Ended,
): Promise<T> {
  const client = (await runner.connect()) as PoolClient;
  const connection = { client, logger: runner.manager.dataSource.logger, ended };
  try {
    return await endTransaction(connection, async () => {
      await send(connection, ['BEGIN', ...settings].join('; '));
      tellTypeOrm(runner, true);
      return work(runner.manager);
    });
  } finally {
    tellTypeOrm(runner, false);
  }
}

/**
 * A transaction of one statement: what begins it is sent along with the statement. It is not committed before
 * its result is here: a server that hangs meanwhile rolls it back.
 */
export function inShortTransaction(
  connection: Connection,
  statement: NamedStatement,
  parameters: readonly unknown[],
): Promise<QueryResult<object>> {
  const { client, logger } = connection;
  return sendKept(client, statement, parameters, (sent) =>
    endTransaction(connection, () => {
      logger.logQuery('BEGIN');
      logger.logQuery(sent.text, [...parameters]);
      return sendBehind(client, ['BEGIN'], sent);
    }),
  );
}

type Ended = (lsn: string) => Promise<void>;

interface Connection {
  readonly client: PoolClient;
  readonly logger: Logger;
  readonly ended: Ended | undefined;
}

function send({ client, logger }: Connection, sql: string): Promise<QueryResult> {
  logger.logQuery(sql);
  return client.query(sql);
}

/** Commits the transaction that `work` begins, or rolls it back when that fails. */
async function endTransaction<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  const { client, ended } = connection;
  const end = async (sql: 'COMMIT' | 'ROLLBACK'): Promise<QueryResult> => {
    if (!ended) return send(connection, sql);
    // The driver returns a result for each of several statements.
    const results = (await send(connection, `${sql}; ${POSITION}`)) as unknown as QueryResult[];
    const [first, second] = results as [QueryResult, QueryResult<{ position: string }>];
    await ended(second.rows[0]?.position ?? '');
    return first;
  };
  try {
    const result = await work();
    const { command } = await commit(client, () => end('COMMIT'));
    // The server's reply to a COMMIT after an error that `work` has ignored.
    if (command === 'ROLLBACK') throw new EndedTransactionError();
    return result;
  } catch (error) {
    // On a lost connection the rollback fails, but the server has rolled back already.
    await end('ROLLBACK').catch(() => undefined);
    throw error;
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

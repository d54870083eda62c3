import { type PoolClient, Query, type QueryResult } from 'pg';
import type { Logger } from 'typeorm';
import { endTransaction } from './postgres-transaction.js';

/**
 * A transaction of one statement, in two round trips: what begins it is sent along with the statement. It
 * is not committed before its result is here: a server that hangs meanwhile rolls it back.
 *
 * @param settings SET statements, which are LOCAL to the transaction
 */
export function inShortTransaction(
  client: PoolClient,
  logger: Logger,
  settings: readonly string[],
  text: string,
  parameters: readonly unknown[],
): Promise<QueryResult> {
  const before = ['BEGIN', ...settings];
  for (const sql of [before.join('; '), text]) logger.logQuery(sql);
  return endTransaction(
    (sql) => {
      logger.logQuery(sql);
      return client.query(sql);
    },
    () => sendBehind(client, before, text, parameters),
  );
}

/** Sends a query and what comes before it, which has neither parameters nor rows, at the same time. */
function sendBehind(
  client: PoolClient,
  before: readonly string[],
  text: string,
  parameters: readonly unknown[],
): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    const query = new Query({ text, values: [...parameters] }, (error, results) => {
      // The results of those before too, of which each is one.
      const last = [results as unknown as QueryResult[]].flat().at(-1);
      if (error || !last) reject(error ?? new Error('A query without a result.'));
      else resolve(last);
    });
    const submit = query.submit.bind(query);
    query.submit = (connection) => {
      connection.stream.cork();
      for (const sql of before) {
        connection.parse({ name: '', text: sql, types: [] }, true);
        connection.bind({}, true);
        connection.execute({}, true);
      }
      submit(connection);
      connection.stream.uncork();
    };
    client.query(query);
  });
}

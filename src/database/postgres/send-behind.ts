import { type PoolClient, Query, type QueryConfig, type QueryResult } from 'pg';

/**
 * Sends a statement and those before it, which have neither parameters nor rows, at the same time: one
 * round trip. The server passes over what is behind an error.
 */
export function sendBehind(
  client: PoolClient,
  before: readonly string[],
  statement: QueryConfig,
): Promise<QueryResult<object>> {
  return new Promise((resolve, reject) => {
    const query = new Query<object>(statement, (error, results) => {
      // A result for each of those before too.
      const last = [results as unknown as QueryResult<object>[]].flat().at(-1);
      if (error || !last) reject(error ?? new Error('A query without a result.'));
      else resolve(last);
    });
    const submit = query.submit.bind(query);
    query.submit = (connection) => {
      connection.stream.cork();
      for (const text of before) {
        connection.parse({ name: '', text, types: [] }, true);
        connection.bind({}, true);
        connection.execute({}, true);
      }
      submit(connection);
      connection.stream.uncork();
    };
    client.query(query);
  });
}

import { type PoolClient, Query, type QueryResult } from 'pg';

/** SQL with `$1` and so on, and their values. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/**
 * Sends a statement and what comes before it, which has neither parameters nor rows, at the same time: one
 * round trip. The server passes over what is behind an error.
 */
export function sendBehind(
  client: PoolClient,
  before: readonly string[],
  { text, parameters }: Statement,
): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    const query = new Query({ text, values: [...parameters] }, (error, results) => {
      // A result for each of those before too.
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

import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { PostgresToolsError } from './postgres-tools.js';

/** PostgreSQL's tools need the server itself. */
export class PooledError extends PostgresToolsError {
  constructor() {
    super(
      'DATABASE_URL leads to a connection pooler, whose other clients would get connections with the ' +
        'settings of pg_dump; set DATABASE_ADMIN_URL to the address of the server itself.',
    );
  }
}

/** Whether a connection pooler is between this process and the server. */
export async function isPooled(dataSource: DataSource): Promise<boolean> {
  const runner = dataSource.createQueryRunner();
  try {
    return !(await isDirect((await runner.connect()) as PoolClient));
  } finally {
    await runner.release();
  }
}

/**
 * Whether the connection leads to the server itself: the process id that was told when it was made is the
 * server's own.
 */
export async function isDirect(client: PoolClient): Promise<boolean> {
  const { processID } = client as PoolClient & { readonly processID: number };
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid === processID;
}

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

/**
 * Whether a connection pooler is between this process and the server: the process id that it told when
 * the connection was made is not the server's own.
 */
export async function isPooled(dataSource: DataSource): Promise<boolean> {
  const runner = dataSource.createQueryRunner();
  try {
    const { processID } = (await runner.connect()) as PoolClient & { readonly processID: number };
    const rows = (await runner.query('SELECT pg_backend_pid() AS pid')) as { pid: number }[];
    return rows[0]?.pid !== processID;
  } finally {
    await runner.release();
  }
}

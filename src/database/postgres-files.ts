import { CodedError } from '../common/errors/coded-error.js';
import { DatabaseFiles, type Contents, type Space } from './database-files.js';
import type { DataSource } from 'typeorm';

/** Backup and restore of PostgreSQL are those of its own tools, which this program does not run. */
export class UseServerToolsError extends CodedError {
  constructor() {
    super(
      'unavailable',
      'POSTGRESQL_TOOLS',
      'Back up and restore PostgreSQL with pg_dump and pg_restore (package postgresql-client).',
    );
  }
}

export class PostgresFiles extends DatabaseFiles {
  readonly extension = '.dump';

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  copyTo(): Promise<void> {
    return Promise.reject(new UseServerToolsError());
  }

  inspect(): Promise<Contents> {
    return Promise.reject(new UseServerToolsError());
  }

  upgrade(): Promise<void> {
    return Promise.reject(new UseServerToolsError());
  }

  replaceBy(): Promise<void> {
    return Promise.reject(new UseServerToolsError());
  }

  /** PostgreSQL checks its pages as it reads them. */
  integrityFaults(): Promise<string[]> {
    return Promise.resolve([]);
  }

  async space(): Promise<Space> {
    const [row] = await this.dataSource.query<{ bytes: string }[]>(
      'SELECT pg_database_size(current_database()) AS bytes',
    );
    return { bytes: Number(row?.bytes), free_bytes: 0 };
  }

  async vacuum(): Promise<void> {
    await this.dataSource.query('VACUUM ANALYZE');
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, DataSourceOptions } from 'typeorm';
import type { Configuration } from '../config/configuration.js';
import { migrations } from '../../migrations/index.js';
import { createDataSource, writerOptions } from './data-source-options.js';
import { isBusy } from './database.errors.js';

/** How long to wait for other processes that migrate the same database. */
const MIGRATION_TIMEOUT_MS = 30_000;

/** Minimum time between two attempts. */
const RETRY_INTERVAL_MS = 50;

/**
 * Runs the pending migrations, each in its own transaction; returns the names of those that were
 * pending. Several processes may do so at once: on PostgreSQL an advisory lock admits one at a time; on
 * SQLite the migration of the slower process fails, which then checks again what is pending.
 */
export async function migrate(configuration: Pick<Configuration, 'database'>): Promise<string[]> {
  const deadline = performance.now() + MIGRATION_TIMEOUT_MS;
  const names = migrations.map(({ name }) => name);
  let pending: string[] | undefined;
  for (;;) {
    const dataSource = createDataSource(migrationOptions(configuration));
    let before: readonly string[] | undefined;
    try {
      await dataSource.initialize();
      await alone(dataSource, async () => {
        before = await recorded(dataSource);
        pending ??= names.filter((name) => before?.includes(name) !== true);
        await dataSource.runMigrations({ transaction: 'each' });
      });
      return pending ?? [];
    } catch (error) {
      const others = isBusy(error) || (await hasAdvanced(dataSource, before));
      if (!others || performance.now() > deadline) throw error;
    } finally {
      if (dataSource.isInitialized) await dataSource.destroy();
    }
    await sleep(RETRY_INTERVAL_MS * (1 + Math.random()));
  }
}

/** The advisory lock needs a second connection. */
function migrationOptions({ database }: Pick<Configuration, 'database'>): DataSourceOptions {
  const poolSize = Math.max(2, database.poolSize);
  return { ...writerOptions({ database: { ...database, poolSize } }, []), migrations };
}

/** Arbitrary, but no other program may use it on the same database. */
const ADVISORY_LOCK_ID = 1_795_392_000;

async function alone(dataSource: DataSource, work: () => Promise<void>): Promise<void> {
  if (dataSource.options.type !== 'postgres') return work();
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  try {
    // A transaction lock instead of a session lock, because of connection poolers.
    await runner.query(`SELECT pg_advisory_xact_lock(${String(ADVISORY_LOCK_ID)})`);
    await work();
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

async function hasAdvanced(
  dataSource: DataSource,
  before: readonly string[] | undefined,
): Promise<boolean> {
  if (!dataSource.isInitialized || dataSource.options.type === 'postgres') return false;
  return (await recorded(dataSource))?.length !== before?.length;
}

/** The migrations that have been run; undefined on a new database. */
async function recorded(dataSource: DataSource): Promise<readonly string[] | undefined> {
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return undefined;
    const rows = (await runner.query('SELECT name FROM migrations')) as { name: string }[];
    return rows.map(({ name }) => name);
  } finally {
    await runner.release();
  }
}

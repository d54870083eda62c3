import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Configuration } from '../config/configuration.js';
import { migrations } from '../../migrations/index.js';
import { adminOptions, createDataSource } from './data-source-options.js';
import { DatabaseUnavailableError, isBusy } from './database.errors.js';
import { runMigrationsAlone } from './postgres/postgres-migrations.js';

/** How long to wait for other processes that migrate the same database, since the last progress. */
const MIGRATION_TIMEOUT_MS = 30_000;

/** Minimum time between two attempts. */
const RETRY_INTERVAL_MS = 50;

/**
 * Runs the pending migrations, each in its own transaction; returns the names of those that were
 * pending. Several processes may do so at once: on PostgreSQL a lock admits one at a time; on SQLite the
 * migration of the slower process fails, which then checks again what is pending.
 *
 * @param timeoutMs the wait for another process that makes no progress
 * @throws DatabaseUnavailableError when another process has held the lock for longer than that
 */
export async function migrate(
  configuration: Pick<Configuration, 'database'>,
  timeoutMs = MIGRATION_TIMEOUT_MS,
): Promise<string[]> {
  const create = () => createDataSource({ ...adminOptions(configuration, []), migrations });
  return configuration.database.address.dialect === 'postgres'
    ? migratePostgres(create(), timeoutMs)
    : migrateSqlite(create, timeoutMs);
}

async function migratePostgres(dataSource: DataSource, timeoutMs: number): Promise<string[]> {
  await dataSource.initialize();
  try {
    const pending = missing(await recorded(dataSource));
    let left = pending.length;
    let deadline = performance.now() + timeoutMs;
    while (!(await runMigrationsAlone(dataSource))) {
      const now = missing(await recorded(dataSource)).length;
      if (now < left) deadline = performance.now() + timeoutMs;
      else if (performance.now() > deadline) throw new DatabaseUnavailableError(LOCKED);
      left = now;
      await pause();
    }
    return pending;
  } finally {
    await dataSource.destroy();
  }
}

const LOCKED = 'Another process is migrating the database, or hangs; try again when it has ended.';

async function migrateSqlite(create: () => DataSource, timeoutMs: number): Promise<string[]> {
  const deadline = performance.now() + timeoutMs;
  let pending: string[] | undefined;
  for (;;) {
    const dataSource = create();
    let before: readonly string[] | undefined;
    try {
      await dataSource.initialize();
      before = await recorded(dataSource);
      pending ??= missing(before);
      await dataSource.runMigrations({ transaction: 'each' });
      return pending;
    } catch (error) {
      const others = isBusy(error) || (await hasAdvanced(dataSource, before));
      if (!others || performance.now() > deadline) throw error;
    } finally {
      if (dataSource.isInitialized) await dataSource.destroy();
    }
    await pause();
  }
}

const pause = () => sleep(RETRY_INTERVAL_MS * (1 + Math.random()));

const missing = (run: readonly string[] = []): string[] =>
  migrations.map(({ name }) => name).filter((name) => !run.includes(name));

async function hasAdvanced(
  dataSource: DataSource,
  before: readonly string[] | undefined,
): Promise<boolean> {
  if (!dataSource.isInitialized) return false;
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

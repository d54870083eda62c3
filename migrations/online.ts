import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import type { Dialect } from './baseline/columns.js';

/*
 * The steps of a migration that runs while servers of the release before are reading and writing. Each step
 * is committed, so that nobody waits for the end of the migration, and an interrupted migration begins
 * again from its first step: a step has to be repeatable (`IF NOT EXISTS`, `OR REPLACE`).
 */

export const dialectOf = (runner: QueryRunner): Dialect =>
  runner.dataSource.options.type === 'postgres' ? 'postgres' : 'sqlite';

/** Everybody who comes after a waiting lock waits for it too: so it may not wait for long. */
const LOCK_TIMEOUT_MS = 500;

/** Until others are let through, and how often: for ten minutes. */
const RETRY_INTERVAL_MS = 1_000;
const MAX_ATTEMPTS = 400;

/**
 * One transaction with statements that lock tables and end at once. On PostgreSQL it gives up its place
 * behind a long transaction, and tries again.
 *
 * @throws the error of PostgreSQL (55P03) when a table stays locked for ten minutes
 */
export function briefly(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  return inTransaction(runner, async () => {
    for (const statement of statements) await runner.query(statement);
  });
}

/** Adds a column that may be null, if it is not there. @param definition its type and the like */
export async function addColumn(
  runner: QueryRunner,
  table: string,
  column: string,
  definition: string,
): Promise<void> {
  if (await runner.hasColumn(table, column)) return;
  await briefly(runner, [`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}`]);
}

/** The rows of a table that a migration changes, and how many of them in one transaction. */
export interface Batches {
  readonly table: string;
  readonly rows: number;
  /** A condition of the rows. */
  readonly where?: string;
}

/**
 * A transaction for each range of ids, from the lowest. What is added meanwhile is for triggers to fill,
 * or for the new release.
 *
 * @param step for the ids from the first to the last, both included; it may run twice
 */
export async function inBatches(
  runner: QueryRunner,
  { table, rows, where = '1 = 1' }: Batches,
  step: (first: number, last: number) => Promise<void>,
): Promise<void> {
  let last = 0;
  for (;;) {
    const [batch] = (await runner.query(
      `SELECT min(id) AS first, max(id) AS last FROM
       (SELECT id FROM ${table} WHERE id > ${String(last)} AND ${where}
        ORDER BY id LIMIT ${String(rows)}) AS batch`,
    )) as { first: number | string | null; last: number | string | null }[];
    if (batch?.last == null) return;
    const first = Number(batch.first);
    last = Number(batch.last);
    await inTransaction(runner, () => step(first, last));
  }
}

/**
 * Creates an index beside reads and writes.
 *
 * @param definition what follows the name, such as `ON issues (created_at)`
 */
export async function createIndex(
  runner: QueryRunner,
  name: string,
  definition: string,
  kind: '' | 'UNIQUE' = '',
): Promise<void> {
  if (dialectOf(runner) === 'sqlite') {
    return briefly(runner, [`CREATE ${kind} INDEX IF NOT EXISTS ${name} ${definition}`]);
  }
  await outsideTransactions(runner, async () => {
    while (await isBeingCreated(runner, name)) await sleep(RETRY_INTERVAL_MS);
    // An interrupted one leaves an index that no query uses.
    const [invalid] = (await runner.query(
      `SELECT FROM pg_index WHERE indexrelid = to_regclass('${name}') AND NOT indisvalid`,
    )) as unknown[];
    if (invalid) await runner.query(`DROP INDEX CONCURRENTLY ${name}`);
    await runner.query(`CREATE ${kind} INDEX CONCURRENTLY IF NOT EXISTS ${name} ${definition}`);
  });
}

/** By another process that migrates: no lock keeps it away outside a transaction. */
async function isBeingCreated(runner: QueryRunner, name: string): Promise<boolean> {
  const rows = (await runner.query(
    `SELECT FROM pg_stat_progress_create_index WHERE index_relid = to_regclass('${name}')`,
  )) as unknown[];
  return rows.length > 0;
}

/** Drops an index beside reads and writes. */
export async function dropIndex(runner: QueryRunner, name: string): Promise<void> {
  const drop = (how: string) => `DROP INDEX ${how} IF EXISTS ${name}`;
  if (dialectOf(runner) === 'sqlite') return briefly(runner, [drop('')]);
  await outsideTransactions(runner, () => runner.query(drop('CONCURRENTLY')));
}

/** A transaction by itself: the one that TypeORM has begun is committed, and another one begun after it. */
async function inTransaction(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  await runner.commitTransaction();
  for (let attempt = 1; ; attempt += 1) {
    await runner.startTransaction();
    try {
      if (dialectOf(runner) === 'postgres') {
        await runner.query(`SET LOCAL lock_timeout = ${String(LOCK_TIMEOUT_MS)}`);
      }
      await work();
      await runner.commitTransaction();
      break;
    } catch (error) {
      if (!isInTheWay(error) || attempt === MAX_ATTEMPTS) throw error;
      await runner.rollbackTransaction();
      await sleep(RETRY_INTERVAL_MS * (0.5 + Math.random()));
    }
  }
  await runner.startTransaction();
}

/** CONCURRENTLY is several transactions by itself. */
async function outsideTransactions(
  runner: QueryRunner,
  work: () => Promise<unknown>,
): Promise<void> {
  await runner.commitTransaction();
  try {
    await work();
  } finally {
    await runner.startTransaction();
  }
}

/** PostgreSQL's codes of a lock timeout and of a deadlock. */
const IN_THE_WAY: readonly unknown[] = ['55P03', '40P01'];

const isInTheWay = (error: unknown): boolean =>
  IN_THE_WAY.includes((error as { driverError?: { code?: unknown } }).driverError?.code);

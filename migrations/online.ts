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

/** Until others are let through, and how often: ten minutes, if one reader holds its lock that long. */
const RETRY_INTERVAL_MS = 1_000;
const MAX_ATTEMPTS = 400;

/**
 * One transaction with statements that lock tables and end at once. On PostgreSQL it gives up its place
 * behind a long transaction, and tries again.
 *
 * @throws the error of PostgreSQL (55P03) when a table stays locked for ten minutes
 */
export async function briefly(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await commit(runner);
    try {
      if (dialectOf(runner) === 'postgres') {
        await runner.query(`SET LOCAL lock_timeout = ${String(LOCK_TIMEOUT_MS)}`);
      }
      for (const statement of statements) await runner.query(statement);
      await commit(runner);
      return;
    } catch (error) {
      if (!isLockTimeout(error) || attempt === MAX_ATTEMPTS) throw error;
      await runner.rollbackTransaction();
      await sleep(RETRY_INTERVAL_MS * (0.5 + Math.random()));
      await runner.startTransaction();
    }
  }
}

/**
 * A transaction for each range of ids. Rows that are added meanwhile are those of triggers, or of the new
 * release.
 *
 * @param statements the statements for the ids from the first to the last, both included; they run again
 *   after an interruption
 */
export async function inBatches(
  runner: QueryRunner,
  { table, key = 'id', rows }: { readonly table: string; readonly key?: string; rows: number },
  statements: (first: number, last: number) => readonly string[] | Promise<readonly string[]>,
): Promise<void> {
  await commit(runner);
  let last = 0;
  for (;;) {
    const batch = (await runner.query(
      `SELECT min(id) AS first, max(id) AS last FROM (SELECT ${key} AS id FROM ${table}
       WHERE ${key} > ${String(last)} ORDER BY ${key} LIMIT ${String(rows)}) AS batch`,
    )) as { first: number | string | null; last: number | string | null }[];
    if (batch[0]?.last == null) return;
    last = Number(batch[0].last);
    for (const statement of await statements(Number(batch[0].first), last)) {
      await runner.query(statement);
    }
    await commit(runner);
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
    // An interrupted one leaves an index that no query uses.
    const [invalid] = (await runner.query(
      `SELECT FROM pg_index WHERE indexrelid = to_regclass('${name}') AND NOT indisvalid`,
    )) as unknown[];
    if (invalid) await runner.query(`DROP INDEX CONCURRENTLY ${name}`);
    await runner.query(`CREATE ${kind} INDEX CONCURRENTLY IF NOT EXISTS ${name} ${definition}`);
  });
}

/** Drops an index beside reads and writes. */
export async function dropIndex(runner: QueryRunner, name: string): Promise<void> {
  const drop = (how: string) => `DROP INDEX ${how} IF EXISTS ${name}`;
  if (dialectOf(runner) === 'sqlite') return briefly(runner, [drop('')]);
  await outsideTransactions(runner, () => runner.query(drop('CONCURRENTLY')));
}

/** Ends the transaction of the migration so far, so that others need not wait for its end. */
async function commit(runner: QueryRunner): Promise<void> {
  await runner.commitTransaction();
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

const LOCK_NOT_AVAILABLE = '55P03';

const isLockTimeout = (error: unknown): boolean =>
  (error as { driverError?: { code?: unknown } }).driverError?.code === LOCK_NOT_AVAILABLE;

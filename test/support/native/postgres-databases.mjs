// @ts-check
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** @type {pg.Pool | undefined} */
let pool;

/**
 * Runs a statement on the PostgreSQL of the tests, as a user who may create databases.
 *
 * @param {string} statement
 */
export async function administer(statement) {
  if (!pool) {
    const connectionString = process.env.TEST_POSTGRES_URL ?? '';
    pool = new pg.Pool({ connectionString, max: 2, allowExitOnIdle: true });
    // The server may be stopped before the pool.
    pool.on('error', () => undefined);
  }
  await pool.query(statement);
}

/**
 * A unique database name, and its URL.
 *
 * @param {string} prefix
 */
export function nameDatabase(prefix) {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  const url = new URL(process.env.TEST_POSTGRES_URL ?? '');
  url.pathname = `/${name}`;
  return { name, url: url.href };
}

// @ts-check
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** @type {Map<string, pg.Pool>} by the URL of the server */
const pools = new Map();

/**
 * Runs a statement on a PostgreSQL of the tests, as a user who may create databases.
 *
 * @param {string} statement
 * @param {string} [server] its URL
 */
export async function administer(statement, server = process.env.TEST_POSTGRES_URL ?? '') {
  const pool = pools.get(server) ?? openPool(server);
  await pool.query(statement);
}

/** @param {string} connectionString */
function openPool(connectionString) {
  const pool = new pg.Pool({ connectionString, max: 2, allowExitOnIdle: true });
  // The server may be stopped before the pool.
  pool.on('error', () => undefined);
  pools.set(connectionString, pool);
  return pool;
}

/**
 * A unique database name, and its URL.
 *
 * @param {string} prefix
 * @param {string} [server] the URL of the server
 */
export function nameDatabase(prefix, server = process.env.TEST_POSTGRES_URL ?? '') {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { name, url: url.href };
}

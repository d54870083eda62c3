// @ts-check
import Database from 'better-sqlite3';

/** Rows of one message. */
const BATCH = 200;

/**
 * Reads the rows of one statement in a thread and on a connection of its own, from one snapshot. A
 * batch is sent when the one before has been taken, and null at the end; a port that was closed
 * ends it.
 *
 * @param {{ path: string, statement: string, parameters: unknown[],
 *   port: import('node:worker_threads').MessagePort }} read
 */
export default async function readRows({ path, statement, parameters, port }) {
  const database = open(path);
  const reader = attend(port);
  try {
    let batch = [];
    for (const row of database.prepare(statement).iterate(...parameters)) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      port.postMessage(batch);
      batch = [];
      if (!(await reader.wantsMore())) return;
    }
    if (batch.length > 0) port.postMessage(batch);
    port.postMessage(null);
  } finally {
    database.close();
    port.close();
  }
}

/**
 * All rows of several statements, from one snapshot; or what the driver says, whose errors would lose
 * their code on the way to the other thread.
 *
 * @param {{ path: string, statements: [sql: string, parameters?: unknown[]][] }} read
 * @returns {{ results: unknown[][] } | { failure: { code: string, message: string } }}
 */
export function readTogether({ path, statements }) {
  /** @type {Database.Database | undefined} */
  let database;
  try {
    const opened = (database = open(path));
    opened.exec('BEGIN');
    return { results: statements.map((statement) => resultOf(opened, statement)) };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return { failure: { code: error.code, message: error.message } };
  } finally {
    database?.close();
  }
}

/**
 * @param {Database.Database} database
 * @param {[sql: string, parameters?: unknown[]]} statement
 * @returns {unknown[]}
 */
function resultOf(database, [sql, parameters = []]) {
  const statement = database.prepare(sql);
  if (statement.reader) return statement.all(...parameters);
  statement.run(...parameters);
  return [];
}

/** @param {string} path */
const open = (path) => new Database(path, { readonly: true, fileMustExist: true });

/**
 * What the other side of the port says: that it has taken a batch, or that it has left.
 *
 * @param {import('node:worker_threads').MessagePort} port
 */
function attend(port) {
  let taken = 0;
  let left = false;
  /** @type {(() => void) | undefined} */
  let wake;
  port.on('message', () => {
    taken += 1;
    wake?.();
  });
  port.on('close', () => {
    left = true;
    wake?.();
  });
  return {
    /** @returns {Promise<boolean>} whether there is somebody to read on for */
    async wantsMore() {
      while (taken === 0 && !left) {
        await new Promise((/** @type {(value?: undefined) => void} */ resolve) => (wake = resolve));
      }
      taken -= 1;
      return !left;
    },
  };
}

// @ts-check
import Database from 'better-sqlite3';

/** Rows of one message. */
const BATCH_ROWS = 200;

/**
 * Reads the rows of one statement in a thread and on a connection of its own, from one snapshot. A
 * batch is sent when the one before has been taken, and null at the end; a port that was closed
 * ends it.
 *
 * @param {{ path: string, statement: string, parameters: unknown[],
 *   port: import('node:worker_threads').MessagePort }} read
 */
export async function streamRows({ path, statement, parameters, port }) {
  const database = openReadonly(path);
  const reader = attend(port);
  try {
    let batch = [];
    for (const row of database.prepare(statement).iterate(...parameters)) {
      batch.push(row);
      if (batch.length < BATCH_ROWS) continue;
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

/** @param {string} path */
const openReadonly = (path) => new Database(path, { readonly: true, fileMustExist: true });

/**
 * @template T
 * @typedef {{ results: T } | { failure: { code: string, message: string } }} Outcome What was found,
 *   or what the driver says: its errors would lose their code on the way to the other thread.
 */

/**
 * All rows of several statements, from one snapshot. No statement begins after the deadline, when
 * nobody waits for it any more: a read may have waited for a thread until then.
 *
 * @param {{ path: string, deadline: number | null,
 *   statements: [sql: string, parameters?: unknown[]][] }} read
 * @returns {Outcome<unknown[][]>}
 */
export function readSnapshot({ path, statements, deadline }) {
  if (isOver(deadline)) return LATE;
  return withDatabase(path, { readonly: true }, (database) => {
    database.exec('BEGIN');
    return statements.map((statement) => (isOver(deadline) ? [] : resultOf(database, statement)));
  });
}

/** Characters of the statements that stay prepared, each of which takes about 25 bytes; the oldest go first. */
const MAX_PREPARED_LENGTH = 200_000;

/**
 * The connection of this thread for single SELECTs, and what they have prepared: to open one and to prepare
 * a search takes longer than most searches.
 *
 * @type {{ database: Database.Database, prepared: Map<string, Database.Statement> } | undefined}
 */
let kept;

/**
 * All rows of one SELECT, which is a snapshot by itself.
 *
 * @param {{ path: string, deadline: number, statement: [sql: string, parameters?: unknown[]] }} read
 * @returns {Outcome<unknown[]>}
 */
export function readStatement({ path, deadline, statement: [sql, parameters = []] }) {
  if (isOver(deadline)) return LATE;
  return outcomeOf(() => {
    kept ??= { database: openReadonly(path), prepared: new Map() };
    return prepare(kept, sql).all(...parameters);
  });
}

/**
 * @param {NonNullable<typeof kept>} connection
 * @param {string} sql
 */
function prepare({ database, prepared }, sql) {
  const known = prepared.get(sql);
  if (known) return known;
  const statement = database.prepare(sql);
  prepared.set(sql, statement);
  let length = [...prepared.keys()].reduce((sum, { length }) => sum + length, 0);
  for (const oldest of prepared.keys()) {
    if (length <= MAX_PREPARED_LENGTH) break;
    prepared.delete(oldest);
    length -= oldest.length;
  }
  return statement;
}

/** @param {number | null} deadline */
const isOver = (deadline) => deadline !== null && Date.now() > deadline;

const LATE = { failure: { code: 'SQLITE_BUSY', message: 'The deadline is over.' } };

/** Milliseconds that a statement waits for a lock of another connection. */
const BUSY_TIMEOUT_MS = 30_000;

/**
 * Runs statements one after the other; the rows of each. An integrity check says what it has found
 * before it meets what it cannot read.
 *
 * @param {{ path: string, statements: string[], readonly: boolean }} task
 * @returns {Outcome<unknown[][]>}
 */
export function runStatements({ path, statements, readonly }) {
  return withDatabase(path, { readonly, timeout: BUSY_TIMEOUT_MS }, (database) =>
    statements.map((sql) => {
      const statement = database.prepare(sql);
      if (statement.reader) return rowsUntilDamage(statement);
      statement.run();
      return [];
    }),
  );
}

/**
 * Copies what nobody is in the way of from the write-ahead log into the database; neither readers nor
 * writers wait for it.
 *
 * @param {{ path: string }} task
 * @returns {Outcome<unknown>} the row of the pragma
 */
export function checkpoint({ path }) {
  return withDatabase(path, {}, (database) =>
    database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get(),
  );
}

/**
 * @template T
 * @param {string} path
 * @param {Database.Options} options
 * @param {(database: Database.Database) => T} work
 * @returns {Outcome<T>}
 */
function withDatabase(path, options, work) {
  return outcomeOf(() => {
    const database = new Database(path, { ...options, fileMustExist: true });
    try {
      return work(database);
    } finally {
      database.close();
    }
  });
}

/**
 * @template T
 * @param {() => T} work
 * @returns {Outcome<T>}
 */
function outcomeOf(work) {
  try {
    return { results: work() };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return { failure: { code: error.code, message: error.message } };
  }
}

/** @param {Database.Statement} statement */
function rowsUntilDamage(statement) {
  /** @type {unknown[]} */
  const rows = [];
  try {
    for (const row of statement.iterate()) rows.push(row);
  } catch (error) {
    if (rows.length === 0 || !(error instanceof Database.SqliteError)) throw error;
    rows.push({ damage: error.message });
  }
  return rows;
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

import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { translateDriverError } from './database.errors.js';

export type Row = Readonly<Record<string, string | number | null>>;

// A worker is a file of its own, .ts under test and .js when built: text runs the same in both.
const SOURCE = `
const { workerData, parentPort } = require('node:worker_threads');
const { createRequire } = require('node:module');
const Database = createRequire(workerData.from)('better-sqlite3');
const db = new Database(workerData.path, { fileMustExist: true, timeout: 30000, readonly: workerData.readonly });
const rowsOf = (statement) => {
  const rows = [];
  try {
    for (const row of statement.iterate()) rows.push(row);
  } catch (error) {
    // An integrity check says what it has found before it meets what it cannot read.
    if (rows.length === 0) throw error;
    rows.push({ damage: error.message });
  }
  return rows;
};
try {
  parentPort.postMessage(workerData.statements.map((text) => {
    const statement = db.prepare(text);
    return statement.reader ? rowsOf(statement) : (statement.run(), []);
  }));
} catch (error) {
  // The driver's own errors do not survive the way to another thread.
  throw Object.assign(new Error(error.message), { code: error.code });
} finally {
  db.close();
}`;

/**
 * The driver is synchronous: runs long statements on a connection and a thread of their own.
 *
 * @throws DatabaseUnavailableError when the file is busy for 30 seconds, full, or out of reach
 */
export function runInThread(
  path: string,
  statements: readonly string[],
  readonly = false,
): Promise<Row[][]> {
  const { resolve } = createRequire(import.meta.url);
  return new Promise((done, fail) => {
    const worker = new Worker(SOURCE, {
      eval: true,
      workerData: { path, statements, readonly, from: resolve('better-sqlite3') },
    });
    worker.once('message', done);
    worker.once('error', (error) => {
      const failure = translateDriverError(error);
      fail(failure instanceof Error ? failure : error);
    });
  });
}

import { deserialize, serialize } from 'node:v8';
import Database from 'better-sqlite3';
import { translateDriverError } from '../database.errors.js';
import { changePrepared, runPrepared } from './prepared-statements.js';

/**
 * Values by keys, for a piece of work that has more of them than memory: what does not fit into a cache of a
 * few megabytes is in a file of the system's temporary folder, which has no name and goes with the process.
 */
export class Scratch {
  // The empty name is SQLite's for such a file.
  private readonly database = new Database('');

  constructor() {
    this.database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      CREATE TABLE kept (key TEXT PRIMARY KEY, value BLOB NOT NULL); BEGIN`);
  }

  get(key: string): unknown {
    const [row] = this.run(() => runPrepared(this.database, GET, [key])) as { value: Buffer }[];
    return row && deserialize(row.value);
  }

  /** @throws DatabaseUnavailableError when the disk is full */
  set(key: string, value: unknown): void {
    this.run(() => changePrepared(this.database, SET, [key, serialize(value)]));
  }

  close(): void {
    this.database.close();
  }

  private run<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translateDriverError(error);
    }
  }
}

const GET = 'SELECT value FROM kept WHERE key = ?';
const SET =
  'INSERT INTO kept (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';

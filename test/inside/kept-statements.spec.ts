/** @once only SQLite has threads whose statements stay prepared */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteThreads } from '../../src/database/sqlite/sqlite-threads.js';

describe('statements that stay prepared', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-statements-'));
  const path = join(folder, 'database.db');
  const threads = new SqliteThreads({ maxThreads: 1 });
  let database: Database.Database;

  beforeAll(() => {
    database = new Database(path);
    database.pragma('journal_mode = WAL');
    database.exec('CREATE TABLE counter (value integer); INSERT INTO counter VALUES (0)');
  });
  afterAll(async () => {
    await threads.close();
    database.close();
    rmSync(folder, { recursive: true });
  });

  const read = (sql: string, ...parameters: unknown[]) =>
    threads.run('readStatement', {
      path,
      deadline: Date.now() + 600_000,
      statement: [sql, parameters],
    });

  it('Each read sees what has been committed before it', async () => {
    for (let value = 1; value <= 3; value += 1) {
      database.exec('UPDATE counter SET value = value + 1');
      expect(await read('SELECT value FROM counter')).toEqual({ results: [{ value }] });
    }
  });

  it('Statements respond alike before and after so many others that they do not stay prepared', async () => {
    const long = (number: number) => `SELECT ${String(number)} + ? AS sum -- ${'x'.repeat(20_000)}`;
    for (let round = 0; round < 2; round += 1) {
      for (let number = 0; number < 20; number += 1) {
        expect(await read(long(number), round)).toEqual({ results: [{ sum: number + round }] });
      }
    }
    expect(await read(`SELECT 1 AS one -- ${'x'.repeat(300_000)}`)).toEqual({
      results: [{ one: 1 }],
    });
  });

  it('An error of the database is reported, and the next statement succeeds', async () => {
    expect(await read('SELECT missing FROM counter')).toMatchObject({
      failure: { code: 'SQLITE_ERROR', message: 'no such column: missing' },
    });
    expect(await read('SELECT 1 AS one')).toEqual({ results: [{ one: 1 }] });
  });

  it('After the deadline nothing is read', async () => {
    const late = { path, deadline: Date.now() - 1, statement: ['SELECT 1 AS one'] };
    expect(await threads.run('readStatement', late)).toMatchObject({
      failure: { code: 'SQLITE_BUSY' },
    });
  });
});

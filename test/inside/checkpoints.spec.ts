/** @once only SQLite has a write-ahead log that is copied into the database */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { loadConfiguration } from '../../src/config/configuration.js';
import { createDataSource, writerOptions } from '../../src/database/data-source-options.js';
import { GroupCommit } from '../../src/database/sqlite/group-commit.js';
import { SqliteCheckpoints } from '../../src/database/sqlite/sqlite-checkpoints.js';
import { SqliteTransaction } from '../../src/database/sqlite/sqlite-transaction.js';

/** More than the pages from which on the log is copied. */
const BYTES = 10 * 1024 * 1024;

/** The writes are this test's own, so that none comes between two others. */
describe('checkpoints', () => {
  const folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('The write-ahead log begins again although one write follows the other', async () => {
    const path = join(folder, 'database.db');
    const database = new Database(path);
    database.pragma('journal_mode = WAL');
    database.pragma('wal_autocheckpoint = 0');
    database.exec('CREATE TABLE counter (value integer); INSERT INTO counter VALUES (0)');
    const count = database.prepare('UPDATE counter SET value = value + 1');
    // How many logs there were before: https://www.sqlite.org/fileformat2.html#walformat
    const logs = () => readFileSync(`${path}-wal`).readUInt32BE(12);
    const checkpoints = new SqliteCheckpoints(path, () => database);
    try {
      database.exec(`CREATE TABLE large AS SELECT zeroblob(${String(BYTES)}) AS bytes`);
      let rest = checkpoints.committed();
      expect(rest).toBeUndefined();
      while (!rest) {
        count.run();
        rest = checkpoints.committed();
        await turn();
      }
      const before = logs();
      await rest;
      count.run();
      expect(logs()).toBe(before + 1);
    } finally {
      await checkpoints.close();
      database.close();
    }
  });

  it('A snapshot that needs the log keeps it, and nobody waits for the copy', async () => {
    const path = join(folder, 'snapshot.db');
    const database = new Database(path);
    database.pragma('journal_mode = WAL');
    database.pragma('wal_autocheckpoint = 0');
    database.exec('CREATE TABLE counter (value integer); INSERT INTO counter VALUES (0)');
    const reader = new Database(path, { readonly: true });
    const checkpoints = new SqliteCheckpoints(path, () => database);
    try {
      reader.exec('BEGIN');
      const value = reader.prepare('SELECT value FROM counter').pluck();
      expect(value.get()).toBe(0);
      for (let copies = 0; copies < 3; copies += 1) {
        database.exec(`CREATE TABLE large${String(copies)} AS SELECT zeroblob(${String(BYTES)})`);
        database.exec('UPDATE counter SET value = value + 1');
        expect(checkpoints.committed()).toBeUndefined();
        await checkpoints.close();
      }
      expect(value.get()).toBe(0);
    } finally {
      reader.close();
      database.close();
    }
    const copied = new Database(path, { readonly: true });
    expect(copied.prepare('SELECT value FROM counter').pluck().get()).toBe(3);
    copied.close();
  });

  it('The next group of writes waits for the copy', async () => {
    const url = `sqlite:${join(folder, 'group.db')}`;
    const configuration = loadConfiguration({ DATABASE_URL: url });
    const source = await createDataSource(writerOptions(configuration, [])).initialize();
    const order: string[] = [];
    let end = (): void => undefined;
    const copy = new Promise<void>((resolve) => (end = resolve));
    const group = new GroupCommit(
      new SqliteTransaction(source, 'BEGIN IMMEDIATE', 60),
      { committed: () => copy, failed: () => Promise.resolve() },
      60,
    );
    const write = (name: string) => group.add(() => Promise.resolve(order.push(name)), false);
    try {
      await write('one');
      const other = write('another');
      for (let turns = 0; turns < 20; turns += 1) await turn();
      order.push('end of the copy');
      end();
      await other;
      expect(order).toEqual(['one', 'end of the copy', 'another']);
    } finally {
      await source.destroy();
    }
  });
});

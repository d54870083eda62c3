import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../common/progress.js';
import type { Configuration } from '../../config/configuration.js';
import { DatabaseFiles, type Contents, type Space } from '../database-files.js';
import { carryOver } from '../carry-over.js';
import { migrate } from '../migrate.js';
import { copySnapshot, replaceContent } from './sqlite-copy.js';
import { SQLITE } from './sqlite-dialect.js';
import { type Row, runInThread } from './sqlite-threads.js';

/** Ordinary tables: neither SQLite's own nor the shadow tables of an index. */
const TABLES = `SELECT name FROM pragma_table_list
  WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`;

/** Truncating the log fails while somebody reads: attempts, and the time between them. */
const TRUNCATE_ATTEMPTS = 20;
const TRUNCATE_INTERVAL_MS = 100;

/** Ids go on where they were: one that was given is never given again. */
const CONTINUE_IDS = [
  `UPDATE main.sqlite_sequence SET seq = max(seq, coalesce(
     (SELECT max(given.seq) FROM present.sqlite_sequence AS given
      WHERE given.name = sqlite_sequence.name), 0))`,
  `INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM present.sqlite_sequence
   WHERE name NOT IN (SELECT name FROM main.sqlite_sequence)
     AND name IN (SELECT name FROM main.sqlite_master)`,
];

const INTEGRITY = 'PRAGMA integrity_check';
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const textOf = (row: Row) => String(Object.values(row)[0]);

export class SqliteFiles extends DatabaseFiles {
  readonly extension = '.db';
  readonly checksIntegrity = true;

  constructor(
    private readonly path: string,
    private readonly configuration: Configuration,
  ) {
    super();
  }

  async copyTo(file: string, progress?: Progress): Promise<void> {
    await copySnapshot(this.path, file, progress);
    // The copy inherits WAL mode; a backup has to be a single file.
    await runInThread(file, ['PRAGMA journal_mode = DELETE']);
  }

  async inspect(file: string): Promise<Contents> {
    const [tables = [], integrity = [], foreignKeys = []] = await runInThread(
      file,
      [TABLES, INTEGRITY, 'SELECT * FROM pragma_foreign_key_check'],
      true,
    );
    const names = tables.map(textOf);
    const counts = await runInThread(
      file,
      names.map((name) => `SELECT COUNT(*) FROM ${quoted(name)}`),
      true,
    );
    const history = names.includes('migrations')
      ? await runInThread(file, ['SELECT name FROM migrations ORDER BY id'], true)
      : [[]];
    return {
      errors: [
        ...integrity.map(textOf).filter((text) => text !== 'ok'),
        ...foreignKeys.map((row) => `${textOf(row)} references a row that does not exist`),
      ],
      rows: Object.fromEntries(
        names.map((name, at) => [name, Number(Object.values(counts[at]?.[0] ?? {})[0])]),
      ),
      migrations: (history[0] ?? []).map(textOf),
    };
  }

  async upgrade(file: string): Promise<void> {
    const address = { dialect: 'sqlite', path: file } as const;
    await migrate({ database: { ...this.configuration.database, address } });
    await runInThread(file, ['PRAGMA journal_mode = DELETE']);
  }

  /** `upgrade` has migrated the copy already. */
  upgradeReplaced(): Promise<void> {
    return Promise.resolve();
  }

  replaceBy(file: string, whileLocked: () => Promise<void>, progress?: Progress): Promise<void> {
    const prepare = async () => {
      await whileLocked();
      await this.carryOver(file);
    };
    return replaceContent(file, this.path, prepare, progress);
  }

  /** Into the copy that is about to replace the present state: so both become visible at once. */
  private async carryOver(file: string): Promise<void> {
    const [tables = []] = await runInThread(this.path, [TABLES], true);
    const replacement = { restored: 'main.', replaced: 'present.', tables: tables.map(textOf) };
    const statements = carryOver(SQLITE, replacement);
    if (statements.length === 0) return;
    await runInThread(file, [
      `ATTACH '${this.path.replaceAll("'", "''")}' AS present`,
      'BEGIN',
      ...statements,
      ...CONTINUE_IDS,
      'COMMIT',
    ]);
  }

  async integrityErrors(): Promise<string[]> {
    const [rows = []] = await runInThread(this.path, [INTEGRITY], true);
    return rows.map(textOf).filter((text) => text !== 'ok');
  }

  async space(): Promise<Space> {
    const [row = []] = await runInThread(
      this.path,
      [
        `SELECT page_count * page_size AS bytes, freelist_count * page_size AS free
         FROM pragma_page_count, pragma_page_size, pragma_freelist_count`,
      ],
      true,
    );
    return { bytes: Number(row[0]?.bytes), free_bytes: Number(row[0]?.free) };
  }

  async vacuum(): Promise<void> {
    await runInThread(this.path, ['VACUUM']);
    for (let attempt = 0; attempt < TRUNCATE_ATTEMPTS; attempt += 1) {
      // Without a timeout, since it would wait for readers while it holds the write lock.
      const [, [row] = []] = await runInThread(this.path, [
        'PRAGMA busy_timeout = 0',
        'PRAGMA wal_checkpoint(TRUNCATE)',
      ]);
      if (row?.busy === 0) return;
      await sleep(TRUNCATE_INTERVAL_MS);
    }
  }
}

import { migrations } from '../../migrations/index.js';
import { loadConfiguration, type Configuration } from '../../src/config/configuration.js';
import { createDataSource, writerOptions } from '../../src/database/data-source-options.js';
import { migrate } from '../../src/database/migrate.js';
import { entities } from '../../src/entities.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { rowsOf } from '../support/database-contents.js';
import { withSampleMigration } from '../support/sample-migration.js';
import { findOldSqlite } from '../support/sqlite-tools.js';

describe('migrations', () => {
  let database: TestDatabase;
  let configuration: Configuration;

  beforeEach(async () => {
    database = await createTestDatabase();
    configuration = loadConfiguration({ DATABASE_URL: database.url });
  });
  afterEach(() => database.drop());

  const open = () =>
    createDataSource({ ...writerOptions(configuration, entities), migrations }).initialize();

  const tables = async () => {
    const source = await open();
    try {
      const rows = await source.query<{ name: string }[]>(
        __DIALECT__ === 'sqlite'
          ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
          : "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
      );
      return rows.map(({ name }) => name).sort();
    } finally {
      await source.destroy();
    }
  };

  it('The migrations can be run, reverted and run again', async () => {
    const names = migrations.map(({ name }) => name);
    expect(await migrate(configuration)).toEqual(names);
    const up = await tables();
    expect(up).toEqual(expect.arrayContaining(['comments', 'issues', 'labels', 'users']));
    expect(await migrate(configuration)).toEqual([]);
    const source = await open();
    for (let undone = 0; undone < names.length; undone += 1) await source.undoLastMigration();
    await source.destroy();
    expect(
      (await tables()).filter((name) => !/^(migrations|typeorm_metadata)$/.test(name)),
    ).toEqual([]);
    expect(await migrate(configuration)).toEqual(names);
    expect(await tables()).toEqual(up);
  });

  it('Each migration is undone by its down', async () => {
    const source = await open();
    const columns = async () => {
      const rows = await source.query<{ name: string }[]>(
        __DIALECT__ === 'sqlite'
          ? `SELECT found.name || '.' || part.name AS name
             FROM sqlite_master found, pragma_table_info(found.name) part`
          : `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
             WHERE table_schema = 'public'`,
      );
      const own = /^(migrations|typeorm_metadata|sqlite_\w+)\./;
      return rows.map(({ name }) => name).filter((name) => !own.test(name));
    };
    try {
      const all = source.migrations.splice(0);
      const states: string[][] = [];
      for (const migration of all) {
        states.push((await columns()).sort());
        source.migrations.push(migration);
        await source.runMigrations();
      }
      for (const state of states.reverse()) {
        await source.undoLastMigration();
        expect((await columns()).sort()).toEqual(state);
      }
    } finally {
      await source.destroy();
    }
  });

  it('Only the migrations that a database lacks are run', async () => {
    await migrate(configuration);
    const before = await tables();
    await withSampleMigration(async () => {
      expect(await migrate(configuration)).toEqual(['Sample9000000000000']);
      expect(await tables()).toEqual([...before, 'sample'].sort());
      const source = await open();
      await source.undoLastMigration();
      await source.destroy();
      expect(await tables()).toEqual(before);
      expect(await migrate(configuration)).toEqual(['Sample9000000000000']);
    });
  });

  it('Events from before their previews were stored are cut in the timeline too', async () => {
    const old = createDataSource({
      ...writerOptions(configuration, []),
      migrations: migrations.slice(0, 1),
    });
    await old.initialize();
    await old.runMigrations();
    const from = 'é'.repeat(1_001);
    for (const details of [
      { from, to: 'new' },
      { from: 'old', to: 'new' },
    ]) {
      await old.query(
        `INSERT INTO issue_events (issue_id, event_type, issue_version, details, created_at)
         VALUES (1, 'updated', 1, '${JSON.stringify(details)}', '2026-01-01T00:00:00.000Z')`,
      );
    }
    await old.destroy();
    await migrate(configuration);
    const rows = await rowsOf(database.url, 'SELECT preview FROM issue_events ORDER BY id');
    expect(
      rows.map(({ preview }) => preview && (JSON.parse(preview as string) as unknown)),
    ).toEqual([{ from: from.slice(1), to: 'new', truncated: true }, null]);
    const change = rowsOf(database.url, "UPDATE issue_events SET preview = 'x' RETURNING id");
    const message = await change.catch((error: unknown) => String(error));
    expect(message).toContain('append-only');
  });

  it('The migrated schema matches the entities, and every table has one', async () => {
    await migrate(configuration);
    const source = await open();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
      const ofEntities = source.entityMetadatas.map(({ tableName }) => tableName).sort();
      const own = /^(migrations|typeorm_metadata|issue_search(_\w+)?)$/;
      expect((await tables()).filter((name) => !own.test(name))).toEqual(ofEntities);
    } finally {
      await source.destroy();
    }
  });

  if (__DIALECT__ === 'sqlite') {
    it('The SQLite of Debian 12 opens a migrated file', async () => {
      await migrate(configuration);
      const file = database.url.slice('sqlite:'.length);
      const schema = await rowsOf(database.url, "SELECT sql FROM sqlite_master WHERE sql <> ''");
      // Without an old SQLite installed this is all that can be checked: see .ci/run.
      for (const { sql } of schema) expect(sql).not.toMatch(/group_concat\([^()]*ORDER BY/i);
      const query = findOldSqlite();
      if (!query) return;
      expect(query(file, 'SELECT count(*) FROM issues')).toBe('0');
      const names = 'SELECT count(*) FROM sqlite_master WHERE sql IS NOT NULL';
      expect(Number(query(file, names))).toBe(schema.length);
    });
  }
});

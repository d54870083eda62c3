import { migrations } from '../../migrations/index.js';
import { loadConfiguration, type Configuration } from '../../src/config/configuration.js';
import { createDataSource, writerOptions } from '../../src/database/data-source-options.js';
import { migrate } from '../../src/database/migrate.js';
import { entities } from '../../src/entities.js';
import {
  createTestApp,
  createTestDatabase,
  type TestDatabase,
} from '../support/create-test-app.js';
import { rowsOf, tamper } from '../support/database-contents.js';
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

  describe('a database with one search document for each issue and its comments', () => {
    const INDEX = migrations.find(({ name }) => name.startsWith('SearchDocuments'));
    const AT = "'2026-01-01T00:00:00.000Z'";

    const comment = (id: number, issue: number, body: string) =>
      `INSERT INTO comments (id, issue_id, author_id, body, version, created_at, updated_at)
       VALUES (${String(id)}, ${String(issue)}, 1, '${body}', 1, ${AT}, ${AT})`;

    /** Of the version before, with issues 1 to 600, of which the first has two comments. */
    const openBefore = async () => {
      const before = migrations.slice(0, INDEX ? migrations.indexOf(INDEX) : 0);
      const source = createDataSource({ ...writerOptions(configuration, []), migrations: before });
      await source.initialize();
      await source.runMigrations({ transaction: 'each' });
      await source.query(`INSERT INTO users (id, username, username_key, email, email_key, active,
          version, created_at, updated_at)
        VALUES (1, 'ann', 'ann', 'ann@x.example', 'ann@x.example', true, 1, ${AT}, ${AT})`);
      await source.query(`WITH RECURSIVE numbers (id) AS
          (SELECT 1 UNION ALL SELECT id + 1 FROM numbers WHERE id < 600)
        INSERT INTO issues (id, title, description, status, priority, comments_count, version,
          created_at, updated_at)
        SELECT id, 'title ' || id, 'oldest', 'open', 'low', CASE id WHEN 1 THEN 2 ELSE 0 END, 1,
          ${AT}, ${AT} FROM numbers`);
      await source.query(comment(1, 1, 'crimson'));
      await source.query(comment(2, 1, 'panda'));
      return source;
    };

    const expectSearches = async (searches: Readonly<Record<string, number[]>>) => {
      const tracker = await createTestApp({ DATABASE_URL: database.url });
      try {
        for (const [q, ids] of Object.entries(searches)) {
          const { body } = await tracker.http.get(`/issues?q=${encodeURIComponent(q)}`).expect(200);
          expect([q, (body.items as { id: number }[]).map(({ id }) => id)]).toEqual([q, ids]);
        }
        const health = await tracker.http.get('/maintenance/health').expect(200);
        expect(
          (health.body.checks as { name: string; faults: number }[]).filter(
            ({ name, faults }) => name.startsWith('search index') && faults > 0,
          ),
        ).toEqual([]);
      } finally {
        await tracker.close();
      }
    };

    it('A migrated search index has a document for each issue and each comment, and follows changes', async () => {
      const old = await openBefore();
      await old.destroy();
      await migrate(configuration);
      await expectSearches({
        'panda title crimson': [1],
        '"title 600" oldest': [600],
        '"crimson panda"': [],
      });
      await tamper(
        database.url,
        "UPDATE comments SET body = 'scarlet' WHERE id = 1",
        'DELETE FROM comments WHERE id = 2',
        comment(3, 600, 'newest'),
        "UPDATE issues SET title = 'renamed' WHERE id = 2",
      );
      await expectSearches({
        'title scarlet': [1],
        crimson: [],
        panda: [],
        newest: [600],
        renamed: [2],
        '"title 2"': [],
      });
    });

    it('A migration of the search index that was interrupted is repeated, with what was written meanwhile', async () => {
      const old = await openBefore();
      const runner = old.createQueryRunner();
      const query = runner.query.bind(runner) as (...sent: unknown[]) => Promise<unknown>;
      let stored = 0;
      Object.assign(runner, {
        query: (...sent: unknown[]) =>
          // The documents of the comments, of the second batch where there are several.
          String(sent[0]).includes('body FROM comments') &&
          (stored += 1) === (__DIALECT__ === 'sqlite' ? 1 : 2)
            ? Promise.reject(new Error('interrupted'))
            : query(...sent),
      });
      await runner.startTransaction();
      const interrupted = INDEX ? new INDEX().up(runner) : Promise.resolve();
      await expect(interrupted).rejects.toThrow('interrupted');
      await runner.rollbackTransaction();
      await runner.release();
      await old.query(comment(3, 600, 'meanwhile'));
      await old.query("UPDATE comments SET body = 'scarlet' WHERE id = 1");
      await old.query('DELETE FROM comments WHERE id = 2');
      await old.query("UPDATE issues SET title = 'renamed' WHERE id = 2");
      await old.query('DELETE FROM issues WHERE id = 3');
      await old.destroy();
      await migrate(configuration);
      await expectSearches({
        'title scarlet': [1],
        crimson: [],
        panda: [],
        'meanwhile title': [600],
        renamed: [2],
        '"title 2"': [],
        '"title 3"': [],
        '"title 599"': [599],
      });
    });
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

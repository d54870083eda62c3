import { migrations } from '../../migrations/index.js';
import { loadConfiguration, type Configuration } from '../../src/config/configuration.js';
import { createDataSource, writerOptions } from '../../src/database/data-source-options.js';
import { migrate } from '../../src/database/migrate.js';
import { entities } from '../../src/entities.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';

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

  it('go up, down and up again', async () => {
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

  it('leave nothing between the schema and the entities', async () => {
    await migrate(configuration);
    const source = await open();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await source.destroy();
    }
  });
});

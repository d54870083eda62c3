import { migrations } from '../../migrations/index.js';
import { loadConfiguration } from '../../src/config/configuration.js';
import { createDataSource, writerOptions } from '../../src/database/data-source-options.js';
import { createLoadedDatabase } from '../support/loaded-database.js';

/** Migrations that are undone before `migrate`: the server that writes meanwhile does not need them. */
const UNDONE = ['CreatedBy', 'SearchDocuments'];

describe('upkeep killed under load', () => {
  let database: Awaited<ReturnType<typeof createLoadedDatabase>>;

  beforeAll(async () => {
    database = await createLoadedDatabase(7);
  });
  afterAll(() => database.drop());

  const nothingIsLost = async (ids: number[]) => {
    expect(await database.missing(ids)).toEqual([]);
  };

  const undoMigrations = async () => {
    const configuration = loadConfiguration({ DATABASE_URL: database.url });
    const source = createDataSource({ ...writerOptions(configuration, []), migrations });
    await source.initialize();
    const runner = source.createQueryRunner();
    for (const migration of source.migrations) {
      const name = migration.name ?? '';
      if (!UNDONE.some((undone) => name.startsWith(undone))) continue;
      await runner.startTransaction();
      await migration.down(runner);
      await runner.query(`DELETE FROM migrations WHERE name = '${name}'`);
      await runner.commitTransaction();
    }
    await runner.release();
    await source.destroy();
  };

  it('A vacuum killed under load loses no acknowledged write', async () => {
    await database.killRepeatedly(['vacuum'], { check: nothingIsLost });
  });

  it('A migration killed under load loses no acknowledged write, and can be run again', async () => {
    await database.killRepeatedly(['migrate'], {
      before: undoMigrations,
      check: async (ids) => {
        await nothingIsLost(ids);
        expect(await database.run(['migrate'])).toBe(0);
      },
    });
  });
});

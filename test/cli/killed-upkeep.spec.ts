import { migrations } from '../../migrations/index.js';
import { loadConfiguration } from '../../src/config/configuration.js';
import { createDataSource, writerOptions } from '../../src/database/data-source-options.js';
import { createLoadedDatabase } from '../support/loaded-database.js';

/** Migrations that are undone before `migrate`: the server that writes meanwhile does not need them. */
const UNDONE = 2;

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
    for (let undone = 0; undone < UNDONE; undone += 1) await source.undoLastMigration();
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

import { createLoadedDatabase } from '../support/loaded-database.js';
import { backupsArePossible } from '../support/postgres-tools.js';

const possible = await backupsArePossible();

describe('replacements killed under load', () => {
  let database: Awaited<ReturnType<typeof createLoadedDatabase>>;

  beforeAll(async () => {
    database = await createLoadedDatabase(8);
  });
  afterAll(() => database.drop());

  if (possible)
    it('A restore killed under load has replaced everything or nothing, and its backup has the rest', async () => {
      const [base = ''] = await database.backupFiles();
      await database.killRepeatedly(['restore', base, '--yes'], {
        check: async (ids) => {
          const gone = await database.findReplaced(ids);
          if (gone.length === 0) return;
          const previous = (await database.backupFiles()).at(-1) ?? '';
          expect(await database.run(['restore', previous, '--yes'])).toBe(0);
          expect(await database.missing(gone)).toEqual([]);
        },
      });
    });

  it('A reset killed under load has replaced everything or nothing', async () => {
    await database.killRepeatedly(['reset', '--yes'], {
      check: async (ids) => {
        await database.findReplaced(ids);
      },
    });
  });
});

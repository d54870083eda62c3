import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOST_ID } from '../../src/common/host-id.js';
import { createOperatedDatabase, ISSUES } from '../support/operated-database.js';
import { backupsArePossible } from '../support/postgres-tools.js';

const possible = await backupsArePossible();

describe('killed backups and restores', () => {
  let database: Awaited<ReturnType<typeof createOperatedDatabase>>;

  beforeAll(async () => {
    database = await createOperatedDatabase();
  });
  afterAll(() => database.drop());

  it('A killed backup or restore leaves a consistent database and no unfinished backup', async () => {
    const { run, killRepeatedly } = database;
    const [base = ''] = await database.backupFiles();
    if (possible) {
      await killRepeatedly(['backup'], (before, after) => {
        expect(after).toBe(before);
      });
      await killRepeatedly(['restore', base, '--yes'], (before, after) => {
        expect([before, ISSUES]).toContain(after);
      });
      expect(await run(['backup'])).toBe(0);
    }
    expect(await run(['health'])).toBe(0);
    expect((await database.files()).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  if (possible)
    it('The next backup removes what a killed one left behind', async () => {
      const { backups, run } = database;
      const orphan = 'backup-2020-01-01T00-00-00-000Z.db.manifest.json';
      await writeFile(join(backups, orphan), '{}');
      // No process has this number: it is beyond the largest that there can be.
      const dead = `.backup-${HOST_ID}-99999999-1.partial`;
      await writeFile(join(backups, dead), 'half');
      await writeFile(join(backups, `${dead}-journal`), 'half');
      // Of another container: whether its process is still running cannot be seen from here.
      const elsewhere = '.backup-0123456789abcdef-99999999-1.partial';
      const forgotten = '.backup-0123456789abcdef-99999999-2.partial';
      await writeFile(join(backups, elsewhere), 'half');
      await writeFile(join(backups, forgotten), 'half');
      await utimes(join(backups, forgotten), new Date('2020-01-01'), new Date('2020-01-01'));
      expect(await run(['backup'])).toBe(0);
      const hidden = async () =>
        (await readdir(backups)).filter((name) => name.startsWith('.') || name === orphan);
      expect((await hidden()).sort()).toEqual([elsewhere, orphan]);
      await rm(join(backups, elsewhere));
      expect(await run(['backup'])).toBe(0);
      expect(await hidden()).toEqual([]);
    });
});

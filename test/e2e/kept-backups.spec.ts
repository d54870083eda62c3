import { readdir } from 'node:fs/promises';
import { BackupStore } from '../../src/maintenance/backups/backup-store.js';
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { describeWithBackups } from '../support/postgres-tools.js';

const KEPT = 10;

(await describeWithBackups())('backups made by requests', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  const post = () => tracker.http.post('/maintenance/backups');
  const backups = () => tracker.app.get(BackupsService);

  it('The newest ten backups made by requests are kept, and all made by operators', async () => {
    const { name } = await backups().create();
    const made: string[] = [];
    for (let number = 0; number < KEPT + 2; number += 1) {
      made.push(((await post().expect(201)).body as { name: string }).name);
    }
    const names = (await backups().list()).map((listed) => listed.name);
    expect(names).toEqual([...made.slice(2).reverse(), name]);
  });

  it('A backup is refused when space runs short, and says how much it needs', async () => {
    const store = tracker.app.get(BackupStore);
    store.freeBytes = () => Promise.resolve(1_000);
    await expect(backups().createOnRequest()).rejects.toMatchObject({
      code: 'BACKUP_SPACE_SHORT',
      kind: 'unavailable',
      message: expect.stringMatching(/needs up to \d+ bytes in .*, where 1000 are free/),
    });
    expect(await readdir(tracker.backups)).toEqual([]);
  });
});

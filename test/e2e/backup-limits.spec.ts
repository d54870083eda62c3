/** @workers one backup at a time is one of all processes */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOST_ID } from '../../src/common/host-id.js';
import { BackupStore } from '../../src/maintenance/backups/backup-store.js';
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { describeWithBackups } from '../support/postgres-tools.js';
import { expectProblem } from '../support/problem.js';

const KEPT = 10;
const LOCK = '.backup.lock';

(await describeWithBackups())('limits of backups', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  const post = () => tracker.http.post('/maintenance/backups');
  const backups = () => tracker.app.get(BackupsService);
  const hidden = async () =>
    (await readdir(tracker.backups)).filter((name) => name.startsWith('.'));

  it('Of twenty requests at once for a backup those beside the first are 503', async () => {
    const responses = await Promise.all(Array.from({ length: 20 }, () => post()));
    const made = responses.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    for (const response of responses.filter(({ status }) => status !== 201)) {
      expectProblem(response, 503, 'BACKUP_RUNNING');
      expect(response.headers['retry-after']).toBeDefined();
    }
    expect(await backups().list()).toHaveLength(made.length);
    expect(await hidden()).toEqual([]);
    await post().expect(201);
  });

  it('A request for a backup is refused while another process makes one, until that is dead', async () => {
    await post().expect(201);
    const running = `.lock-${HOST_ID}-${String(process.ppid)}-1.partial`;
    await writeFile(join(tracker.backups, LOCK), running);
    expectProblem(await post(), 503, 'BACKUP_RUNNING');
    // No process has this number: it is beyond the largest that there can be.
    await writeFile(join(tracker.backups, LOCK), `.lock-${HOST_ID}-99999999-1.partial`);
    await post().expect(201);
    expect(await hidden()).toEqual([]);
  });

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

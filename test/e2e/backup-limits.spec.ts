/** @workers one backup at a time is one of all processes */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOST_ID } from '../../src/common/host-id.js';
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { describeWithBackups } from '../support/postgres-tools.js';
import { expectProblem } from '../support/problem.js';

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
});

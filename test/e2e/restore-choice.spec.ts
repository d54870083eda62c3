import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue } from '../support/factories.js';
import { describeWithBackups } from '../support/postgres-tools.js';

(await describeWithBackups())('which backup is restored', () => {
  let tracker: TestApp;
  let backups: BackupsService;

  beforeEach(async () => {
    tracker = await createTestApp();
    backups = tracker.app.get(BackupsService);
  });
  afterEach(() => tracker.close());

  it('A restore without a name takes the newest backup that no restore has made', async () => {
    await expect(backups.restore()).rejects.toThrow('There is no backup');
    const { name } = await backups.create();
    const { id } = await createIssue(tracker, { title: 'After the backup' });
    const first = await backups.restore();
    expect(first.restored).toBe(name);
    await tracker.http.get(`/issues/${String(id)}`).expect(404);
    // A second one does not undo the first one.
    const second = await backups.restore();
    expect(second.restored).toBe(name);
    // Who names what a restore has made gets it.
    await backups.restore(first.previous);
    await tracker.http.get(`/issues/${String(id)}`).expect(200);
  });

  it('The list of backups says who made each of them', async () => {
    const { name } = await backups.create();
    const { previous } = await backups.restore();
    const requested = await tracker.http.post('/maintenance/backups').expect(201);
    const { body } = await tracker.http.get('/maintenance/backups').expect(200);
    expect(body).toMatchObject([
      { name: requested.body.name, made_by: 'request' },
      { name: previous, made_by: 'restore' },
      { name, made_by: 'operator' },
    ]);
  });

  it('A backup of the other kind of database is refused, and never the newest', async () => {
    const manifest = await backups.create();
    const [extension, dialect] = __DIALECT__ === 'sqlite' ? ['dump', 'postgres'] : ['db', 'sqlite'];
    const other = `backup-2999-01-01T00-00-00-000Z.${extension}`;
    await writeFile(join(tracker.backups, other), '');
    const text = JSON.stringify({ ...manifest, name: other, dialect });
    await writeFile(join(tracker.backups, `${other}.manifest.json`), text);
    expect((await backups.find()).name).toBe(manifest.name);
    await expect(backups.restore(other)).rejects.toThrow(`it is a backup of ${dialect}`);
    expect((await backups.restore()).restored).toBe(manifest.name);
  });
});

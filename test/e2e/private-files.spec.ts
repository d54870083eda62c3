import { access, chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadConfiguration } from '../../src/config/configuration.js';
import { migrate } from '../../src/database/migrate.js';
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createMigratedDatabase } from '../support/databases.js';
import { describeWithBackups } from '../support/postgres-tools.js';

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

const describeBackups = await describeWithBackups();

describeBackups('the modes of files', () => {
  let parent: string;
  let folder: string;
  let tracker: TestApp;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'backup-limits-'));
    folder = join(parent, 'made', 'backups');
    tracker = await createTestApp({ BACKUP_DIR: folder });
  });
  afterEach(async () => {
    await tracker.close();
    await rm(parent, { recursive: true });
  });

  const post = () => tracker.http.post('/maintenance/backups');
  const backups = () => tracker.app.get(BackupsService);

  it('Backups and what a restore copies are readable only by the user of the server', async () => {
    const { body } = await post().expect(201);
    const { name } = await backups().create();
    for (const file of await readdir(folder)) {
      expect([file, await modeOf(join(folder, file))]).toEqual([file, '600']);
    }
    expect(await modeOf(folder)).toBe('700');
    expect(await modeOf(dirname(folder))).toBe('700');
    await chmod(join(folder, name), 0o644);
    const { previous } = await backups().restore(name);
    expect(await modeOf(join(folder, previous))).toBe('600');
    await access(join(folder, (body as { name: string }).name));
  });

  if (__DIALECT__ === 'sqlite')
    it('The files of the database are readable only by the user of the server', async () => {
      const database = await createMigratedDatabase();
      const file = database.url.slice('sqlite:'.length);
      await chmod(file, 0o644);
      const other = await createTestApp({ DATABASE_URL: database.url });
      await other.http.post('/issues').send({ title: 'Private' }).expect(201);
      for (const ending of ['', '-wal', '-shm']) expect(await modeOf(file + ending)).toBe('600');
      await other.close();
      await database.drop();
      const fresh = join(parent, 'data', 'new.db');
      await migrate(loadConfiguration({ DATABASE_URL: `sqlite:${fresh}` }));
      expect(await modeOf(fresh)).toBe('600');
      expect(await modeOf(dirname(fresh))).toBe('700');
    });
});

import { loadConfiguration } from '../../src/config/configuration.js';
import { migrate } from '../../src/database/migrate.js';
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { rowsOf } from '../support/database-contents.js';
import { createIssue, getIssue } from '../support/factories.js';
import { describeWithBackups } from '../support/postgres-tools.js';
import { withSampleMigration } from '../support/sample-migration.js';

(await describeWithBackups())('backups of other schemas', () => {
  let tracker: TestApp;
  let backups: BackupsService;

  beforeAll(async () => {
    tracker = await createTestApp();
    backups = tracker.app.get(BackupsService);
  });
  afterAll(() => tracker.close());

  const health = async () => (await tracker.http.get('/maintenance/health').expect(200)).body;

  it('A backup of an older schema is migrated after it is restored', async () => {
    const { id } = await createIssue(tracker, { title: 'From before' });
    const { name } = await backups.create();
    await withSampleMigration(async () => {
      const restored = await backups.restore(name);
      expect(restored.migrations).toEqual(['Sample9000000000000']);
      expect(await rowsOf(tracker.databaseUrl, 'SELECT * FROM sample')).toEqual([]);
      expect(await getIssue(tracker, id)).toMatchObject({ title: 'From before' });
      expect(await health()).toMatchObject({ healthy: true });
    });
    expect((await backups.restore(name)).migrations).toEqual([]);
  });

  it('A backup of a newer schema is not restored', async () => {
    const present = await backups.create();
    const configuration = loadConfiguration({ DATABASE_URL: tracker.databaseUrl });
    await withSampleMigration(() => migrate(configuration));
    const { name } = await backups.create();
    await backups.restore(present.name);
    await expect(backups.restore(name)).rejects.toThrow(
      /newer than this program \(Sample9000000000000\)/,
    );
    expect(await health()).toMatchObject({ healthy: true });
  });
});

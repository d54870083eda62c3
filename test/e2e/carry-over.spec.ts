import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { ResetService } from '../../src/maintenance/sample-data/reset.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { rowsOf, tamper } from '../support/database-contents.js';
import { createIssue, getIssue } from '../support/factories.js';
import { backupsArePossible } from '../support/postgres-tools.js';

const possible = await backupsArePossible();

describe('versions after a restore', () => {
  let folder: string;
  let tracker: TestApp;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carry-over-'));
  });
  afterEach(async () => {
    await tracker.close();
    await rm(folder, { recursive: true });
  });

  const start = async (env: Record<string, string> = {}) => {
    tracker = await createTestApp({ BACKUP_DIR: folder, ...env });
  };
  const backup = async () => (await tracker.app.get(BackupsService).create()).name;
  const restore = async (name: string) => {
    const { previous } = await tracker.app.get(BackupsService).restore(name);
    return previous;
  };
  const reset = () => tracker.app.get(ResetService).reset();
  const change = async (id: number, title: string) => {
    const { body } = await tracker.http
      .patch(`/issues/${String(id)}`)
      .set('If-Match', '*')
      .send({ title })
      .expect(200);
    return body.version as number;
  };
  const isHealthy = async () => {
    const { body } = await tracker.http.get('/maintenance/health').expect(200);
    expect(body).toMatchObject({ healthy: true });
  };
  /** Sends the version as a client does that has read it before. */
  const write = (id: number, version: number) =>
    tracker.http
      .patch(`/issues/${String(id)}`)
      .set('If-Match', `"${String(version)}"`)
      .send({ title: 'By a client that has read another state' });

  if (possible) {
    it('An If-Match from before a restore never matches another state', async () => {
      await start();
      const { id } = await createIssue(tracker);
      const unchanged = await createIssue(tracker);
      const name = await backup();
      const seen = await change(id, 'Overwritten by the restore');
      const later = await createIssue(tracker);
      await restore(name);
      expect((await getIssue(tracker, unchanged.id)).version).toBe(unchanged.version);
      expect((await write(id, seen)).status).toBe(412);
      expect(await change(id, 'After the restore')).toBeGreaterThan(seen + 1);
      for (let version = 1; version <= seen; version += 1) {
        expect((await write(id, version)).status).toBe(412);
      }
      expect((await createIssue(tracker)).id).toBeGreaterThan(later.id);
      await isHealthy();
    });

    it('A version of an issue purged before a restore is never given again', async () => {
      await start();
      const { id } = await createIssue(tracker);
      const name = await backup();
      await change(id, 'Second');
      const seen = await change(id, 'Third');
      await tamper(tracker.databaseUrl, `DELETE FROM issues WHERE id = ${String(id)}`);
      await tamper(tracker.databaseUrl, 'DELETE FROM issue_events');
      await restore(name);
      expect((await getIssue(tracker, id)).version).toBeGreaterThan(seen);
      await isHealthy();
    });

    it('A state that was replaced twice still has versions of its own', async () => {
      await start();
      const first = await backup();
      const { id } = await createIssue(tracker);
      const second = await backup();
      const seen = await change(id, 'Changed');
      await restore(first);
      await restore(second);
      expect((await getIssue(tracker, id)).version).toBeGreaterThan(seen);
    });
  }

  it('Issues after a reset have ids and versions that no client has seen', async () => {
    await start();
    const { id } = await createIssue(tracker);
    const seen = await change(id, 'Gone with the reset');
    const last = await createIssue(tracker);
    await reset();
    const { body } = await tracker.http.get('/issues?sort=id').expect(200);
    for (const issue of body.items as { id: number; version: number }[]) {
      expect(issue.version).toBeGreaterThan(seen);
    }
    expect((await write(id, seen)).status).toBe(412);
    expect((await createIssue(tracker)).id).toBeGreaterThan(last.id);
    expect(await rowsOf(tracker.databaseUrl, 'SELECT MIN(id) AS id FROM issues')).toEqual([
      { id: 1 },
    ]);
    await isHealthy();
  });
});

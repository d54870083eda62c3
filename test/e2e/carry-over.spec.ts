/** @workers a restore replaces the database while other processes use it */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TokensService } from '../../src/auth/tokens.service.js';
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { ResetService } from '../../src/maintenance/sample-data/reset.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { rowsOf, tamper } from '../support/database-contents.js';
import { createIssue, createUser, getIssue } from '../support/factories.js';
import { backupsArePossible } from '../support/postgres-tools.js';
import { addUser, createToken, withToken } from '../support/tokens.js';
import { until } from '../support/until.js';

const possible = await backupsArePossible();

describe('what is carried over', () => {
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
  const isActive = async (id: number) =>
    (await tracker.http.get(`/users/${String(id)}`).expect(200)).body.active as boolean;

  /** Sends the version as a client does that has read it before. */
  const write = (id: number, version: number) =>
    tracker.http
      .patch(`/issues/${String(id)}`)
      .set('If-Match', `"${String(version)}"`)
      .send({ title: 'By a client that has read another state' });

  if (possible) {
    it('A token revoked and a user deactivated after a backup stay so when it is restored', async () => {
      await start({ AUTH_MODE: 'token' });
      await addUser(tracker, 'root');
      const leaver = await addUser(tracker, 'leaver');
      const admin = await createToken(tracker, 'root', 'admin');
      const stolen = await createToken(tracker, 'root', 'write');
      const theirs = await createToken(tracker, 'leaver', 'write');
      const name = await backup();
      await tracker.app.get(TokensService).revoke(stolen.id);
      const asAdmin = withToken(tracker, admin.token);
      await asAdmin
        .patch(`/users/${String(leaver)}`)
        .send({ active: false })
        .expect(200);
      await restore(name);
      const statusOf = async (token: string) =>
        (await withToken(tracker, token).get('/issues')).status;
      await until(async () => (await statusOf(stolen.token)) === 401);
      await until(async () => (await statusOf(theirs.token)) === 401);
      expect(await statusOf(admin.token)).toBe(200);
      expect((await asAdmin.get(`/users/${String(leaver)}`)).body).toMatchObject({ active: false });
    });

    it('A revocation and a deactivation survive a reset and an older backup in between', async () => {
      await start();
      const empty = await backup();
      const leaver = await createUser(tracker, { username: 'leaver' });
      const token = await createToken(tracker, 'leaver', 'write');
      const valid = await backup();
      await tracker.app.get(TokensService).revoke(token.id);
      await tracker.http
        .patch(`/users/${String(leaver)}`)
        .send({ active: false })
        .expect(200);
      const isRefused = async () => {
        const [record] = await tracker.app.get(TokensService).list();
        expect(record?.revokedAt).not.toBeNull();
        expect(await isActive(leaver)).toBe(false);
      };
      await restore(empty);
      await restore(valid);
      await isRefused();
      await reset();
      await restore(valid);
      await isRefused();
      await isHealthy();
    });

    it('A user activated again after a backup is not deactivated by older notes', async () => {
      await start();
      const user = await createUser(tracker);
      const name = await backup();
      const activate = (active: boolean) =>
        tracker.http
          .patch(`/users/${String(user)}`)
          .send({ active })
          .expect(200);
      await activate(false);
      await restore(name);
      expect(await isActive(user)).toBe(false);
      await activate(true);
      await restore(name);
      expect(await isActive(user)).toBe(true);
    });

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

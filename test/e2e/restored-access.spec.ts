/** @workers a restore replaces the database while other processes use it */
import { TokensService } from '../../src/auth/tokens.service.js';
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { ResetService } from '../../src/maintenance/sample-data/reset.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser } from '../support/factories.js';
import { describeWithBackups } from '../support/postgres-tools.js';
import { addUser, createToken, withToken } from '../support/tokens.js';
import { until } from '../support/until.js';

const describeBackups = await describeWithBackups();

describeBackups('access after a restore', () => {
  let tracker: TestApp;

  afterEach(() => tracker.close());

  const start = async (env: Record<string, string> = {}) => {
    tracker = await createTestApp(env);
  };
  const backup = async () => (await tracker.app.get(BackupsService).create()).name;
  const restore = async (name: string) => {
    const { previous } = await tracker.app.get(BackupsService).restore(name);
    return previous;
  };
  const reset = () => tracker.app.get(ResetService).reset();
  const isHealthy = async () => {
    const { body } = await tracker.http.get('/maintenance/health').expect(200);
    expect(body).toMatchObject({ healthy: true });
  };
  const isActive = async (id: number) =>
    (await tracker.http.get(`/users/${String(id)}`).expect(200)).body.active as boolean;

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
});

import {
  createMigratedDatabase,
  createTestApp,
  type TestApp,
  type TestDatabase,
} from '../support/create-test-app.js';
import { tamper } from '../support/database-contents.js';
import { expectProblem } from '../support/problem.js';
import { addUser, createToken, withToken } from '../support/tokens.js';

describe('the last admin', () => {
  let tracker: TestApp;

  let database: TestDatabase;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    const { url, adminUrl } = database;
    if (__DIALECT__ === 'postgres') {
      // A deadlock is not resolved: whoever is part of one is not served in time.
      const direct = adminUrl ?? url;
      const name = new URL(direct).pathname.slice(1);
      await tamper(direct, `ALTER DATABASE ${name} SET deadlock_timeout = '1h'`);
    }
    const env = { DATABASE_URL: url, ...(adminUrl && { DATABASE_ADMIN_URL: adminUrl }) };
    tracker = await createTestApp({ AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '0', ...env });
  });
  afterEach(async () => {
    await tracker.close();
    await database.drop();
  });

  it('The last user with a valid admin token cannot be deactivated', async () => {
    const ann = await addUser(tracker, 'ann');
    await addUser(tracker, 'ben');
    await createToken(tracker, 'ben', 'write');
    const admin = withToken(tracker, (await createToken(tracker, 'ann', 'admin')).token);
    const path = `/users/${String(ann)}`;
    const refused = await admin.patch(path).send({ active: false, full_name: 'Ann A' });
    expect(expectProblem(refused, 409, 'LAST_ADMIN').errors).toMatchObject([
      { pointer: '/active', code: 'last_admin' },
    ]);
    expect((await admin.get(path)).body).toMatchObject({ active: true, full_name: null });
    await createToken(tracker, 'ben', 'admin');
    await admin.patch(path).send({ active: false }).expect(200);
  });

  it('Of admins who deactivate each other at once one stays', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `admin${String(index)}`);
    const ids: number[] = [];
    for (const name of names) ids.push(await addUser(tracker, name));
    const tokens: string[] = [];
    for (const name of names) tokens.push((await createToken(tracker, name, 'admin')).token);
    const clients = tokens.map((token) => withToken(tracker, token));
    await Promise.all(clients.map((client) => client.get('/users').expect(200)));
    const responses = await Promise.all(
      ids.flatMap((id) =>
        clients.map((client) => client.patch(`/users/${String(id)}`).send({ active: false })),
      ),
    );
    const statuses = new Set(responses.map(({ status }) => status));
    expect([...statuses].filter((status) => ![200, 401, 409].includes(status))).toEqual([]);
    const { body } = await tracker.http
      .get('/users')
      .set('Authorization', `Bearer ${await survivingToken()}`);
    expect(body.filter(({ active }: { active: boolean }) => active)).toHaveLength(1);

    async function survivingToken() {
      for (const token of tokens) {
        const response = await tracker.http.get('/users').set('Authorization', `Bearer ${token}`);
        if (response.status === 200) return token;
      }
      throw new Error('Every admin is deactivated.');
    }
  });
});

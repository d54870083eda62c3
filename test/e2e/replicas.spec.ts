import pg from 'pg';
import { loadConfiguration } from '../../src/config/configuration.js';
import { createMigratedDatabase, createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';
import {
  createInterruptibleProxy,
  type InterruptibleProxy,
} from '../support/interruptible-proxy.js';
import { expectProblem } from '../support/problem.js';
import { addUser, createToken, withToken } from '../support/tokens.js';
import { until } from '../support/until.js';

/**
 * An independent database stands for a replica that lags behind: a label that only it has shows that
 * it was read.
 */
const suite = __DIALECT__ === 'postgres' ? describe : () => undefined;

suite('replicas', () => {
  let tracker: TestApp;
  let proxy: InterruptibleProxy;
  let replicaUrl: string;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    const replica = await createMigratedDatabase();
    replicaUrl = replica.url;
    drop = () => replica.drop();
    await change(
      "INSERT INTO labels (name, name_key, color, created_at, updated_at, version) VALUES ('of the replica', 'of the replica', '#ffffff', now(), now(), 1)",
    );
    proxy = await createInterruptibleProxy(replicaUrl);
    tracker = await createTestApp({ DATABASE_REPLICA_URLS: proxy.url });
    await untilRead('replica');
  });
  afterEach(async () => {
    await tracker.close();
    await proxy.interrupt().catch(() => undefined);
    await drop();
  });

  async function change(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: replicaUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }

  const readFrom = async (): Promise<'replica' | 'primary'> => {
    const { body } = await tracker.http.get('/labels').expect(200);
    return (body as unknown[]).length > 0 ? 'replica' : 'primary';
  };

  const untilRead = (from: 'replica' | 'primary') => until(async () => (await readFrom()) === from);

  it('Replicas are read from and never written to', async () => {
    const { id } = await createIssue(tracker);
    expect((await tracker.http.get('/issues').expect(200)).body.total).toBe(0);
    const patched = await tracker.http
      .patch(`/issues/${String(id)}`)
      .send({ version: 1, title: 'x' });
    expect(patched.body).toMatchObject({ version: 2, title: 'x' });
    await createUser(tracker);
    expect((await tracker.http.get('/users')).body).toEqual([]);
    expect((await tracker.http.get('/metrics')).text).toMatch(/^db_replicas 1$/m);
  });

  it('An issue that a replica does not have yet is read from the primary', async () => {
    const { id } = await createIssue(tracker);
    const { body } = await tracker.http.get(`/issues/${String(id)}`).expect(200);
    expect(body).toMatchObject({ id, version: 1 });
    await tracker.http.get(`/issues/${String(id)}/timeline`).expect(200);
    expectProblem(await tracker.http.get('/issues/4711'), 404, 'ISSUE_NOT_FOUND');
  });

  it('Searches, exports and maintenance read from the primary', async () => {
    await createIssue(tracker, { title: 'On the primary' });
    expect((await tracker.http.get('/issues?q=primary').expect(200)).body.items).toHaveLength(1);
    expect((await tracker.http.get('/issues/export').expect(200)).text).toContain('On the primary');
    expect((await tracker.http.get('/maintenance/stats').expect(200)).body.rows.issues).toBe(1);
  });

  it('Tokens are read from the primary', async () => {
    await tracker.close();
    tracker = await createTestApp({ DATABASE_REPLICA_URLS: proxy.url, AUTH_MODE: 'token' });
    await addUser(tracker, 'ann');
    const ann = withToken(tracker, (await createToken(tracker, 'ann', 'read')).token);
    await until(async () => (await ann.get('/labels').expect(200)).body.length === 1);
  });

  it('While a replica is down the primary is read, and then the replica again', async () => {
    await proxy.interrupt();
    const reads = await Promise.all(Array.from({ length: 20 }, () => tracker.http.get('/labels')));
    expect(reads.map(({ status, body }) => [status, body as unknown])).toEqual(
      Array(20).fill([200, []]),
    );
    await proxy.resume();
    await untilRead('replica');
  });

  it('While a replica hangs the primary is read, and then the replica again', async () => {
    await tracker.close();
    tracker = await createTestApp({
      DATABASE_REPLICA_URLS: proxy.url,
      DATABASE_TIMEOUT_SECONDS: '2',
    });
    await untilRead('replica');
    proxy.freeze();
    expect(await readFrom()).toBe('primary');
    expect(await readFrom()).toBe('primary');
    proxy.thaw();
    await untilRead('replica');
  });

  it('A replica without the schema is not read until it has it', async () => {
    await proxy.interrupt();
    await untilRead('primary');
    await change('ALTER TABLE migrations RENAME TO elsewhere');
    await proxy.resume();
    // The replica has been checked twice: the first check did not put it to use.
    const before = proxy.statements();
    await until(async () => {
      expect(await readFrom()).toBe('primary');
      return proxy.statements() > before + 1;
    });
    await change('ALTER TABLE elsewhere RENAME TO migrations');
    await untilRead('replica');
  });
});

if (__DIALECT__ !== 'postgres') {
  it('DATABASE_REPLICA_URLS is refused with SQLite', () => {
    const env = { DATABASE_URL: 'sqlite:x.db', DATABASE_REPLICA_URLS: 'postgresql://a@b/c' };
    expect(() => loadConfiguration(env)).toThrow(/DATABASE_REPLICA_URLS/);
  });
}

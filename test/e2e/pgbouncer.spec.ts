import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { type Configuration, loadConfiguration } from '../../src/config/configuration.js';
import { migrate } from '../../src/database/migrate.js';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import {
  createMigratedDatabase,
  createTestApp,
  createTestDatabase,
  type TestDatabase,
} from '../support/create-test-app.js';
import { rowsOf, tamper } from '../support/database-contents.js';
import { createIssue } from '../support/factories.js';
import { itWith } from '../support/installed.js';
import { type PgBouncer, startPgBouncer } from '../support/native/pgbouncer.mjs';
import { expectProblem } from '../support/problem.js';
import { until } from '../support/until.js';

const RUN_FOLDER = process.env.TEST_RUN_FOLDER ?? '';

/** `npm run test:pgbouncer` runs other tests through PgBouncer. */
const suite = __DIALECT__ === 'postgres' ? describe : () => undefined;

suite('PgBouncer in transaction mode', () => {
  const itThrough = itWith('pgbouncer');
  let database: TestDatabase;
  let pooler: PgBouncer | undefined;

  /** The URL of a database through PgBouncer, which has that many connections to it. */
  async function through(direct: TestDatabase, connections: number): Promise<string> {
    database = direct;
    const url = direct.adminUrl ?? direct.url;
    pooler = await startPgBouncer(RUN_FOLDER, url, { default_pool_size: connections });
    return pooler.through(url);
  }

  afterEach(async () => {
    await pooler?.stop();
    if (pooler) await database.drop();
    pooler = undefined;
  });

  const configurationOf = (url: string): Configuration => loadConfiguration({ DATABASE_URL: url });

  itThrough('Four processes migrate at once through two connections', async () => {
    const configuration = configurationOf(await through(await createTestDatabase(), 2));
    const names = migrations.map(({ name }) => name);
    const run = await Promise.all(Array.from({ length: 4 }, () => migrate(configuration)));
    expect(run).toContainEqual(names);
    const rows = await rowsOf(database.url, 'SELECT name FROM migrations ORDER BY id');
    expect(rows.map(({ name }) => name)).toEqual(names);
    expect(await migrate(configuration)).toEqual([]);
  });

  itThrough('No timeout of the role ends a migration', async () => {
    const url = await through(await createTestDatabase(), 2);
    const name = new URL(url).pathname.slice(1);
    for (const limit of ['statement_timeout', 'idle_in_transaction_session_timeout']) {
      await tamper(database.url, `ALTER DATABASE "${name}" SET ${limit} = '3s'`);
    }
    await tamper(
      database.url,
      // So that a statement of a migration is slower than that, once.
      'CREATE SEQUENCE waits',
      `CREATE FUNCTION wait() RETURNS event_trigger LANGUAGE plpgsql AS
         $$ BEGIN IF nextval('waits') = 1 THEN PERFORM pg_sleep(4); END IF; END $$`,
      `CREATE EVENT TRIGGER wait ON ddl_command_start WHEN TAG IN ('CREATE TRIGGER')
         EXECUTE FUNCTION wait()`,
    );
    expect(await migrate(configurationOf(url))).toHaveLength(migrations.length);
  });

  itThrough('A migration that another process blocks is given up on', async () => {
    const url = await through(await createTestDatabase(), 2);
    const other = new pg.Client({ connectionString: database.adminUrl ?? database.url });
    await other.connect();
    try {
      await other.query('SELECT pg_advisory_lock(1795392000)');
      await expect(migrate(configurationOf(url), 1)).rejects.toMatchObject({
        code: 'DATABASE_UNAVAILABLE',
        message: expect.stringContaining('Another process is migrating') as string,
      });
    } finally {
      await other.end();
    }
    expect(await migrate(configurationOf(url))).toHaveLength(migrations.length);
  });

  itThrough(
    'One issue is created and read by statements that stay prepared, but not through a pooler',
    async () => {
      const migrated = await createMigratedDatabase();
      const pooled = await through(migrated, 1);
      for (const [url, kept, total] of [
        [migrated.adminUrl ?? migrated.url, 2, 2],
        [pooled, 0, 4],
      ] as const) {
        const tracker = await createTestApp({ DATABASE_URL: url, DATABASE_POOL_SIZE: '1' });
        try {
          const { id } = await createIssue(tracker);
          for (let read = 0; read < 3; read += 1) {
            await tracker.http.get(`/issues/${String(id)}`).expect(200);
          }
          const runner = tracker.app.get(TransactionRunner);
          const rows = await runner.read(() =>
            runner.query<unknown[]>('SELECT name FROM pg_prepared_statements'),
          );
          expect(rows).toHaveLength(kept);
          // Whoever takes them away, it is read all the same, and the next one is created once.
          await runner.run(() => runner.query('DEALLOCATE ALL'));
          await tracker.http.get(`/issues/${String(id)}`).expect(200);
          await runner.run(() => runner.query('DEALLOCATE ALL'));
          await createIssue(tracker);
          const { body } = await tracker.http.get('/issues');
          expect(body).toHaveProperty('total', total);
        } finally {
          await tracker.close();
        }
      }
    },
  );

  itThrough('Through a pooler alone a backup is refused, and says what to set', async () => {
    const url = await through(await createMigratedDatabase(), 2);
    const tracker = await createTestApp({ DATABASE_URL: url });
    try {
      const response = await tracker.http.post('/maintenance/backups');
      expectProblem(response, 503, 'POSTGRESQL_TOOLS');
      expect(response.body.detail).toContain('DATABASE_ADMIN_URL');
    } finally {
      await tracker.close();
    }
  });

  itThrough('A statement that is given up on is cancelled through the pooler', async () => {
    const url = await through(await createMigratedDatabase(), 4);
    const tracker = await createTestApp({ DATABASE_URL: url, DATABASE_TIMEOUT_SECONDS: '1' });
    const other = new pg.Client({ connectionString: database.adminUrl ?? database.url });
    await other.connect();
    try {
      await other.query('BEGIN; LOCK TABLE labels IN ACCESS EXCLUSIVE MODE');
      const refused = await Promise.all([
        tracker.http.get('/labels'),
        tracker.http.post('/labels').send({ name: 'waits' }),
      ]);
      for (const response of refused) expectProblem(response, 503, 'DATABASE_UNAVAILABLE');
      const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
        AND wait_event_type = 'Lock'`;
      await until(async () => (await other.query(waiting)).rows.length === 0);
      await other.query('ROLLBACK');
      await until(async () => (await tracker.http.get('/labels')).status === 200);
    } finally {
      await other.end();
      await tracker.close();
    }
  });
});

it('DATABASE_ADMIN_URL is refused with SQLite, and has to lead to PostgreSQL', () => {
  const admin = { DATABASE_ADMIN_URL: 'postgresql://a@b/c' };
  expect(() => loadConfiguration({ DATABASE_URL: 'sqlite:x.db', ...admin })).toThrow(
    /DATABASE_ADMIN_URL/,
  );
  expect(() =>
    loadConfiguration({ DATABASE_URL: 'postgresql://a@b/c', DATABASE_ADMIN_URL: 'sqlite:x.db' }),
  ).toThrow(/DATABASE_ADMIN_URL/);
});

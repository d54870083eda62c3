/** @postgres SQLite has no server that can hang */
import pg from 'pg';
import request from 'supertest';
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { rowsOf } from '../support/database-contents.js';
import { createInterruptibleProxy } from '../support/interruptible-proxy.js';
import { expectProblem } from '../support/problem.js';
import { type ServerProcess, startServer } from '../support/programs.js';
import { until } from '../support/until.js';

const WAITING_LISTS = `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
  AND wait_event_type = 'Lock' AND query LIKE 'SELECT list.total%'`;

/** The timeout is also that of the first connection, for which a machine that is busy may need longer. */
async function startWithShortTimeout(env: Record<string, string>): Promise<ServerProcess> {
  for (;;) {
    try {
      return await startServer({ ...env, DATABASE_TIMEOUT_SECONDS: '1' });
    } catch (error) {
      if (!String(error).includes('connection timeout')) throw error;
    }
  }
}

describe('PostgreSQL that hangs', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });
  afterAll(() => database.drop());

  it('While PostgreSQL hangs requests are 503, and they succeed when it responds again', async () => {
    const proxy = await createInterruptibleProxy(database.url);
    const server = await startWithShortTimeout({ DATABASE_URL: proxy.url, WORKERS: '2' });
    try {
      const http = request(server.url);
      const read = () => http.get('/issues');
      const write = () => http.post('/issues').send({ title: 'Hangs' });
      const areRead = async (count: number) =>
        (await Promise.all(Array.from({ length: count }, read))).every((one) => one.ok);
      await until(() => areRead(30));
      proxy.freeze();
      // More than the pools have connections; afterwards new connections hang too.
      for (let round = 0; round < 2; round += 1) {
        const responses = await Promise.all(
          Array.from({ length: 40 }, (_, index) => (index % 2 ? read() : write())),
        );
        for (const response of responses) {
          expectProblem(response, 503, 'DATABASE_UNAVAILABLE');
          expect(response.headers['retry-after']).toMatch(/^\d+$/);
        }
        await http.get('/health').expect(200);
      }
      proxy.thaw();
      await until(() => areRead(1));
      // The limit is short, and the machine may be slow: the key makes one issue of all attempts.
      await until(async () => (await write().set('Idempotency-Key', 'once')).status === 201);
      const stored = await rowsOf(database.url, "SELECT id FROM issues WHERE title = 'Hangs'");
      expect(stored).toHaveLength(1);
    } finally {
      expect(await server.end()).toBe(0);
      await proxy.interrupt();
    }
  });

  it('Only long work (CSV, reports, maintenance) may exceed DATABASE_TIMEOUT_SECONDS', async () => {
    const server = await startWithShortTimeout({ DATABASE_URL: database.url });
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    try {
      const http = request(server.url);
      await other.query('BEGIN; LOCK TABLE issues IN ACCESS EXCLUSIVE MODE');
      const long = Promise.all([
        http.post('/issues/import').attach('file', Buffer.from('title\nPatient\n'), 'a.csv'),
        http.get('/issues/export'),
        http.get('/reports/latency?since=2020-01-01'),
        http.get('/maintenance/health'),
      ]);
      const ordinary = () => [http.get('/issues'), http.post('/issues').send({ title: 'Hurried' })];
      // Each round takes the whole limit, and the long work goes on.
      for (let round = 0; round < 2; round += 1) {
        for (const response of await Promise.all(ordinary())) {
          expectProblem(response, 503, 'DATABASE_UNAVAILABLE');
        }
      }
      // What was given up on does not go on waiting for the lock.
      await until(async () => (await rowsOf(database.url, WAITING_LISTS)).length === 0);
      await other.query('ROLLBACK');
      expect((await long).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const stored = (title: string) =>
        rowsOf(database.url, `SELECT id FROM issues WHERE title = '${title}'`);
      expect(await stored('Patient')).toHaveLength(1);
      expect(await stored('Hurried')).toEqual([]);
    } finally {
      await other.end();
      expect(await server.end()).toBe(0);
    }
  });
});

/** @workers each process detects by itself that the database is down, locked or changed */
import Database from 'better-sqlite3';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { createMigratedDatabase, createTestApp, type TestApp } from '../support/create-test-app.js';
import { tamper } from '../support/database-contents.js';
import { createIssue } from '../support/factories.js';
import { createInterruptibleProxy } from '../support/interruptible-proxy.js';
import { expectProblem } from '../support/problem.js';

/** A test that runs on one of the databases only. */
function itOn(dialect: typeof __DIALECT__, name: string, test: () => Promise<void>): void {
  if (dialect === __DIALECT__) it(name, test);
}

describe('availability', () => {
  it('An unexpected error responds 500 with the request id and nothing about the cause', async () => {
    const tracker = await createTestApp();
    try {
      const runner = tracker.app.get(TransactionRunner);
      await runner.run(() => runner.query('ALTER TABLE labels RENAME TO elsewhere'));
      const response = await tracker.http.get('/labels').set('X-Request-Id', 'the-500');
      expectProblem(response, 500, 'INTERNAL_ERROR');
      expect(response.body.request_id).toBe('the-500');
      expect(response.text).not.toMatch(/SELECT|relation|table|\bat .*\.[tj]s|node_modules/);
    } finally {
      await tracker.close();
    }
  });

  it('While a migration is pending, /health/ready is 503 and /health is 200', async () => {
    const tracker = await createTestApp();
    try {
      await tracker.http.get('/health/ready').expect(200);
      // As if a new release had added a migration: the server may be another process.
      await tamper(tracker.databaseUrl, 'DELETE FROM migrations');
      const response = await tracker.http.get('/health/ready');
      expectProblem(response, 503, 'MIGRATIONS_PENDING');
      expect(response.headers['retry-after']).toMatch(/^\d+$/);
      expect((await tracker.http.get('/health').expect(200)).body).toEqual({ status: 'ok' });
    } finally {
      await tracker.close();
    }
  });

  itOn(
    'sqlite',
    'A write is 503 while another process holds the SQLite lock, and reads go on',
    async () => {
      const tracker = await createTestApp({ DATABASE_TIMEOUT_SECONDS: '1' });
      const other = new Database(tracker.databaseUrl.slice('sqlite:'.length));
      try {
        const { id } = await createIssue(tracker);
        other.exec('BEGIN IMMEDIATE');
        const write = tracker.http.post('/issues').send({ title: 'Too late' });
        const response = write.then((received) => received);
        // The lock is held until the end: whatever is read does not wait for it.
        const reads = Array.from({ length: 20 }, () => tracker.http.get(`/issues/${String(id)}`));
        expect((await Promise.all(reads)).map(({ status }) => status)).toEqual(Array(20).fill(200));
        expectProblem(await response, 503, 'DATABASE_UNAVAILABLE');
        expect((await response).headers['retry-after']).toMatch(/^\d+$/);
        other.exec('ROLLBACK');
        await tracker.http.post('/issues').send({ title: 'In time' }).expect(201);
        const { body } = await tracker.http.get('/issues');
        expect(body.items.map(({ title }: { title: string }) => title)).toEqual([
          'In time',
          'An issue',
        ]);
      } finally {
        other.close();
        await tracker.close();
      }
    },
  );

  itOn(
    'postgres',
    'Requests are 503 while PostgreSQL is down, and succeed when it is back',
    async () => {
      const database = await createMigratedDatabase();
      const proxy = await createInterruptibleProxy(database.url);
      let tracker: TestApp | undefined;
      try {
        tracker = await createTestApp({ DATABASE_URL: proxy.url });
        const { http } = tracker;
        const { id } = await createIssue(tracker);
        await proxy.interrupt();
        for (const response of [
          await http.get('/health/ready'),
          await http.get('/issues'),
          await http.get(`/issues/${String(id)}`),
          await http.post('/issues').send({ title: 'Nowhere' }),
        ]) {
          expectProblem(response, 503, 'DATABASE_UNAVAILABLE');
          expect(response.headers['retry-after']).toMatch(/^\d+$/);
        }
        await http.get('/health').expect(200);
        await proxy.resume();
        await http.get('/health/ready').expect(200);
        expect((await http.get('/issues').expect(200)).body.total).toBe(1);
      } finally {
        await tracker?.close();
        await proxy.interrupt();
        await database.drop();
      }
    },
  );

  it('Two servers on one database accept one of 50 concurrent changes and lose no insert', async () => {
    const first = await createTestApp();
    const second = await createTestApp({ DATABASE_URL: first.databaseUrl });
    try {
      const { id } = await createIssue(first);
      const server = (index: number) => (index % 2 ? first : second).http;
      const patches = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          server(index)
            .patch(`/issues/${String(id)}`)
            .send({ version: 1, title: `Title ${String(index)}` }),
        ),
      );
      expect(patches.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(patches.filter(({ status }) => status === 409)).toHaveLength(49);
      const inserts = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          server(index)
            .post('/issues')
            .send({ title: `Insert ${String(index)}` }),
        ),
      );
      expect(inserts.map(({ status }) => status)).toEqual(Array(40).fill(201));
      expect((await second.http.get('/issues')).body.total).toBe(41);
    } finally {
      await second.close();
      await first.close();
    }
  });
});

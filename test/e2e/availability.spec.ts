/** @workers each process detects by itself that the database is down, locked or changed */
import { open } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { createMigratedDatabase, createTestApp, type TestApp } from '../support/create-test-app.js';
import { tamper } from '../support/database-contents.js';
import { createIssue } from '../support/factories.js';
import { createInterruptibleProxy } from '../support/interruptible-proxy.js';
import { expectProblem } from '../support/problem.js';
import { until } from '../support/until.js';

/** A test that runs on one of the databases only. */
function itOn(dialect: typeof __DIALECT__, name: string, test: () => Promise<void>): void {
  if (dialect === __DIALECT__) it(name, test);
}

/** Makes the table of labels unreadable; the returned function restores it. */
async function damageLabels(url: string): Promise<() => Promise<void>> {
  if (__DIALECT__ === 'sqlite') return damagePage(url.slice('sqlite:'.length));
  // Nothing but the server's own memory shows a damaged page, so its error is raised instead.
  await tamper(
    url,
    `CREATE FUNCTION damaged() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
       RAISE EXCEPTION 'invalid page in block 0' USING ERRCODE = 'data_corrupted'; END $$`,
    'ALTER TABLE labels RENAME TO whole_labels',
    'CREATE VIEW labels AS SELECT * FROM whole_labels WHERE damaged()',
  );
  return () => tamper(url, 'DROP VIEW labels', 'ALTER TABLE whole_labels RENAME TO labels');
}

async function damagePage(path: string): Promise<() => Promise<void>> {
  const other = new Database(path, { timeout: 5_000 });
  const size = Number(other.pragma('page_size', { simple: true }));
  const root = other.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'labels'").pluck();
  const offset = (Number(root.get()) - 1) * size;
  const original = Buffer.alloc(size);
  const overwrite = async (bytes: Buffer) => {
    other.pragma('wal_checkpoint(TRUNCATE)');
    const file = await open(path, 'r+');
    await file.write(bytes, 0, size, offset);
    await file.close();
    // A commit makes every connection forget the pages that it has cached.
    other.exec('UPDATE issue_counts SET issues = issues; UPDATE migrations SET name = name');
  };
  const file = await open(path, 'r');
  other.pragma('wal_checkpoint(TRUNCATE)');
  await file.read(original, 0, size, offset);
  await file.close();
  await overwrite(Buffer.alloc(size, 0xff));
  return async () => {
    await overwrite(original);
    other.close();
  };
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

  itOn(
    'postgres',
    'While the PostgreSQL primary is read-only, writes and /health/ready are 503 and reads succeed',
    async () => {
      const tracker = await createTestApp();
      const name = new URL(tracker.databaseUrl).pathname.slice(1);
      const reconnect = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`;
      const { http } = tracker;
      const ready = async () => (await http.get('/health/ready')).body as { code?: string };
      try {
        await tamper(
          tracker.databaseUrl,
          `ALTER DATABASE "${name}" SET default_transaction_read_only = on`,
          reconnect,
        );
        await until(async () => (await ready()).code === 'DATABASE_READ_ONLY');
        for (let attempt = 0; attempt < 8; attempt += 1) {
          const response = await http.post('/issues').send({ title: 'Nowhere' });
          expectProblem(response, 503, 'DATABASE_UNAVAILABLE');
        }
        await until(async () => (await http.get('/issues')).status === 200);
        await tamper(
          tracker.databaseUrl,
          'SET default_transaction_read_only = off',
          `ALTER DATABASE "${name}" RESET default_transaction_read_only`,
          reconnect,
        );
        await until(async () => (await ready()).code === undefined);
        await http.post('/issues').send({ title: 'Written' }).expect(201);
      } finally {
        await tracker.close();
      }
    },
  );

  it('After a read of damaged data /health/ready is 503 until the data is whole again', async () => {
    const tracker = await createTestApp();
    const { http } = tracker;
    const codes = async () => {
      const responses = await Promise.all(
        Array.from({ length: 8 }, () => http.get('/health/ready')),
      );
      return responses.map(({ body }) => (body as { code?: string }).code);
    };
    try {
      await http.post('/labels').send({ name: 'bug' }).expect(201);
      expect(await codes()).toEqual(Array(8).fill(undefined));
      const repair = await damageLabels(tracker.databaseUrl);
      expectProblem(await http.get('/labels'), 500, 'INTERNAL_ERROR');
      // Whichever process has seen it, all of them say so.
      expect(await codes()).toEqual(Array(8).fill('DATABASE_DAMAGED'));
      await http.get('/health').expect(200);
      await repair();
      await http.get('/labels').expect(200);
      // PostgreSQL cannot check its data: there it counts for a minute.
      if (__DIALECT__ === 'sqlite') {
        await until(async () => (await codes()).every((code) => code === undefined));
      }
    } finally {
      await tracker.close();
    }
  });

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

import Database from 'better-sqlite3';
import request from 'supertest';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { createInterruptibleProxy } from '../support/interruptible-proxy.js';
import { expectProblem } from '../support/problem.js';
import { runProgram, startServer } from '../support/programs.js';

/** A test of what only one of the databases can do. */
function only(dialect: typeof __DIALECT__, name: string, test: () => Promise<void>): void {
  if (dialect === __DIALECT__) it(name, test);
}

describe('outages', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await runProgram('cli.js', ['migrate'], { DATABASE_URL: database.url });
  });
  afterAll(() => database.drop());

  only('sqlite', 'a full disk stops writes, not reads, and spoils nothing', async () => {
    // No file of this process may grow beyond 1 MB, which is what a full disk looks like to it.
    const server = await startServer({ DATABASE_URL: database.url }, '-f 2000');
    const http = request(server.url);
    const acknowledged: number[] = [];
    const description = 'x'.repeat(50_000);
    const write = () => http.post('/issues').send({ title: 'Big', description });
    let answer = await write();
    for (let tries = 0; answer.status === 201 && tries < 100; tries += 1) {
      acknowledged.push(answer.body.id as number);
      answer = await write();
    }
    for (let again = 0; again < 3; again += 1) {
      expectProblem(answer, 503, 'DATABASE_UNAVAILABLE');
      expect(answer.headers['retry-after']).toMatch(/^\d+$/);
      await http.get('/health').expect(200);
      expect((await http.get('/issues').expect(200)).body.total).toBe(acknowledged.length);
      await http.get(`/issues/${String(acknowledged[0])}`).expect(200);
      answer = await write();
    }
    expect(await server.end()).toBe(0);

    const file = new Database(database.url.slice('sqlite:'.length));
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
    const stored = file.prepare('SELECT id FROM issues ORDER BY id').pluck().all();
    file.close();
    expect(stored).toEqual(acknowledged);
    const after = await startServer({ DATABASE_URL: database.url });
    await request(after.url).post('/issues').send({ title: 'Space again' }).expect(201);
    expect(await after.end()).toBe(0);
  });

  only(
    'postgres',
    'a server that is away stops no process, and work goes on within 5 s',
    async () => {
      const proxy = await createInterruptibleProxy(database.url);
      const server = await startServer({ DATABASE_URL: proxy.url, WORKERS: '2' });
      try {
        const http = request(server.url);
        await http.post('/issues').send({ title: 'Before' }).expect(201);
        await proxy.interrupt();
        for (const answer of await Promise.all([
          http.get('/health/ready'),
          http.get('/issues'),
          http.post('/issues').send({ title: 'Nowhere' }),
        ])) {
          expectProblem(answer, 503, 'DATABASE_UNAVAILABLE');
          expect(answer.headers['retry-after']).toMatch(/^\d+$/);
        }
        await http.get('/health').expect(200);
        await proxy.resume();
        const resumed = performance.now();
        while ((await http.get('/health/ready')).status !== 200) {
          expect(performance.now() - resumed).toBeLessThan(5_000);
        }
        await http.post('/issues').send({ title: 'After' }).expect(201);
        expect((await http.get('/issues').expect(200)).body.total).toBe(2);
      } finally {
        expect(await server.end()).toBe(0);
        await proxy.interrupt();
      }
    },
  );

  only(
    'postgres',
    'a server that hangs makes the process not ready, in a few seconds',
    async () => {
      const proxy = await createInterruptibleProxy(database.url);
      const server = await startServer({ DATABASE_URL: proxy.url });
      try {
        const http = request(server.url);
        await http.get('/health/ready').expect(200);
        proxy.freeze();
        const asked = performance.now();
        expectProblem(await http.get('/health/ready'), 503, 'DATABASE_UNAVAILABLE');
        expect(performance.now() - asked).toBeLessThan(5_000);
        await http.get('/health').expect(200);
        proxy.thaw();
        await http.get('/health/ready').expect(200);
      } finally {
        await server.end();
        await proxy.interrupt();
      }
    },
  );
});

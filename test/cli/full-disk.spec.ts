/** @once PostgreSQL has the disk of its own server */
import { chmodSync, existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import request from 'supertest';
import { runCommand } from '../support/commands.js';
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { expectProblem } from '../support/problem.js';
import { startServer } from '../support/programs.js';
import { until } from '../support/until.js';

/** Of an import that is larger than the disk. */
const ROWS = 2_500;

describe('full and read-only disks', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });
  afterAll(() => database.drop());

  it('A full disk stops writes, not reads, and damages nothing', async () => {
    // No file of this process may grow beyond 1 MB, which is what a full disk looks like to it.
    const server = await startServer({ DATABASE_URL: database.url }, { limits: '-f 2000' });
    const http = request(server.url);
    const acknowledged: number[] = [];
    const description = 'x'.repeat(50_000);
    const write = () => http.post('/issues').send({ title: 'Big', description });
    let response = await write();
    for (let tries = 0; response.status === 201 && tries < 100; tries += 1) {
      acknowledged.push(response.body.id as number);
      response = await write();
    }
    for (let again = 0; again < 3; again += 1) {
      expectProblem(response, 503, 'DATABASE_UNAVAILABLE');
      expect(response.headers['retry-after']).toMatch(/^\d+$/);
      await http.get('/health').expect(200);
      expect((await http.get('/issues').expect(200)).body.total).toBe(acknowledged.length);
      await http.get(`/issues/${String(acknowledged[0])}`).expect(200);
      response = await write();
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

  it('Every writer whose commit meets a full disk is told so', async () => {
    const own = await createMigratedDatabase();
    const { url } = own;
    const server = await startServer({ DATABASE_URL: url }, { limits: '-f 2000' });
    const http = request(server.url);
    const description = 'x'.repeat(20_000);
    const acknowledged: number[] = [];
    const refused: number[] = [];
    const client = async () => {
      for (;;) {
        const { status, body } = await http.post('/issues').send({ title: 'Big', description });
        if (status !== 201) return refused.push(status);
        acknowledged.push(body.id as number);
      }
    };
    await Promise.all(Array.from({ length: 16 }, client));
    expect(refused).toEqual(Array(16).fill(503));
    expect((await http.get('/issues').expect(200)).body.total).toBe(acknowledged.length);
    expect(await server.end()).toBe(0);
    const file = new Database(url.slice('sqlite:'.length));
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
    const stored = file.prepare('SELECT id FROM issues ORDER BY id').pluck().all();
    file.close();
    expect(stored).toEqual(acknowledged.sort((a, b) => a - b));
    await own.drop();
  });

  it('A full disk ends an import between two batches and reports the stored rows', async () => {
    const full = await startServer({ DATABASE_URL: database.url }, { limits: '-f 15000' });
    const before = (await request(full.url).get('/issues').expect(200)).body.total as number;
    const rows = Array.from(
      { length: ROWS },
      (_, row) => `Row ${String(row)},${'x'.repeat(3_000)}`,
    );
    const file = Buffer.from(['title,description', ...rows].join('\n'));
    const upload = (url: string) =>
      request(url)
        .post('/issues/import')
        .set('Idempotency-Key', 'after-all')
        .attach('file', file, 'a.csv');
    const cut = await upload(full.url);
    expectProblem(cut, 503, 'DATABASE_UNAVAILABLE');
    const stored = cut.body.successful as number;
    expect(stored).toBeGreaterThan(0);
    expect(cut.body.total_rows).toBe(stored);
    expect((await request(full.url).get('/issues').expect(200)).body.total).toBe(before + stored);
    expect(await full.end()).toBe(0);

    const unlimited = await startServer({ DATABASE_URL: database.url });
    expect((await upload(unlimited.url).expect(200)).body).toMatchObject({ successful: ROWS });
    const { body } = await request(unlimited.url).get('/issues').expect(200);
    expect(body.total).toBe(before + ROWS);
    expect(await unlimited.end()).toBe(0);
    expect((await runCommand(['health'], { DATABASE_URL: database.url })).code).toBe(0);
  });

  it('A read-only SQLite file stops writes, not reads, until it is writable again', async () => {
    const file = database.url.slice('sqlite:'.length);
    chmodSync(file, 0o444);
    const server = await startServer(
      { DATABASE_URL: database.url, WORKERS: '2' },
      { obeysModes: true },
    );
    const http = request(server.url);
    const write = () => http.post('/issues').send({ title: 'Whatever' });
    // So many that both workers have some.
    const searchMuch = () =>
      Promise.all(Array.from({ length: 10 }, () => http.get('/issues?q=whatever').expect(200)));
    const { total } = (await http.get('/issues').expect(200)).body as { total: number };
    for (let tries = 0; tries < 10; tries += 1) {
      const response = await write();
      expectProblem(response, 503, 'DATABASE_UNAVAILABLE');
      expect(response.headers['retry-after']).toMatch(/^\d+$/);
      expect((await http.get('/issues').expect(200)).body.total).toBe(total);
      await http.get('/issues/export').expect(200);
      await searchMuch();
    }
    await http.get('/health/ready').expect(200);
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(file + suffix)) chmodSync(file + suffix, 0o644);
    }
    let written = 0;
    await until(async () => {
      await searchMuch();
      const responses = await Promise.all(Array.from({ length: 10 }, write));
      const successes = responses.filter(({ status }) => status === 201).length;
      written += successes;
      return successes === responses.length;
    });
    expect((await http.get('/issues').expect(200)).body.total).toBe(total + written);
    expect(await server.end()).toBe(0);
    expect((await runCommand(['health'], { DATABASE_URL: database.url })).code).toBe(0);
  });
});

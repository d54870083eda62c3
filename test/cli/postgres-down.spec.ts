/** @postgres SQLite has no server that can be down */
import request from 'supertest';
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { createInterruptibleProxy } from '../support/interruptible-proxy.js';
import { expectProblem } from '../support/problem.js';
import { startServer } from '../support/programs.js';
import { until } from '../support/until.js';

describe('PostgreSQL that is down', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });
  afterAll(() => database.drop());

  it('While PostgreSQL is down requests are 503, and they succeed when it is back', async () => {
    const proxy = await createInterruptibleProxy(database.url);
    const server = await startServer({ DATABASE_URL: proxy.url, WORKERS: '2' });
    try {
      const http = request(server.url);
      await http.post('/issues').send({ title: 'Before' }).expect(201);
      await proxy.interrupt();
      for (const response of await Promise.all([
        http.get('/health/ready'),
        http.get('/issues'),
        http.post('/issues').send({ title: 'Nowhere' }),
      ])) {
        expectProblem(response, 503, 'DATABASE_UNAVAILABLE');
        expect(response.headers['retry-after']).toMatch(/^\d+$/);
      }
      await http.get('/health').expect(200);
      await proxy.resume();
      await until(async () => (await http.get('/health/ready')).status === 200);
      await http.post('/issues').send({ title: 'After' }).expect(201);
      expect((await http.get('/issues').expect(200)).body.total).toBe(2);
    } finally {
      expect(await server.end()).toBe(0);
      await proxy.interrupt();
    }
  });

  it('While PostgreSQL hangs the server is not ready', async () => {
    const proxy = await createInterruptibleProxy(database.url);
    const server = await startServer({ DATABASE_URL: proxy.url });
    try {
      const http = request(server.url);
      await http.get('/health/ready').expect(200);
      proxy.freeze();
      expectProblem(await http.get('/health/ready'), 503, 'DATABASE_UNAVAILABLE');
      await http.get('/health').expect(200);
      proxy.thaw();
      await http.get('/health/ready').expect(200);
    } finally {
      await server.end();
      await proxy.interrupt();
    }
  });
});

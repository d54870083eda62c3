/** @postgres on SQLite e2e/storm.spec.ts is served by four processes */
import request from 'supertest';
import { runCommand } from '../support/commands.js';
import { createMigratedDatabase } from '../support/create-test-app.js';
import { startServer } from '../support/programs.js';
import { storm } from '../support/storm.js';

describe('random requests to four workers', () => {
  it('After a storm of concurrent random requests to four workers every count equals a recount', async () => {
    const database = await createMigratedDatabase();
    const env = { DATABASE_URL: database.url };
    const server = await startServer({
      ...env,
      WORKERS: '4',
      CONCURRENT_IMPORTS: '16',
      CONCURRENT_PER_CLIENT: '16',
    });
    try {
      const operations = Number(process.env.STORM_OPERATIONS ?? 600);
      const http = request(server.url);
      const responses = await storm({ http }, { operations, clients: 16, seed: 7 });
      expect(Object.keys(responses).filter((status) => Number(status) >= 500)).toEqual([]);
      expect(responses['200']).toBeGreaterThan(operations / 5);
      const health = await runCommand(['health', '--json'], env);
      expect(JSON.parse(health.stdout)).toMatchObject({ healthy: true });
      expect(health.code).toBe(0);
    } finally {
      await server.end();
      await database.drop();
    }
  }, 600_000);
});

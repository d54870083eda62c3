import { existsSync } from 'node:fs';
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { startServer } from '../support/programs.js';
import { startUpload } from '../support/raw-upload.js';
import { refusesConnections } from '../support/refuses-connections.js';
import { until } from '../support/until.js';

describe('shutdown with a request in progress', () => {
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    env = { DATABASE_URL: database.url };
  });
  afterAll(() => database.drop());

  it.each(['1', '2'])(
    'A server that is stopped finishes the requests in progress, WORKERS=%s',
    async (WORKERS) => {
      const server = await startServer({ ...env, WORKERS, SHUTDOWN_TIMEOUT_SECONDS: '600' });
      const upload = await startUpload(server.url);
      server.kill('SIGINT');
      await until(() => refusesConnections(server.url));
      const text = await upload.finish();
      expect(text).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\nConnection: close\r\n[\s\S]*"successful":1/);
      expect(await server.ended).toBe(0);
      if (__DIALECT__ === 'sqlite') {
        expect(existsSync(`${database.url.slice('sqlite:'.length)}-wal`)).toBe(false);
      }
    },
  );
});

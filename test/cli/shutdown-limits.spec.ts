/** @once how long a stopped server waits does not depend on the database */
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { startServer } from '../support/programs.js';
import { startUpload } from '../support/raw-upload.js';
import { refusesConnections } from '../support/refuses-connections.js';
import { until } from '../support/until.js';

describe('shutdown with a request that does not end', () => {
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    env = { DATABASE_URL: database.url };
  });
  afterAll(() => database.drop());

  it.each(['1', '2'])(
    'A server that is stopped waits at most SHUTDOWN_TIMEOUT_SECONDS, WORKERS=%s',
    async (WORKERS) => {
      const server = await startServer({ ...env, WORKERS, SHUTDOWN_TIMEOUT_SECONDS: '1' });
      const stuck = await startUpload(server.url);
      // Only the limit can end it: nobody sends the rest of the upload.
      expect(await server.end()).toBe(0);
      await stuck.closed;
    },
  );

  it.each(['1', '2'])('A second signal ends the server at once, WORKERS=%s', async (WORKERS) => {
    const server = await startServer({ ...env, WORKERS, SHUTDOWN_TIMEOUT_SECONDS: '3600' });
    const stuck = await startUpload(server.url);
    server.kill('SIGTERM');
    await until(() => refusesConnections(server.url));
    // An hour is left for the upload: only the second signal can end it.
    expect(await server.end()).toBe(143);
    await stuck.closed;
  });
});

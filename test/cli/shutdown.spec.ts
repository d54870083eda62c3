import { existsSync } from 'node:fs';
import { runCommand } from '../support/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { loadUntilStopped } from '../support/load.js';
import { type ServerProcess, startServer } from '../support/programs.js';
import { startUpload } from '../support/raw-upload.js';
import { until } from '../support/until.js';

/** `npm run test:long` takes 50. */
const ROUNDS = Number(process.env.SHUTDOWN_ROUNDS ?? 2);

describe('shutdown', () => {
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    env = { DATABASE_URL: database.url };
    await runCommand(['migrate'], env);
  });
  afterAll(() => database.drop());

  const idsOf = async (server: ServerProcess): Promise<Set<number>> => {
    const ids = new Set<number>();
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const response = await fetch(`${server.url}/issues?page_size=100&page=${String(page)}`);
      const { items, total_pages } = (await response.json()) as {
        items: { id: number }[];
        total_pages: number;
      };
      for (const { id } of items) ids.add(id);
      pages = total_pages;
    }
    return ids;
  };

  it.each(['1', '4'])(
    'A server that is stopped under load breaks no response and loses no write, WORKERS=%s',
    async (WORKERS) => {
      const acknowledged: number[] = [];
      let responses = 0;
      let refused = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const server = await startServer({ ...env, WORKERS });
        const { report, ended } = loadUntilStopped(server.url, 12);
        const enough = 100 + Math.random() * 200;
        await until(() => report.responses >= enough);
        expect(await server.end()).toBe(0);
        await ended;
        expect(report.broken).toEqual([]);
        acknowledged.push(...report.created);
        responses += report.responses;
        refused += report.refused;
      }
      expect(acknowledged.length).toBeGreaterThan(ROUNDS * 10);
      const server = await startServer(env);
      const stored = await idsOf(server);
      await server.end();
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
      if (ROUNDS > 2) {
        const [rounds, writes] = [String(ROUNDS), String(acknowledged.length)];
        process.stderr.write(
          `${__DIALECT__}, ${WORKERS} workers: ${rounds} rounds, ${String(responses)} responses, ` +
            `${writes} writes, ${String(refused)} connections refused, nothing broken or lost\n`,
        );
      }
    },
  );

  const refusesConnections = async (url: string) =>
    fetch(`${url}/health`).then(
      () => false,
      () => true,
    );

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

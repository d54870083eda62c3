import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { loadUntilStopped } from '../support/load.js';
import { type ServerProcess, startServer } from '../support/programs.js';
import { until } from '../support/until.js';

/** `npm run test:long` takes 50. */
const ROUNDS = Number(process.env.SHUTDOWN_ROUNDS ?? 2);

describe('shutdown', () => {
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    env = { DATABASE_URL: database.url };
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
});

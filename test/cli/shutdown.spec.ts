import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../support/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { loadUntilGone } from '../support/load.js';
import { type ServerProcess, startServer } from '../support/programs.js';
import { sendSlowly } from '../support/raw-client.js';
import { CLOSING, UPLOAD } from '../support/raw-upload.js';

/** `SHUTDOWN_ROUNDS=50 npm test -- test/cli/shutdown.spec.ts` takes ten minutes. */
const ROUNDS = Number(process.env.SHUTDOWN_ROUNDS ?? 5);

describe('a server that is told to stop', () => {
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
      const answer = await fetch(`${server.url}/issues?page_size=100&page=${String(page)}`);
      const { items, total_pages } = (await answer.json()) as {
        items: { id: number }[];
        total_pages: number;
      };
      for (const { id } of items) ids.add(id);
      pages = total_pages;
    }
    return ids;
  };

  it.each(['1', '4'])(
    'breaks no answer and loses no write under load, WORKERS=%s',
    async (WORKERS) => {
      const acknowledged: number[] = [];
      let answered = 0;
      let refused = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const server = await startServer({ ...env, WORKERS });
        const load = loadUntilGone(server.url, 12);
        await sleep(300 + Math.random() * 500);
        expect(await server.end()).toBe(0);
        const report = await load;
        expect(report.broken).toEqual([]);
        acknowledged.push(...report.created);
        answered += report.answered;
        refused += report.refused;
      }
      expect(acknowledged.length).toBeGreaterThan(ROUNDS * 10);
      const server = await startServer(env);
      const stored = await idsOf(server);
      await server.end();
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
      if (ROUNDS > 5) {
        const [rounds, writes] = [String(ROUNDS), String(acknowledged.length)];
        process.stderr.write(
          `${__DIALECT__}, ${WORKERS} workers: ${rounds} rounds, ${String(answered)} answers, ` +
            `${writes} writes, ${String(refused)} connections refused, nothing broken or lost\n`,
        );
      }
    },
    ROUNDS * 20_000 + 30_000,
  );

  it.each(['1', '2'])('finishes what is running, WORKERS=%s', async (WORKERS) => {
    const server = await startServer({ ...env, WORKERS });
    const upload = sendSlowly(server.url, [UPLOAD, CLOSING], 1_500);
    await sleep(500);
    expect(await server.end('SIGINT')).toBe(0);
    const { text } = await upload;
    expect(text).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\nConnection: close\r\n[\s\S]*"successful":1/);
    if (__DIALECT__ === 'sqlite') {
      expect(existsSync(`${database.url.slice('sqlite:'.length)}-wal`)).toBe(false);
    }
  });

  it('waits 10 seconds for what does not end, and no longer', async () => {
    const server = await startServer(env);
    const stuck = sendSlowly(server.url, [UPLOAD], 0);
    await sleep(300);
    const told = performance.now();
    expect(await server.end()).toBe(0);
    const took = performance.now() - told;
    expect(took).toBeGreaterThan(9_000);
    expect(took).toBeLessThan(12_000);
    await stuck;
  });

  it.each(['1', '2'])('ends at once at a second signal, WORKERS=%s', async (WORKERS) => {
    const server = await startServer({ ...env, WORKERS });
    const stuck = sendSlowly(server.url, [UPLOAD], 0);
    await sleep(300);
    server.kill('SIGTERM');
    await sleep(300);
    const told = performance.now();
    expect(await server.end()).toBe(143);
    expect(performance.now() - told).toBeLessThan(1_000);
    await stuck;
  });
});

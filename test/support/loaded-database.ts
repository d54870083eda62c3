import { rowsOf } from './database-contents.js';
import { createOperatedDatabase, KILLS, seeded } from './operated-database.js';
import { startServer } from './programs.js';
import { rest } from './rest.js';
import { until } from './until.js';

const CLIENTS = 4;

/** Clients that create issues, one after the other, until they are stopped. */
function storm(url: string) {
  const acknowledged: number[] = [];
  const others = new Set<number>();
  let going = true;
  const create = async () => {
    const response = await fetch(`${url}/issues`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'In a storm' }),
    });
    const { id } = (await response.json()) as { id: number };
    if (response.status === 201) acknowledged.push(id);
    else others.add(response.status);
  };
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (going) {
      await create();
      await rest();
    }
  });
  return {
    acknowledged,
    stop: async () => {
      going = false;
      await Promise.all(clients);
      // Whoever waits for a turn too long is told so.
      expect([...others].filter((status) => status !== 503)).toEqual([]);
    },
  };
}

/** What a kill is followed by: a check, which gets the ids of the acknowledged issues. */
interface Round {
  readonly before?: () => Promise<void>;
  readonly check: (acknowledged: number[]) => Promise<void>;
}

/** A database with many issues and a server on it, for killing commands while clients write. */
export async function createLoadedDatabase(seed: number) {
  const database = await createOperatedDatabase();
  const { url, backups, run, runAlone, countIssues } = database;
  const server = await startServer({ DATABASE_URL: url, BACKUP_DIR: backups });
  const random = seeded(seed);

  /** The acknowledged issues that are not stored. */
  const missing = async (acknowledged: readonly number[]) => {
    const rows = await rowsOf(
      url,
      `SELECT id FROM issues WHERE title = 'In a storm' AND id IN (${acknowledged.join(', ')})`,
    );
    const stored = new Set(rows.map(({ id }) => Number(id)));
    return acknowledged.filter((id) => !stored.has(id));
  };

  /** Runs the command to its end, then kills it at random times, each time under a new storm. */
  const killRepeatedly = async (command: string[], { before, check }: Round) => {
    let durationMs: number | undefined;
    for (let kill = 0; kill <= KILLS; kill += 1) {
      await before?.();
      const writes = storm(server.url);
      await until(() => writes.acknowledged.length >= CLIENTS);
      const started = performance.now();
      const share = 0.3 + 0.7 * random();
      await runAlone(command, durationMs === undefined ? undefined : durationMs * share);
      durationMs ??= performance.now() - started;
      const sent = writes.acknowledged.length;
      await until(() => writes.acknowledged.length > sent);
      await writes.stop();
      await countIssues();
      await check(writes.acknowledged);
    }
    expect(await run(['health'])).toBe(0);
  };

  /** Only what was acknowledged before everything was replaced may be gone; returns it. */
  const findReplaced = async (acknowledged: readonly number[]) => {
    const gone = await missing(acknowledged);
    const kept = acknowledged.filter((id) => !gone.includes(id));
    expect(kept.length).toBeGreaterThan(0);
    expect(Math.max(0, ...gone)).toBeLessThan(Math.min(...kept));
    return gone;
  };

  const drop = async () => {
    await server.end();
    await database.drop();
  };
  return { ...database, missing, killRepeatedly, findReplaced, drop };
}

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { loadConfiguration } from '../../src/config/configuration.js';
import { createMigratedDatabase, createTestApp, type TestApp } from '../support/create-test-app.js';
import { pastPooler } from '../support/databases.js';
import { createInterruptibleProxy } from '../support/interruptible-proxy.js';
import {
  type ReplicatedPostgres,
  startReplicatedPostgres,
} from '../support/native/replicated-postgres.mjs';
import { expectProblem } from '../support/problem.js';
import { until } from '../support/until.js';

const suite = __DIALECT__ === 'postgres' ? describe : () => undefined;

/** Writes that are acknowledged before and after each failover; 500 with `npm run test:long`. */
const WRITES = Number(process.env.TEST_FAILOVER_WRITES ?? 20);
const CLIENTS = 4;

/** The writes of several clients, each of which is sent with its key until it is acknowledged. */
function writeTo({ url }: TestApp) {
  const acknowledged = new Map<string, number>();
  const refused = new Set<number>();
  const state = { stopped: false, lastAt: performance.now(), awayMs: 0 };
  const send = async (key: string) => {
    const response = await fetch(`${url}/issues`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ title: key }),
    });
    const body = (await response.json()) as { id: number };
    if (response.status !== 201) return refused.add(response.status);
    acknowledged.set(key, body.id);
    const now = performance.now();
    state.awayMs = Math.max(state.awayMs, now - state.lastAt);
    state.lastAt = now;
  };
  const client = async () => {
    while (!state.stopped) {
      const key = randomUUID();
      while (!acknowledged.has(key)) await send(key);
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  return {
    acknowledged,
    refused,
    state,
    untilMore: () => {
      const goal = acknowledged.size + WRITES;
      return until(() => acknowledged.size >= goal);
    },
    stop: async () => {
      state.stopped = true;
      await Promise.all(clients);
    },
  };
}

suite('failover', () => {
  let postgres: ReplicatedPostgres;
  let tracker: TestApp | undefined;

  /** Only a promotion uses a cluster up. */
  let isUsedUp = true;

  beforeEach(async () => {
    if (!isUsedUp) return;
    postgres = await startReplicatedPostgres(1);
    await postgres.primary.query("ALTER SYSTEM SET synchronous_standby_names = '*'");
    await postgres.primary.query('SELECT pg_reload_conf()');
    isUsedUp = false;
  });
  afterEach(async () => {
    await tracker?.close();
    tracker = undefined;
    if (isUsedUp) await postgres.stop();
  });
  afterAll(() => postgres.stop());

  const first = () => postgres.primary;
  const second = () => postgres.replicas[0] ?? postgres.primary;

  /** The URL of both servers. */
  const clusterOf = (...urls: string[]): string => {
    const hosts = urls.map((url) => new URL(url).host).join(',');
    return urls[0]?.replace(/@[^/]*/, `@${hosts}`) ?? '';
  };

  async function promote(): Promise<void> {
    isUsedUp = true;
    await second().query('SELECT pg_promote()');
  }

  async function expectNothingLost({
    acknowledged,
    refused,
    stop,
  }: ReturnType<typeof writeTo>): Promise<void> {
    await stop();
    expect(acknowledged.size).toBeGreaterThanOrEqual(2 * WRITES);
    const rows = await second().query("SELECT title FROM issues WHERE title LIKE '%-%'");
    const stored = rows.map(({ title }) => String(title)).sort();
    expect(stored).toEqual([...acknowledged.keys()].sort());
    // Whoever had to wait was told so.
    expect([...refused].filter((status) => status !== 503)).toEqual([]);
  }

  it('Writes that wait for a synchronous standby leave connections to reads, and are not acknowledged', async () => {
    const { primary } = postgres;
    const standby = (name: string) =>
      primary
        .query(`ALTER SYSTEM SET synchronous_standby_names = '${name}'`)
        .then(() => primary.query('SELECT pg_reload_conf()'));
    tracker = await createTestApp({ DATABASE_URL: primary.url, DATABASE_TIMEOUT_SECONDS: '5' });
    const { http } = tracker;
    await http.post('/issues').send({ title: 'before' }).expect(201);
    await standby('gone');
    const writes = Promise.all(
      Array.from({ length: 30 }, () => http.post('/issues').send({ title: 'hangs' })),
    );
    const waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
    await until(async () => (await primary.query(waiting)).length > 5);
    // None of them has ended meanwhile.
    for (let read = 0; read < 20; read += 1) await http.get('/issues').expect(200);
    await http.get('/health/ready').expect(200);
    for (const response of await writes) expectProblem(response, 503, 'DATABASE_UNAVAILABLE');
    await standby('*');
    await until(async () => (await http.post('/issues').send({ title: 'after' })).status === 201);
  });

  it('After a promotion writes go to the promoted server, and none is lost or stored twice', async () => {
    const url = clusterOf(first().url, second().url);
    tracker = await createTestApp({ DATABASE_URL: `${url}?target_session_attrs=read-write` });
    const writes = writeTo(tracker);
    await writes.untilMore();
    await first().kill();
    await promote();
    await writes.untilMore();
    await expectNothingLost(writes);
    await tracker.http.get('/health/ready').expect(200);
  });

  it('After a promotion writes go to the promoted server, even if the old one hangs', async () => {
    const proxy = await createInterruptibleProxy(first().url);
    try {
      tracker = await createTestApp({ DATABASE_URL: clusterOf(proxy.url, second().url) });
      const writes = writeTo(tracker);
      await writes.untilMore();
      // What is stored and not confirmed is stored again by nobody: the keys say so.
      proxy.freeze();
      await first().kill();
      await promote();
      await writes.untilMore();
      await expectNothingLost(writes);
    } finally {
      await tracker?.close();
      tracker = undefined;
      await proxy.interrupt();
    }
  });
});

suite('connections', () => {
  it('Requests wait when the server has fewer connections than the pool', async () => {
    const database = await createMigratedDatabase();
    const admin = new pg.Client({ connectionString: pastPooler(database.url) });
    await admin.connect();
    const role = `limited_${randomUUID().slice(0, 8)}`;
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'limited' CONNECTION LIMIT 2`);
    await admin.query(`GRANT ALL ON SCHEMA public TO ${role}`);
    await admin.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
    await admin.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}`);
    const url = new URL(pastPooler(database.url));
    url.username = role;
    url.password = 'limited';
    const tracker = await createTestApp({ DATABASE_URL: url.href });
    try {
      const statuses = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const sent = index % 2 ? tracker.http.get('/issues') : tracker.http.post('/issues');
          return (await (index % 2 ? sent : sent.send({ title: 'queues' }))).status;
        }),
      );
      expect(new Set(statuses)).toEqual(new Set([200, 201]));
    } finally {
      await tracker.close();
      await admin.query(`DROP OWNED BY ${role}`);
      await admin.query(`DROP ROLE ${role}`);
      await admin.end();
      await database.drop();
    }
  });
});

it('A URL of several servers leads to the one that takes writes, and says so if it asks for another', () => {
  const load = (DATABASE_URL: string) => loadConfiguration({ DATABASE_URL }).database.address;
  expect(load('postgresql://u:p@a:5432,b:5433/db?sslmode=require')).toEqual({
    dialect: 'postgres',
    url: 'postgresql://u:p@a:5432,b:5433/db?sslmode=require&target_session_attrs=read-write',
    servers: [
      'postgresql://u:p@a:5432/db?sslmode=require',
      'postgresql://u:p@b:5433/db?sslmode=require',
    ],
  });
  expect(() => load('postgresql://a,b/db?target_session_attrs=read-only')).toThrow(
    /DATABASE_URL.*target_session_attrs=read-only/,
  );
  expect(() => load('postgresql://a,,b/db')).toThrow(/DATABASE_URL/);
});

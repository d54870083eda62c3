import { loadConfiguration } from '../../src/config/configuration.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createInterruptibleProxy } from '../support/interruptible-proxy.js';
import {
  type ReplicatedPostgres,
  startReplicatedPostgres,
} from '../support/native/replicated-postgres.mjs';
import { startServer } from '../support/programs.js';
import { until } from '../support/until.js';

/** Whatever is read of a response. */
interface Body {
  readonly total: number;
  readonly items: readonly { readonly id: number; readonly title: string }[];
  readonly next_cursor: string | null;
  readonly version: number;
  readonly title: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly errors: unknown;
}

const suite = __DIALECT__ === 'postgres' ? describe : () => undefined;

/** No replica is too far behind, however long a test takes. */
const PATIENT = { DATABASE_REPLICA_MAX_LAG_SECONDS: '3600', TRUST_PROXY: 'true' };

/** How often each of the reads is repeated that must not be stale; 200 with `npm run test:long`. */
const ROUNDS = Number(process.env.TEST_STALE_READS ?? 10);

suite('replicas', () => {
  let postgres: ReplicatedPostgres;
  let tracker: TestApp | undefined;
  let started = 0;

  beforeAll(async () => {
    postgres = await startReplicatedPostgres(2);
  });
  afterAll(() => postgres.stop());
  afterEach(async () => {
    await tracker?.close();
    tracker = undefined;
    await resume();
  });

  const urls = () => postgres.replicas.map(({ url }) => url).join(',');

  async function start(
    env: Record<string, string> = {},
    DATABASE_REPLICA_URLS = urls(),
  ): Promise<TestApp> {
    const { url } = postgres.primary;
    tracker = await createTestApp({ DATABASE_URL: url, DATABASE_REPLICA_URLS, ...PATIENT, ...env });
    await until(
      async () => (await metricOf('db_replicas')) === DATABASE_REPLICA_URLS.split(',').length,
    );
    return tracker;
  }

  const metricOf = async (name: string, url = tracker?.url ?? ''): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1]);
  };

  const onEach = (statement: string) =>
    Promise.all(postgres.replicas.map((replica) => replica.query(statement)));
  const resume = () => onEach('SELECT pg_wal_replay_resume()');

  /** From now on the replicas show what they have, and the primary has one label more. */
  async function pause(): Promise<void> {
    await onEach('SELECT pg_wal_replay_pause()');
    await until(async () =>
      (await onEach('SELECT pg_get_wal_replay_pause_state() AS state')).every(
        ([row]) => row?.state === 'paused',
      ),
    );
    await addLabel();
  }

  async function addLabel(): Promise<void> {
    const name = `of the primary ${String((started += 1))}`;
    await postgres.primary
      .query(`INSERT INTO labels (name, name_key, color, created_at, updated_at, version)
      VALUES ('${name}', '${name}', '#ffffff', now(), now(), 1)`);
  }

  const labels = async ([server = postgres.primary]) =>
    Number((await server.query('SELECT count(*) AS labels FROM labels'))[0]?.labels);

  /** A client with an address of its own. */
  const client = (address: string, url = tracker?.url ?? '') => {
    const send = (method: string, path: string, headers: object = {}, body?: object) =>
      fetch(url + path, {
        method,
        headers: {
          'X-Forwarded-For': address,
          // Each request has a connection of its own, and so any of the workers.
          connection: 'close',
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    const json = async (path: string, headers: object = {}) =>
      (await (await send('GET', path, headers)).json()) as Body;
    return { send, json };
  };

  const readFrom = async (reader = client('10.0.0.9')): Promise<'replica' | 'primary'> => {
    const found = ((await reader.json('/labels')) as unknown as unknown[]).length;
    return found === (await labels([postgres.primary])) ? 'primary' : 'replica';
  };
  const untilRead = (from: 'replica' | 'primary') => until(async () => (await readFrom()) === from);

  it('A caller reads their own writes while replay is paused, and others read from a replica', async () => {
    await start();
    await pause();
    const writer = client('10.0.0.1');
    const reader = client('10.0.0.2');
    const before = await metricOf('db_replica_reads_total');
    const seen = (await reader.json('/issues')).total;
    let stale = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const created = await writer.send('POST', '/issues', {}, { title: 'mine' });
      const path = created.headers.get('location') ?? '';
      const tag = created.headers.get('etag') ?? '';
      const { version } = (await created.json()) as { version: number };
      const patched = await writer.send('PATCH', path, {}, { version, title: 'changed' });
      expect(patched.status).toBe(200);
      stale += Number((await writer.json(path)).version !== version + 1);
      stale += Number((await writer.send('GET', path, { 'If-None-Match': tag })).status !== 200);
      stale += Number((await writer.json('/issues')).total !== seen + round + 1);
      const again = { version: (await writer.json(path)).version, title: 'again' };
      stale += Number((await writer.send('PATCH', path, {}, again)).status !== 200);
      expect((await reader.json('/issues')).total).toBe(seen);
    }
    expect(stale).toBe(0);
    expect(await metricOf('db_replica_reads_total')).toBe(before + ROUNDS + 1);
    await resume();
    // The writer's reads return to the replicas.
    const own = await metricOf('db_replica_reads_total');
    await until(async () => {
      expect((await writer.json('/issues')).total).toBe(seen + ROUNDS);
      return (await metricOf('db_replica_reads_total')) > own;
    });
  });

  it('The token of a write makes the reads of any caller include it', async () => {
    await start();
    await pause();
    const reader = client('10.0.0.2');
    const { total } = await reader.json('/issues');
    const created = await client('10.0.0.1').send('POST', '/issues', {}, { title: 'shared' });
    const token = created.headers.get('x-consistency-token') ?? '';
    expect(token).toMatch(/^[0-9A-F]{16}$/);
    expect((await reader.json('/issues')).total).toBe(total);
    expect((await reader.json('/issues', { 'X-Consistency-Token': token })).total).toBe(total + 1);
    const response = await reader.send('GET', '/issues', { 'X-Consistency-Token': '0/16B3748' });
    expect(response.status).toBe(422);
    expect(((await response.json()) as Body).errors).toMatchObject([
      { parameter: 'X-Consistency-Token' },
    ]);
  });

  it('A caller whose change was refused reads what refused it', async () => {
    await start();
    const writer = client('10.0.0.1');
    const created = await writer.send('POST', '/issues', {}, { title: 'both' });
    const path = created.headers.get('location') ?? '';
    await until(async () => (await client('10.0.0.3').json('/issues')).items[0]?.title === 'both');
    await pause();
    await writer.send('PATCH', path, {}, { version: 1, title: 'first' });
    const other = client('10.0.0.2');
    // From the primary, if the replica was too busy to be asked.
    await until(async () => (await other.json(path)).version === 1);
    const refused = await other.send('PATCH', path, {}, { version: 1, title: 'second' });
    expect(refused.status).toBe(409);
    expect((await other.json(path)).version).toBe(2);
  });

  it('Pages by cursor miss nothing that the first page knew of', async () => {
    await start();
    await pause();
    const writer = client('10.0.0.1');
    const ids: number[] = [];
    let token = '';
    for (let issue = 0; issue < 50; issue += 1) {
      const created = await writer.send('POST', '/issues', {}, { title: 'walked' });
      token = created.headers.get('x-consistency-token') ?? '';
      ids.push(((await created.json()) as { id: number }).id);
    }
    const walker = client('10.0.0.2');
    const found: number[] = [];
    let page = await walker.json('/issues?page_size=13', { 'X-Consistency-Token': token });
    while (found.length < ids.length) {
      found.push(...page.items.map(({ id }) => id));
      if (page.next_cursor === null) break;
      page = await walker.json(`/issues?page_size=13&cursor=${page.next_cursor}`);
    }
    expect(found.slice(0, ids.length)).toEqual(ids.reverse());
  });

  it('A caller’s totals never go back while one replica is behind the other', async () => {
    await start();
    await postgres.replicas[0]?.query('SELECT pg_wal_replay_pause()');
    await addLabel();
    const callers = Array.from({ length: 6 }, (_, index) => client(`10.0.1.${String(index)}`));
    const before = await metricOf('db_replica_reads_total');
    const totals = callers.map(() => new Set<number>());
    for (let round = 0; round < 5; round += 1) {
      for (const [index, caller] of callers.entries()) {
        totals[index]?.add(((await caller.json('/labels')) as unknown as unknown[]).length);
      }
    }
    // The other replica may apply the change meanwhile: a total grows, once, and never alternates.
    for (const seen of totals) expect([...seen]).toEqual([...seen].sort((a, b) => a - b));
    expect(new Set(totals.flatMap((seen) => [...seen])).size).toBe(2);
    expect(await metricOf('db_replica_reads_total')).toBe(before + 30);
  });

  it('A replica that is behind by more than the limit is not read, and then again', async () => {
    const { http } = await start({ DATABASE_REPLICA_MAX_LAG_SECONDS: '2' });
    await pause();
    await untilRead('primary');
    // From now on until it follows again, whoever reads and however often.
    for (let read = 0; read < 20; read += 1) expect(await readFrom()).toBe('primary');
    expect(await metricOf('db_replicas')).toBe(0);
    expect(await metricOf('db_replica_lag_seconds')).toBeGreaterThan(2);
    const { body } = await http.get('/health/ready').expect(200);
    expect(body.replicas).toMatchObject([{ used: false }, { used: false }]);
    await resume();
    await until(async () => (await metricOf('db_replicas')) === 2);
    expect((await http.get('/health/ready')).body.replicas).toMatchObject([
      { used: true, lag_seconds: expect.any(Number) as number },
      { used: true },
    ]);
  });

  it('What a replica does not have yet, searches, exports and maintenance are read from the primary', async () => {
    await start();
    await pause();
    const created = await client('10.0.0.1').send('POST', '/issues', {}, { title: 'panda' });
    const path = created.headers.get('location') ?? '';
    const reader = client('10.0.0.2');
    expect((await reader.json(path)).title).toBe('panda');
    expect((await reader.send('GET', `${path}/timeline`)).status).toBe(200);
    expect((await reader.send('GET', '/issues/4711')).status).toBe(404);
    expect((await reader.json('/issues?q=panda')).items).toHaveLength(1);
    expect(await (await reader.send('GET', '/issues/export?q=panda')).text()).toContain('panda');
    const [row] = await postgres.primary.query('SELECT count(*) AS issues FROM issues');
    const stats = await reader.json('/maintenance/stats');
    expect(stats.rows.issues).toBe(Number(row?.issues));
  });

  it('While a replica is down or hangs the primary is read, and then the replica again', async () => {
    const proxy = await createInterruptibleProxy(postgres.replicas[0]?.url ?? '');
    try {
      await start({ DATABASE_TIMEOUT_SECONDS: '2' }, proxy.url);
      await pause();
      expect(await readFrom()).toBe('replica');
      await proxy.interrupt();
      const reads = await Promise.all(Array.from({ length: 20 }, () => readFrom()));
      expect(reads).toEqual(Array(20).fill('primary'));
      await proxy.resume();
      await untilRead('replica');
      proxy.freeze();
      expect(await readFrom()).toBe('primary');
      expect(await readFrom()).toBe('primary');
      proxy.thaw();
      await untilRead('replica');
    } finally {
      await tracker?.close();
      tracker = undefined;
      await proxy.interrupt();
    }
  });

  it('A replica without the schema is not read until it has it', async () => {
    const proxy = await createInterruptibleProxy(postgres.replicas[0]?.url ?? '');
    try {
      await start({}, proxy.url);
      await proxy.interrupt();
      await until(async () => (await metricOf('db_replicas')) === 0);
      await postgres.primary.query('ALTER TABLE migrations RENAME TO elsewhere');
      const isGone = () => onEach("SELECT to_regclass('migrations') AS found");
      await until(async () => (await isGone()).every(([row]) => row?.found === null));
      const before = proxy.statements();
      await proxy.resume();
      // It has been checked twice: the first check did not put it to use.
      await until(() => proxy.statements() > before + 1);
      expect(await metricOf('db_replicas')).toBe(0);
      await postgres.primary.query('ALTER TABLE elsewhere RENAME TO migrations');
      await until(async () => (await metricOf('db_replicas')) === 1);
    } finally {
      await tracker?.close();
      tracker = undefined;
      await proxy.interrupt();
    }
  });

  it('Whichever worker takes a request, it includes the writes that its caller sent to others', async () => {
    const server = await startServer({
      DATABASE_URL: postgres.primary.url,
      DATABASE_REPLICA_URLS: urls(),
      WORKERS: '4',
      ...PATIENT,
    });
    try {
      const writer = client('10.0.0.1', server.url);
      const reader = client('10.0.0.2', server.url);
      const total = async (one: typeof reader) => (await one.json('/issues')).total;
      // Each worker reads from a replica.
      await until(async () => {
        const before = await metricOf('db_replica_reads_total', server.url);
        await Promise.all(Array.from({ length: 40 }, () => total(reader)));
        return (await metricOf('db_replica_reads_total', server.url)) === before + 40;
      });
      await pause();
      const known = await total(reader);
      let stale = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        expect((await writer.send('POST', '/issues', {}, { title: 'any' })).status).toBe(201);
        const totals = await Promise.all(Array.from({ length: 8 }, () => total(writer)));
        stale += totals.filter((one) => one !== known + round).length;
      }
      expect(stale).toBe(0);
      expect(await total(reader)).toBe(known);
    } finally {
      await server.end();
    }
  });
});

if (__DIALECT__ !== 'postgres') {
  it('DATABASE_REPLICA_URLS is refused with SQLite', () => {
    const env = { DATABASE_URL: 'sqlite:x.db', DATABASE_REPLICA_URLS: 'postgresql://a@b/c' };
    expect(() => loadConfiguration(env)).toThrow(/DATABASE_REPLICA_URLS/);
  });
}

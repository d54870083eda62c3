import { loadConfiguration } from '../../src/config/configuration.js';
import { startServer } from '../support/programs.js';
import { until } from '../support/until.js';
import { type Body, PATIENT, useReplicas } from '../support/use-replicas.js';

const suite = __DIALECT__ === 'postgres' ? describe : () => undefined;

/** How often each of the reads is repeated that must not be stale; 200 with `npm run test:long`. */
const ROUNDS = Number(process.env.TEST_STALE_READS ?? 10);

suite('replicas', () => {
  const { servers, urls, start, metricOf, resume, pause, addLabel, client } = useReplicas();

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
    await servers().replicas[0]?.query('SELECT pg_wal_replay_pause()');
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
    const [row] = await servers().primary.query('SELECT count(*) AS issues FROM issues');
    const stats = await reader.json('/maintenance/stats');
    expect(stats.rows.issues).toBe(Number(row?.issues));
  });

  it('Whichever worker takes a request, it includes the writes that its caller sent to others', async () => {
    const server = await startServer({
      DATABASE_URL: servers().primary.url,
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

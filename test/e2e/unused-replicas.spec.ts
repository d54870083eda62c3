/** @postgres replicas are servers of PostgreSQL */
import { createInterruptibleProxy } from '../support/interruptible-proxy.js';
import { until } from '../support/until.js';
import { useReplicas } from '../support/use-replicas.js';

describe('replicas that are not read', () => {
  const { servers, start, close, metricOf, onEach, resume, pause, readFrom, untilRead } =
    useReplicas();

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

  it('While a replica is down or hangs the primary is read, and then the replica again', async () => {
    const proxy = await createInterruptibleProxy(servers().replicas[0]?.url ?? '');
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
      await close();
      await proxy.interrupt();
    }
  });

  it('A replica without the schema is not read until it has it', async () => {
    const proxy = await createInterruptibleProxy(servers().replicas[0]?.url ?? '');
    try {
      await start({}, proxy.url);
      await proxy.interrupt();
      await until(async () => (await metricOf('db_replicas')) === 0);
      await servers().primary.query('ALTER TABLE migrations RENAME TO elsewhere');
      const isGone = () => onEach("SELECT to_regclass('migrations') AS found");
      await until(async () => (await isGone()).every(([row]) => row?.found === null));
      const before = proxy.statements();
      await proxy.resume();
      // It has been checked twice: the first check did not put it to use.
      await until(() => proxy.statements() > before + 1);
      expect(await metricOf('db_replicas')).toBe(0);
      await servers().primary.query('ALTER TABLE elsewhere RENAME TO migrations');
      await until(async () => (await metricOf('db_replicas')) === 1);
    } finally {
      await close();
      await proxy.interrupt();
    }
  });
});

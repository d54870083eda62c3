/** @workers a restore replaces the database while other processes use it */
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, getIssue } from '../support/factories.js';
import { describeWithBackups } from '../support/postgres-tools.js';
import { until } from '../support/until.js';

const ROUNDS = Number(process.env.TEST_BACKUPS ?? 2);
const WRITES_PER_SECOND = 50;

/** Requests in flight at most: a busy machine sends fewer, instead of queuing them without end. */
const MAX_IN_FLIGHT = 8;

/** Writes that are acknowledged before a backup begins. */
const WRITES_BEFORE_BACKUP = 10;

interface Load {
  readonly acknowledged: number[];
  readonly statuses: Set<number>;
  /** Returns when some more writes have been acknowledged. */
  untilMoreAcknowledged(): Promise<void>;
  stop(): Promise<void>;
}

/** Writes and reads at a steady rate until it is stopped. */
function load({ url }: TestApp): Load {
  const acknowledged: number[] = [];
  const statuses = new Set<number>();
  const open = new Set<Promise<void>>();
  const send = async () => {
    const response = await fetch(`${url}/issues`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Under load' }),
    });
    statuses.add(response.status);
    const body = (await response.json()) as { id: number };
    if (response.status === 201) acknowledged.push(body.id);
    if (response.status === 503) expect(response.headers.get('retry-after')).not.toBeNull();
    statuses.add((await fetch(`${url}/issues?page_size=1`)).status);
  };
  const timer = setInterval(() => {
    if (open.size >= MAX_IN_FLIGHT) return;
    const sent = send().finally(() => open.delete(sent));
    open.add(sent);
  }, 1000 / WRITES_PER_SECOND);
  return {
    acknowledged,
    statuses,
    untilMoreAcknowledged: () => {
      const before = acknowledged.length;
      return until(() => acknowledged.length >= before + WRITES_BEFORE_BACKUP);
    },
    stop: async () => {
      clearInterval(timer);
      await Promise.all(open);
    },
  };
}

const describeBackups = await describeWithBackups();

describeBackups('backups in use', () => {
  let tracker: TestApp;
  let backups: BackupsService;

  beforeAll(async () => {
    tracker = await createTestApp();
    backups = tracker.app.get(BackupsService);
  });
  afterAll(() => tracker.close());

  const health = async () => (await tracker.http.get('/maintenance/health').expect(200)).body;

  it('A backup under load contains every write that was acknowledged before it began', async () => {
    const fresh = await createTestApp({ BACKUP_DIR: tracker.backups });
    const writes = load(tracker);
    for (let round = 0; round < ROUNDS; round += 1) {
      await writes.untilMoreAcknowledged();
      const before = [...writes.acknowledged];
      const { name, rows } = await backups.create();
      expect(rows.issues).toBeGreaterThanOrEqual(before.length);
      await fresh.app.get(BackupsService).restore(name);
      for (const id of before.slice(-3)) await getIssue(fresh, id);
      const checked = await fresh.http.get('/maintenance/health').expect(200);
      expect(checked.body).toMatchObject({ healthy: true });
      const stats = await fresh.http.get('/maintenance/stats').expect(200);
      expect(stats.body.rows.issues).toBe(rows.issues);
    }
    await writes.stop();
    await fresh.close();
    expect([...writes.statuses].filter((status) => ![200, 201].includes(status))).toEqual([]);
  });

  it('Requests during a restore succeed or are 503', async () => {
    const { name } = await backups.create();
    const writes = load(tracker);
    await writes.untilMoreAcknowledged();
    const { previous } = await backups.restore(name);
    await writes.stop();
    for (const status of writes.statuses) expect([200, 201, 503]).toContain(status);
    expect(await health()).toMatchObject({ healthy: true });
    expect((await backups.list()).find((one) => one.name === previous)?.verified).toBe(true);
    await createIssue(tracker);
  });
});

import { migrations } from '../../migrations/index.js';
import { loadConfiguration } from '../../src/config/configuration.js';
import { createDataSource, writerOptions } from '../../src/database/data-source-options.js';
import { migrate } from '../../src/database/migrate.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { rowsOf, tamper } from '../support/database-contents.js';

interface Period {
  readonly period_start: string;
  readonly open_at_end: number;
}

const DAY_MS = 86_400_000;
const dayName = (daysAgo: number) =>
  new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);

describe('open_at_end of the report throughput', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  const openByDay = async () => {
    const { body } = await tracker.http
      .get(`/reports/throughput?interval=day&since=${dayName(10)}`)
      .expect(200);
    return (body as Period[]).map(({ open_at_end }) => open_at_end);
  };

  /** Issues that were created ten days ago. */
  const importOld = async (...rows: string[]) => {
    const csv = ['title,status,created_at,resolved_at', ...rows].join('\n');
    const { body } = await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from(csv), 'issues.csv');
    expect(body).toMatchObject({ successful: rows.length, errors: [] });
    const { body: list } = await tracker.http.get('/issues?sort=id').expect(200);
    return (list.items as { id: number }[]).map(({ id }) => id);
  };

  const change = (id: number | undefined, body: object) =>
    tracker.http
      .patch(`/issues/${String(id)}`)
      .set('If-Match', '*')
      .send(body)
      .expect(200);

  const old = (status: string, resolved = '') =>
    `Old,${status},${dayName(10)}T00:00:01Z,${resolved}`;

  const checks = async () => {
    const { body } = await tracker.http.get('/maintenance/health').expect(200);
    return (body.checks as { name: string; faults: number }[])
      .filter(({ faults }) => faults > 0)
      .map(({ name }) => name);
  };

  it('Closing without resolving, deleting and restoring count on the day they happen', async () => {
    const [closed, deleted, restored] = await importOld(old('open'), old('open'), old('open'));
    const before = await openByDay();
    expect(before).toEqual(Array.from({ length: 11 }, () => 3));
    await change(closed, { status: 'closed' });
    for (const id of [deleted, restored]) {
      await tracker.http
        .delete(`/issues/${String(id)}`)
        .set('If-Match', '*')
        .expect(204);
    }
    expect(await openByDay()).toEqual([...before.slice(0, 10), 0]);
    await tracker.http.post(`/issues/${String(restored)}/restore`).expect(200);
    expect(await openByDay()).toEqual([...before.slice(0, 10), 1]);
    expect(await checks()).toEqual([]);
  });

  it('Reopening counts from today, and no period before changes', async () => {
    const [resolved, closed] = await importOld(
      old('resolved', `${dayName(5)}T12:00:00Z`),
      old('closed'),
    );
    const before = await openByDay();
    expect(before).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
    await change(resolved, { status: 'open' });
    await tracker.http
      .post('/issues/bulk-status')
      .send({ issue_ids: [closed], status: 'in_progress' })
      .expect(200);
    expect(await openByDay()).toEqual([...before.slice(0, 10), 2]);
    expect(await checks()).toEqual([]);
  });

  it('A purge leaves the counts of past days as they were', async () => {
    await importOld(old('resolved', `${dayName(5)}T12:00:00Z`), old('open'));
    const before = await openByDay();
    expect(before).toEqual([2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
    const { body } = await tracker.http
      .post('/maintenance/cleanup/old-issues')
      .send({ days: 1, dry_run: false })
      .expect(200);
    expect(body).toMatchObject({ removed: 1 });
    expect(await openByDay()).toEqual(before);
    expect(await checks()).toEqual([]);
  });

  it('The health check recounts what was open and names what differs', async () => {
    await importOld(old('open'));
    await tamper(tracker.databaseUrl, 'UPDATE open_counts SET change = change + 1');
    expect(await checks()).toEqual(['summaries equal a recount']);
    await tamper(tracker.databaseUrl, 'DELETE FROM issue_openings');
    expect(await checks()).toContain('openings follow their issues');
  });

  it('The migration counts what the history of existing issues tells', async () => {
    const ids = await importOld(
      old('open'),
      old('resolved', `${dayName(5)}T12:00:00Z`),
      old('closed'),
      old('open'),
      old('in_progress'),
    );
    await change(ids[0], { status: 'closed' });
    await change(ids[1], { status: 'in_progress' });
    await tracker.http
      .delete(`/issues/${String(ids[3])}`)
      .set('If-Match', '*')
      .expect(204);
    await tracker.http
      .delete(`/issues/${String(ids[4])}`)
      .set('If-Match', '*')
      .expect(204);
    await tracker.http.post(`/issues/${String(ids[4])}/restore`).expect(200);
    await tracker.http.post('/issues').send({ title: 'New' }).expect(201);
    const kept = await openByDay();
    const configuration = loadConfiguration({ DATABASE_URL: tracker.databaseUrl });
    const source = createDataSource({ ...writerOptions(configuration, []), migrations });
    await source.initialize();
    for (let undone = 1; undone < migrations.length; undone += 1) await source.undoLastMigration();
    await source.destroy();
    await migrate(configuration);
    expect(await openByDay()).toEqual(kept);
    expect(await checks()).toEqual([]);
  });

  it('What was open is read from counts by day, not from the issues', async () => {
    await importOld(old('open'), old('open'), old('open'));
    const rows = await rowsOf(tracker.databaseUrl, 'SELECT day, change FROM open_counts');
    expect(rows).toEqual([{ day: dayName(10), change: 3 }]);
  });
});

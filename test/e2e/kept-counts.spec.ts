import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { createDataSource, writerOptions } from '../../src/database/data-source-options.js';
import { loadConfiguration } from '../../src/config/configuration.js';
import { migrate } from '../../src/database/migrate.js';
import { SUMMARY_TABLES } from '../../src/summaries/summary-tables.js';
import { SummariesService } from '../../src/summaries/summaries.service.js';
import { createTestApp, createTestDatabase, type TestApp } from '../support/create-test-app.js';
import { rowsOf, tamper } from '../support/database-contents.js';
import { pastPooler } from '../support/databases.js';
import { createIssues, createUser } from '../support/factories.js';

/** More than a count ever had rows to spread its writers over. */
const WRITERS = 24;

/** The rows of each table of counts beside its keys: all, and those that count anything. */
async function rowsAndKeys(url: string): Promise<Record<string, { rows: number; keys: number }>> {
  const found: Record<string, { rows: number; keys: number }> = {};
  for (const { name, keys, counts } of SUMMARY_TABLES) {
    const used = counts.map((count) => `SUM(${count}) <> 0`).join(' OR ');
    const [row] = await rowsOf(
      url,
      `SELECT (SELECT COUNT(*) FROM ${name}) AS rows, (SELECT COUNT(*) FROM (SELECT 1 AS one
       FROM ${name} GROUP BY ${keys.join(', ')} HAVING ${used}) AS used) AS keys`,
    );
    found[name] = { rows: Number(row?.rows), keys: Number(row?.keys) };
  }
  return found;
}

describe('kept counts', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const expectRight = async () => {
    expect(await tracker.app.get(SummariesService).differences()).toEqual([]);
  };

  it('Totals and reports are right after many writers of one kind of issue at the same time', async () => {
    const assignee = await createUser(tracker);
    const ids = await createIssues(tracker, WRITERS);
    const change = (id: number, fields: object) =>
      tracker.http
        .patch(`/issues/${String(id)}`)
        .send(fields)
        .expect(200);
    await Promise.all(
      ids.map((id) => change(id, { version: 1, assignee_id: assignee, status: 'resolved' })),
    );
    await Promise.all(ids.map((id) => change(id, { version: 2, status: 'closed' })));
    await expectRight();
    const { body } = await tracker.http.get('/reports/top-assignees').expect(200);
    expect(body).toMatchObject([{ assignee_id: assignee, resolved_count: WRITERS }]);
    const { body: list } = await tracker.http.get('/issues?status=closed').expect(200);
    expect(list.total).toBe(WRITERS);
    await tracker.http.post('/maintenance/vacuum').expect(200);
    await expectRight();
  });

  it('A recount in pieces finds what differs in each of them', async () => {
    const ids = [1, 255, 256, 512, 2_147_483_647];
    const values = ids.map((id) => `(${String(id)}, 'open', 'low', 1, 0)`).join(', ');
    // So that there are labels of three pieces.
    await tracker.http.post('/labels').send({ name: 'last' }).expect(201);
    await tamper(tracker.databaseUrl, "UPDATE labels SET id = 512 WHERE name = 'last'");
    await tamper(
      tracker.databaseUrl,
      `INSERT INTO label_totals (label_id, status, priority, issues, slot) VALUES ${values}`,
    );
    const found = await tracker.app.get(SummariesService).differences();
    expect(found.map(({ table, key: [id] }) => [table, id])).toEqual(
      ids.map((id) => ['label_totals', id]),
    );
    await tamper(tracker.databaseUrl, 'DELETE FROM label_totals', 'DELETE FROM labels');
    await expectRight();
  });

  if (__DIALECT__ !== 'postgres') return;

  /** Transactions that have each changed an issue in the same way, and have not ended. */
  async function openTransactions(ids: readonly number[]): Promise<pg.Client[]> {
    const clients: pg.Client[] = [];
    for (const id of ids) {
      // Each has a connection of its own: a pooler has fewer.
      const client = new pg.Client({ connectionString: pastPooler(tracker.databaseUrl) });
      await client.connect();
      clients.push(client);
      // Whoever has to wait for another of them gets an error.
      await client.query("BEGIN; SET LOCAL lock_timeout = '5s'");
      await client.query(
        `UPDATE issues SET status = 'resolved', resolved_at = now() WHERE id = ${String(id)}`,
      );
      await client.query(
        `INSERT INTO issue_labels (issue_id, label_id) SELECT ${String(id)}, max(id) FROM labels`,
      );
    }
    return clients;
  }

  it('No writer waits for the commit of another, and the next one makes one row of theirs', async () => {
    const ids = await createIssues(tracker, WRITERS);
    await tracker.http.post('/labels').send({ name: 'counted' }).expect(201);
    const clients = await openTransactions(ids);
    await Promise.all(clients.map((client) => client.query('COMMIT')));
    await Promise.all(clients.map((client) => client.end()));
    await expectRight();
    const rowsOfKind = async () => {
      const [row] = await rowsOf(
        tracker.databaseUrl,
        "SELECT COUNT(*) AS rows FROM label_totals WHERE status = 'resolved'",
      );
      return row?.rows;
    };
    expect(await rowsOfKind()).toBe(WRITERS);
    const [last = 0] = await createIssues(tracker, 1);
    await tracker.http
      .put(`/issues/${String(last)}/labels`)
      .send({ label_names: ['counted'] })
      .expect(200);
    const resolved = { version: 2, status: 'resolved' };
    await tracker.http
      .patch(`/issues/${String(last)}`)
      .send(resolved)
      .expect(200);
    expect(await rowsOfKind()).toBe(1);
    await expectRight();
  });

  it('The command vacuum makes one row of each count, and counts of nothing have none', async () => {
    const ids = await createIssues(tracker, WRITERS);
    const clients = await openTransactions(ids);
    await Promise.all(clients.map((client) => client.query('COMMIT')));
    await Promise.all(clients.map((client) => client.end()));
    await tracker.http.post('/maintenance/vacuum').expect(200);
    for (const [table, { rows, keys }] of Object.entries(await rowsAndKeys(tracker.databaseUrl))) {
      expect([table, rows]).toEqual([table, keys]);
    }
    await expectRight();
  });

  it('Counts of the release before, spread over connections, are one row each after the migration', async () => {
    const database = await createTestDatabase();
    try {
      const configuration = loadConfiguration({ DATABASE_URL: database.url });
      const before = migrations.filter(({ name }) => !name.startsWith('Totals'));
      const old = createDataSource({ ...writerOptions(configuration, []), migrations: before });
      await old.initialize();
      await old.runMigrations({ transaction: 'each' });
      await Promise.all(
        Array.from({ length: 8 }, (_none, index) =>
          old.query(
            `INSERT INTO issues (title, status, priority, comments_count, version, created_at,
               updated_at, resolved_at)
             SELECT 'x', CASE WHEN n % 2 = 0 THEN 'open' ELSE 'resolved' END, 'low', 0, 1, now(),
               now(), CASE WHEN n % 2 = 0 THEN NULL ELSE now() + make_interval(hours => n) END
             FROM generate_series(1, 10) AS n, pg_sleep(${String(index / 100)})`,
          ),
        ),
      );
      await old.destroy();
      await migrate(configuration);
      for (const [table, { rows, keys }] of Object.entries(await rowsAndKeys(database.url))) {
        expect([table, rows]).toEqual([table, keys]);
      }
      const later = await createTestApp({ DATABASE_URL: database.url });
      expect(await later.app.get(SummariesService).differences()).toEqual([]);
      await later.close();
    } finally {
      await database.drop();
    }
  });
});

/** @workers every process has its own database connections, which maintenance competes with */
import Database from 'better-sqlite3';
import pg from 'pg';
import { runInThread } from '../../src/database/sqlite/sqlite-threads.js';
import { DatabaseUnavailableError } from '../../src/database/database.errors.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { rowsOf } from '../support/database-contents.js';
import { pastPooler } from '../support/databases.js';
import { createIssue, getIssue } from '../support/factories.js';
import { rest } from '../support/rest.js';
import { until } from '../support/until.js';

/** A test that runs on one of the databases only. */
function itOn(dialect: typeof __DIALECT__, name: string, test: () => Promise<void>): void {
  if (dialect === __DIALECT__) it(name, test);
}

describe('maintenance during writes', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  /** Starts a cleanup while another transaction with `statements` is not committed yet. */
  async function cleanDuring(statements: string[], path: string, body: object): Promise<number> {
    const other = new pg.Client({ connectionString: pastPooler(tracker.databaseUrl) });
    await other.connect();
    try {
      await other.query(['BEGIN', ...statements].join('; '));
      const cleaning = tracker.http.post(path).send({ ...body, dry_run: false });
      const response = Promise.resolve(cleaning);
      // A transaction goes on seeing the connections that there were when it first asked for them.
      const waiting = `SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await until(async () => (await rowsOf(tracker.databaseUrl, waiting)).length > 0);
      await other.query('COMMIT');
      const { status, body: cleaned } = await response;
      expect(status).toBe(200);
      return (cleaned as { removed: number }).removed;
    } finally {
      await other.end();
    }
  }

  itOn('postgres', 'An issue that is reopened during a purge is not purged', async () => {
    const csv = 'title,status,created_at,resolved_at\nOld,resolved,2020-01-01,2020-01-02\n';
    await tracker.http.post('/issues/import').attach('file', Buffer.from(csv), 'a.csv');
    const reopen = "UPDATE issues SET status = 'open', resolved_at = NULL WHERE id = 1";
    expect(await cleanDuring([reopen], '/maintenance/cleanup/old-issues', { days: 90 })).toBe(0);
    expect(await getIssue(tracker, 1)).toMatchObject({ id: 1, status: 'open' });
    expect((await tracker.http.get('/issues/1/timeline')).body).not.toEqual([]);
  });

  itOn(
    'postgres',
    'A label that is put on an issue during the removal of unused labels is kept',
    async () => {
      const { id } = await createIssue(tracker);
      await tracker.http.post('/labels').send({ name: 'late' }).expect(201);
      await tracker.http.post('/labels').send({ name: 'unused' }).expect(201);
      const link = `INSERT INTO issue_labels (issue_id, label_id) VALUES (${String(id)}, 1)`;
      expect(await cleanDuring([link], '/maintenance/cleanup/unused-labels', {})).toBe(1);
      expect(await getIssue(tracker, id)).toMatchObject({ labels: [{ name: 'late' }] });
    },
  );

  itOn('sqlite', 'A vacuum that waits for a reader does not make writers wait', async () => {
    await createIssue(tracker);
    const reader = new Database(tracker.databaseUrl.slice('sqlite:'.length), { readonly: true });
    try {
      reader.exec('BEGIN');
      reader.prepare('SELECT COUNT(*) FROM issues').get();
      const vacuum = Promise.resolve(tracker.http.post('/maintenance/vacuum'));
      const state = { done: false };
      void vacuum.then(() => (state.done = true));
      while (!state.done) {
        await tracker.http.post('/issues').send({ title: 'Beside' }).expect(201);
        await rest();
      }
      expect((await vacuum).status).toBe(200);
    } finally {
      reader.close();
    }
  });

  itOn('sqlite', 'A SQLite file that cannot be opened is an unavailable database', async () => {
    await expect(runInThread('/dev/null/none.db', ['SELECT 1'])).rejects.toThrow(
      DatabaseUnavailableError,
    );
    await expect(runInThread(tracker.databaseUrl.slice(7), ['SELEKT'])).rejects.toThrow(/SELEKT/);
  });
});

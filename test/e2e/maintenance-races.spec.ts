/** @workers every process has connections of its own that maintenance meets */
import Database from 'better-sqlite3';
import pg from 'pg';
import { runInThread } from '../../src/database/sqlite/sqlite-threads.js';
import { DatabaseUnavailableError } from '../../src/database/database.errors.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, getIssue } from '../support/factories.js';
import { until } from '../support/until.js';

/** What one of the databases alone can do to itself. */
function only(dialect: typeof __DIALECT__, name: string, test: () => Promise<void>): void {
  if (dialect === __DIALECT__) it(name, test);
}

describe('maintenance beside others', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  /** Cleans while another transaction, which has done `statements`, is not committed yet. */
  async function cleanBeside(statements: string[], path: string, body: object): Promise<number> {
    const other = new pg.Client({ connectionString: tracker.databaseUrl });
    await other.connect();
    try {
      await other.query(['BEGIN', ...statements].join('; '));
      const cleaning = tracker.http.post(path).send({ ...body, dry_run: false });
      const answer = Promise.resolve(cleaning);
      await until(async () => {
        const { rows } = await other.query(
          `SELECT 1 FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      });
      await other.query('COMMIT');
      const { status, body: cleaned } = await answer;
      expect(status).toBe(200);
      return (cleaned as { removed: number }).removed;
    } finally {
      await other.end();
    }
  }

  only('postgres', 'an issue that is reopened meanwhile is not purged', async () => {
    const csv = 'title,status,created_at,resolved_at\nOld,resolved,2020-01-01,2020-01-02\n';
    await tracker.http.post('/issues/import').attach('file', Buffer.from(csv), 'a.csv');
    const reopen = "UPDATE issues SET status = 'open', resolved_at = NULL WHERE id = 1";
    expect(await cleanBeside([reopen], '/maintenance/cleanup/old-issues', { days: 90 })).toBe(0);
    expect(await getIssue(tracker, 1)).toMatchObject({ id: 1, status: 'open' });
    expect((await tracker.http.get('/issues/1/timeline')).body).not.toEqual([]);
  });

  only('postgres', 'a label that is put on an issue meanwhile is not removed', async () => {
    const { id } = await createIssue(tracker);
    await tracker.http.post('/labels').send({ name: 'late' }).expect(201);
    await tracker.http.post('/labels').send({ name: 'unused' }).expect(201);
    const link = `INSERT INTO issue_labels (issue_id, label_id) VALUES (${String(id)}, 1)`;
    expect(await cleanBeside([link], '/maintenance/cleanup/unused-labels', {})).toBe(1);
    expect(await getIssue(tracker, id)).toMatchObject({ labels: [{ name: 'late' }] });
  });

  only('sqlite', 'a vacuum keeps no writer waiting for a reader', async () => {
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
      }
      expect((await vacuum).status).toBe(200);
    } finally {
      reader.close();
    }
  });

  only('sqlite', 'a file that is out of reach is a database that is away', async () => {
    await expect(runInThread('/dev/null/none.db', ['SELECT 1'])).rejects.toThrow(
      DatabaseUnavailableError,
    );
    await expect(runInThread(tracker.databaseUrl.slice(7), ['SELEKT'])).rejects.toThrow(/SELEKT/);
  });
});

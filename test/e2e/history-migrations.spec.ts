import { migrations } from '../../migrations/index.js';
import { loadConfiguration, type Configuration } from '../../src/config/configuration.js';
import { createDataSource, writerOptions } from '../../src/database/data-source-options.js';
import { migrate } from '../../src/database/migrate.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { rowsOf } from '../support/database-contents.js';

describe('migrations of the history', () => {
  let database: TestDatabase;
  let configuration: Configuration;

  beforeEach(async () => {
    database = await createTestDatabase();
    configuration = loadConfiguration({ DATABASE_URL: database.url });
  });
  afterEach(() => database.drop());

  it('Events from before their previews were stored are cut in the timeline too', async () => {
    const old = createDataSource({
      ...writerOptions(configuration, []),
      migrations: migrations.slice(0, 1),
    });
    await old.initialize();
    await old.runMigrations();
    const from = 'é'.repeat(1_001);
    for (const details of [
      { from, to: 'new' },
      { from: 'old', to: 'new' },
    ]) {
      await old.query(
        `INSERT INTO issue_events (issue_id, event_type, issue_version, details, created_at)
         VALUES (1, 'updated', 1, '${JSON.stringify(details)}', '2026-01-01T00:00:00.000Z')`,
      );
    }
    await old.destroy();
    await migrate(configuration);
    const rows = await rowsOf(
      database.url,
      `SELECT event.details, preview, text.details AS whole FROM issue_events event
       LEFT JOIN issue_event_texts text ON event_id = id ORDER BY id`,
    );
    const parsed = rows.map((row) =>
      Object.values(row).map((value) => value && (JSON.parse(value as string) as unknown)),
    );
    expect(parsed).toEqual([
      [{ from: from.slice(1), to: 'new', truncated: true }, null, { from, to: 'new' }],
      [{ from: 'old', to: 'new' }, null, null],
    ]);
    for (const table of ['issue_events', 'issue_event_texts']) {
      const change = rowsOf(database.url, `UPDATE ${table} SET details = 'x' RETURNING details`);
      const message = await change.catch((error: unknown) => String(error));
      expect(message).toContain('append-only');
    }
  });

  it('A migration of the texts of events that was interrupted is repeated, with what was written meanwhile', async () => {
    const texts = migrations.find(({ name }) => name.startsWith('EventTexts'));
    const source = createDataSource({
      ...writerOptions(configuration, []),
      migrations: migrations.slice(0, texts ? migrations.indexOf(texts) : 0),
    });
    await source.initialize();
    await source.runMigrations({ transaction: 'each' });
    const addEvents = (from: number, to: number) =>
      source.query(`WITH RECURSIVE numbers (id) AS (SELECT ${String(from)}
          UNION ALL SELECT id + 1 FROM numbers WHERE id < ${String(to)})
        INSERT INTO issue_events (id, issue_id, event_type, issue_version, details, preview, created_at)
        SELECT id, 1, 'updated', 1, '{"to":"${'x'.repeat(2_000)}' || id || '"}', '{"to":"x"}',
          '2026-01-01T00:00:00.000Z' FROM numbers`);
    await addEvents(1, 201);
    const runner = source.createQueryRunner();
    const query = runner.query.bind(runner) as (...sent: unknown[]) => Promise<unknown>;
    let moved = 0;
    Object.assign(runner, {
      query: (...sent: unknown[]) =>
        String(sent[0]).startsWith('UPDATE issue_events') && (moved += 1) === 2
          ? Promise.reject(new Error('interrupted'))
          : query(...sent),
    });
    await runner.startTransaction();
    const interrupted = texts ? new texts().up(runner) : Promise.resolve();
    await expect(interrupted).rejects.toThrow('interrupted');
    await runner.rollbackTransaction();
    await runner.release();
    await addEvents(202, 203);
    await source.query('DELETE FROM issue_events WHERE id IN (1, 150)');
    await source.destroy();
    await migrate(configuration);
    const rows = await rowsOf(
      database.url,
      `SELECT count(*) AS events, min(preview) AS preview, max(event.details) AS longest,
         sum(CASE WHEN text.details = '{"to":"${'x'.repeat(2_000)}' || id || '"}' THEN 1 END) AS whole
       FROM issue_events event LEFT JOIN issue_event_texts text ON event_id = id`,
    );
    expect(Object.values(rows[0] ?? {}).map(String)).toEqual(['201', 'null', '{"to":"x"}', '201']);
  });
});

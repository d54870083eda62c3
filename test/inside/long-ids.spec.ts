import { RunsService } from '../../src/maintenance/runs/runs.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { rowsOf, tamper } from '../support/database-contents.js';

/** The largest id of 32 bits. */
const LAST_ID = 2_147_483_647;

const TABLES = ['issue_events', 'idempotency_keys', 'maintenance_runs'];

const useUp = (table: string) =>
  __DIALECT__ === 'sqlite'
    ? `INSERT INTO sqlite_sequence (name, seq) VALUES ('${table}', ${String(LAST_ID)})`
    : `SELECT setval('${table}_id_seq', ${String(LAST_ID)})`;

describe('64-bit ids', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
    await tamper(tracker.databaseUrl, ...TABLES.map(useUp));
  });
  afterEach(() => tracker.close());

  const ids = async (table: string) =>
    (await rowsOf(tracker.databaseUrl, `SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id);

  it('Ids of events, idempotency keys and maintenance runs go beyond 32 bits, as numbers', async () => {
    const send = () =>
      tracker.http
        .post('/issues')
        .set('Idempotency-Key', 'long')
        .send({ title: 'Long' })
        .expect(201);
    const { body: issue } = await send();
    expect((await send()).body).toEqual(issue);
    const { body: timeline } = await tracker.http.get(`/issues/${String(issue.id)}/timeline`);
    expect(timeline).toMatchObject([{ event_type: 'created' }]);
    expect(await ids('issue_events')).toEqual([LAST_ID + 1]);
    expect(await ids('idempotency_keys')).toEqual([LAST_ID + 1]);

    await tracker.app.get(RunsService).record('sample', {});
    const { body: runs } = await tracker.http.get('/maintenance/runs').expect(200);
    expect(runs).toMatchObject([{ id: LAST_ID + 1, operation: 'sample' }]);
  });
});

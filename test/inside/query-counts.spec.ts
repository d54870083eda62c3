import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { countQueries, statementsOf } from '../support/count-queries.js';
import { createIssue } from '../support/factories.js';

/** Counts the statements of the serving process, which therefore has to be this one. */
describe('number of statements', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
    const { id } = await createIssue(tracker, { title: 'a' });
    await tracker.http.put(`/issues/${String(id)}/labels`).send({ label_names: ['bug', 'urgent'] });
  });
  afterAll(() => tracker.close());

  it('A page of issues takes one statement, however many rows and labels it has', async () => {
    const counts: number[] = [];
    for (const parameters of [
      'page_size=1',
      'page_size=100',
      'page_size=100&label=bug&q=a&sort=-priority&status=open',
    ]) {
      const seen = await countQueries(tracker.app, async () => {
        const { body } = await tracker.http.get(`/issues?${parameters}`).expect(200);
        expect(body.total).toBe(1);
      });
      counts.push(seen.length);
    }
    // SQLite reads a search in a thread, which this process does not see.
    expect(counts).toEqual([1, 1, __DIALECT__ === 'sqlite' ? 0 : 1]);
  });

  it.each(['/users', '/labels'])('A page of %s takes one statement', async (path) => {
    for (const post of [{ name: 'a1' }, { name: 'a2' }]) {
      const user = { username: `user ${post.name}`, email: `${post.name}@example.com` };
      await tracker.http
        .post(path)
        .send(path === '/users' ? user : post)
        .expect(201);
    }
    const { headers } = await tracker.http.get(`${path}?page_size=1`).expect(200);
    const next = /^<([^>]+)>/.exec(headers.link ?? '')?.[1] ?? '';
    for (const page of [path, next]) {
      const seen = await countQueries(tracker.app, async () => {
        await tracker.http.get(page).expect(200);
      });
      expect(seen).toHaveLength(1);
    }
  });

  it('An issue without labels is created by one transaction of few statements', async () => {
    const { body } = await tracker.http
      .post('/users')
      .send({ username: 'creator', email: 'creator@example.com' })
      .expect(201);
    const seen = await statementsOf(tracker.app, async () => {
      const sent = tracker.http.post('/issues').send({ title: 'New', assignee_id: body.id });
      const { headers } = await sent.expect(201);
      expect(headers['change-id']).toMatch(/^[1-9]\d*$/);
    });
    // On PostgreSQL each one is a round trip.
    if (__DIALECT__ === 'postgres') expect(seen).toHaveLength(1);
    else expect(seen.length).toBeLessThanOrEqual(8);
  });

  it('A bulk change of 10,000 issues takes at most 6 statements, with their history', async () => {
    const { http, app } = tracker;
    const csv = ['title', ...Array.from({ length: 10_000 }, (_, row) => `Row ${String(row)}`)];
    await http
      .post('/issues/import')
      .attach('file', Buffer.from(csv.join('\n')), 'issues.csv')
      .expect(200);
    const last = (await http.get('/issues?page_size=1').expect(200)).body.items[0].id as number;
    const ids = Array.from({ length: 10_000 }, (_, index) => last - index);
    const queries = await countQueries(app, async () => {
      await http.post('/issues/bulk-status').send({ issue_ids: ids, status: 'closed' }).expect(200);
    });
    expect(queries.length).toBeLessThanOrEqual(6);
    const { body } = await http.get(`/issues/${String(last - 9_999)}/timeline`).expect(200);
    expect(body.map(({ event_type }: { event_type: string }) => event_type)).toEqual([
      'created',
      'status_changed',
    ]);
  });
});

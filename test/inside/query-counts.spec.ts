import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { countQueries } from '../support/count-queries.js';
import { createIssue, createUser } from '../support/factories.js';

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
    const seen = await countQueries(tracker.app, async () => {
      const sent = tracker.http.post('/issues').send({ title: 'New', assignee_id: body.id });
      const { headers } = await sent.expect(201);
      expect(headers['change-id']).toMatch(/^[1-9]\d*$/);
    });
    // On PostgreSQL each one is a round trip.
    if (__DIALECT__ === 'postgres') expect(seen).toHaveLength(1);
    else expect(seen.length).toBeLessThanOrEqual(6);
  });

  describe('of bulk changes', () => {
    const MOST = 10_000;
    let last = 0;

    beforeAll(async () => {
      const csv = ['title', ...Array.from({ length: MOST }, (_, row) => `Row ${String(row)}`)];
      await tracker.http
        .post('/issues/import')
        .attach('file', Buffer.from(csv.join('\n')), 'issues.csv')
        .expect(200);
      const { body } = await tracker.http.get('/issues?page_size=1').expect(200);
      last = body.items[0].id as number;
    });

    const newest = (count: number) => Array.from({ length: count }, (_, index) => last - index);

    /** SQLite changes 250 issues in a statement, and reads 500, so that others can read in between. */
    const further = (count: number) =>
      __DIALECT__ === 'sqlite' ? { changed: count / 250 - 1, read: count / 500 - 1 } : NO_PARTS;
    const NO_PARTS = { changed: 0, read: 0 };

    it('A bulk status takes 6 statements, and for each further part of its issues at most 3 more', async () => {
      for (const count of [500, 1_000, MOST]) {
        const issue_ids = newest(count);
        const status = count === MOST ? 'closed' : 'in_progress';
        const queries = await countQueries(tracker.app, async () => {
          await tracker.http.post('/issues/bulk-status').send({ issue_ids, status }).expect(200);
        });
        const { changed, read } = further(count);
        expect(queries.length).toBeLessThanOrEqual(6 + 3 * changed + read);
      }
      const { body } = await tracker.http.get(`/issues/${String(last - 9_999)}/timeline`);
      expect(body.map(({ event_type }: { event_type: string }) => event_type)).toEqual([
        'created',
        'status_changed',
      ]);
    });

    it('A bulk change of fields, labels and a comment takes a fixed number of statements for each part of its issues', async () => {
      const author_id = await createUser(tracker);
      const change = async (count: number, name: string) => {
        const queries = await countQueries(tracker.app, async () => {
          await tracker.http
            .post('/issues/bulk')
            .send({
              items: newest(count).map((id) => ({ id })),
              set: { title: name, priority: 'low', assignee_id: author_id },
              add_labels: [`${name} a`, `${name} b`],
              remove_labels: ['bug'],
              comment: { body: 'x', author_id },
            })
            .expect(200);
        });
        return queries.length;
      };
      const few = await change(10, 'few');
      expect(few).toBeLessThan(30);
      expect(await change(100, 'many')).toBe(few);
      for (const count of [1_000, 2_500]) {
        const { changed, read } = further(count);
        expect(await change(count, `of ${String(count)}`)).toBe(few + 4 * changed + 3 * read);
      }
    });
  });
});

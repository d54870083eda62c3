import { SummariesService } from '../../src/summaries/summaries.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

describe('deletion and restoration', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  const get = async (path: string) => (await tracker.http.get(path).expect(200)).body;

  it('The list has the deleted issues on request, with every filter, and nothing else', async () => {
    const kept = await createIssue(tracker, { title: 'Kept' });
    const gone = await createIssue(tracker, { title: 'Gone', priority: 'high' });
    const late = await createIssue(tracker, { title: 'Gone too', priority: 'low' });
    for (const { id } of [gone, late]) {
      await tracker.http.delete(`/issues/${String(id)}?version=1`).expect(204);
    }
    const idsOf = async (query: string) => {
      const { items, total } = await get(`/issues?${query}`);
      expect(total).toBe(items.length);
      return items.map(({ id }: { id: number }) => id);
    };
    expect(await idsOf('deleted=true')).toEqual([late.id, gone.id]);
    expect(await idsOf('deleted=false')).toEqual([kept.id]);
    expect(await idsOf('deleted=true&priority=high')).toEqual([gone.id]);
    expect(await idsOf('deleted=true&q=too')).toEqual([late.id]);
    const first = await get('/issues?deleted=true&page_size=1&sort=id');
    expect(first).toMatchObject({ total: 2, items: [{ id: gone.id, version: 2 }] });
    const next = await get(`/issues?deleted=true&page_size=1&cursor=${String(first.next_cursor)}`);
    expect(next).toMatchObject({ items: [{ id: late.id }], next_cursor: null });
    await tracker.http.get(`/issues?cursor=${String(first.next_cursor)}`).expect(422);
    await tracker.http.get('/issues?deleted=yes').expect(422);
    await tracker.http.post(`/issues/${String(gone.id)}/restore`).expect(200);
    expect(await idsOf('deleted=true')).toEqual([late.id]);
  });

  it('A deleted issue is hidden everywhere, and its restoration brings all of it back', async () => {
    const user = await createUser(tracker);
    const { id } = await createIssue(tracker, {
      title: 'Unfindable word',
      status: 'resolved',
      assignee_id: user,
    });
    const other = await createIssue(tracker);
    const path = `/issues/${String(id)}`;
    await tracker.http.put(`${path}/labels`).send({ label_names: ['hidden'] });
    await tracker.http.post(`${path}/comments`).send({ body: 'Kept', author_id: user });
    const before = await get(path);
    await tracker.http.delete(`${path}?version=2`).expect(204);

    for (const call of [
      tracker.http.get(path),
      tracker.http.patch(path).send({ version: 3, title: 'x' }),
      tracker.http.delete(`${path}?version=3`),
      tracker.http.put(`${path}/labels`).send({ label_names: [] }),
      tracker.http.get(`${path}/timeline`),
      tracker.http.get(`${path}/comments`),
      tracker.http.post(`${path}/comments`).send({ body: 'x', author_id: user }),
    ]) {
      expectProblem(await call, 404, 'ISSUE_NOT_FOUND');
    }
    const bulk = await tracker.http
      .post('/issues/bulk-status')
      .send({ issue_ids: [id, other.id], status: 'closed' });
    expect(expectProblem(bulk, 400, 'UNKNOWN_ISSUES').missing_ids).toEqual([id]);
    expect(await get('/issues')).toMatchObject({ total: 1, items: [{ id: other.id }] });
    expect(await get('/issues?q=unfindable')).toMatchObject({ total: 0, items: [] });
    expect(await get('/issues?label=hidden')).toMatchObject({ total: 0, items: [] });
    expect(await get('/reports/top-assignees')).toEqual([]);
    expect(await get('/reports/latency')).toEqual([]);
    expect(await get('/labels')).toMatchObject([{ name: 'hidden', issues_count: 0 }]);

    const restored = await tracker.http.post(`${path}/restore`).expect(200);
    expect(restored.body).toMatchObject({ id, version: 4, resolved_at: before.resolved_at });
    const { version, updated_at, ...rest } = before;
    expect(version).toBe(2);
    expect(updated_at).toBeDefined();
    expect(await get(path)).toMatchObject(rest);
    expect(await get('/issues?q=unfindable')).toMatchObject({ total: 1 });
    expect(await get('/reports/top-assignees')).toMatchObject([{ resolved_count: 1 }]);
    expect(await get(`${path}/timeline`)).toMatchObject([
      { event_type: 'created' },
      { event_type: 'label_added' },
      { event_type: 'comment_added' },
      { event_type: 'deleted' },
      { event_type: 'restored' },
    ]);
    // Restoring what is there changes nothing.
    expect((await tracker.http.post(`${path}/restore`).expect(200)).body.version).toBe(4);
    expectProblem(await tracker.http.post('/issues/999/restore'), 404, 'ISSUE_NOT_FOUND');
  });

  it('A label with more issues than one transaction changes is removed from each, with an event', async () => {
    const size = 1_100;
    const rows = Array.from({ length: size }, (_none, index) => `Issue ${String(index)},many`);
    const file = Buffer.from(['title,labels', ...rows].join('\n'));
    const imported = await tracker.http
      .post('/issues/import')
      .attach('file', file, 'issues.csv')
      .expect(200);
    expect(imported.body.successful).toBe(size);
    const [label] = await get('/labels');
    expect(label).toMatchObject({ name: 'many', issues_count: size });
    await tracker.http.delete(`/labels/${String(label.id)}`).expect(204);
    expect(await get('/labels')).toEqual([]);
    expect(await get('/issues?label=many')).toMatchObject({ total: 0 });
    const { items } = await get('/issues?page_size=100&sort=id');
    for (const { id, version } of [...items.slice(0, 2), ...items.slice(-2)]) {
      expect(version).toBe(2);
      const events = await get(`/issues/${String(id)}/timeline`);
      expect(events.at(-1)).toMatchObject({
        event_type: 'label_removed',
        details: { name: 'many' },
      });
    }
    expect(await tracker.app.get(SummariesService).differences()).toEqual([]);
    await tracker.http.delete(`/labels/${String(label.id)}`).expect(404);
  });
});

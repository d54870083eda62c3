import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, createUser, getIssue } from '../support/factories.js';

interface Entry {
  event_type: string;
  timestamp: string;
  details: Record<string, unknown>;
  user: { id: number } | null;
}

describe('the history', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const timeline = async (id: number): Promise<Entry[]> =>
    (await tracker.http.get(`/issues/${String(id)}/timeline`).expect(200)).body as Entry[];

  const types = async (id: number) => (await timeline(id)).map(({ event_type }) => event_type);

  /** What each writing route leaves behind, by its path in the OpenAPI document. */
  const ROUTES: Record<string, () => Promise<void>> = {
    'POST /issues': async () => {
      const { id } = await createIssue(tracker, { title: 'New', priority: 'high' });
      const [created] = await timeline(id);
      expect(created).toMatchObject({
        event_type: 'created',
        details: { title: 'New', status: 'open', priority: 'high', assignee_id: null },
        user: null,
      });
    },
    'PATCH /issues/{id}': async () => {
      const assignee_id = await createUser(tracker);
      const { id, title } = await createIssue(tracker);
      const change = {
        title: 'Other',
        description: 'Text',
        priority: 'low',
        status: 'resolved',
        assignee_id,
      };
      const { body } = await tracker.http
        .patch(`/issues/${String(id)}`)
        .send({ version: 1, ...change })
        .expect(200);
      const entries = (await timeline(id)).slice(1);
      expect(entries.map(({ event_type, details }) => [event_type, details])).toEqual(
        expect.arrayContaining([
          ['updated', { field: 'title', from: title, to: 'Other' }],
          ['updated', { field: 'description', from: null, to: 'Text' }],
          ['updated', { field: 'priority', from: 'medium', to: 'low' }],
          ['status_changed', { from: 'open', to: 'resolved' }],
          ['assigned', { from: null, to: assignee_id }],
        ]),
      );
      expect(entries).toHaveLength(5);
      expect(new Set(entries.map(({ timestamp }) => timestamp))).toEqual(
        new Set([body.updated_at]),
      );
    },
    'DELETE /issues/{id}': async () => {
      const { id } = await createIssue(tracker);
      await tracker.http.delete(`/issues/${String(id)}?version=1`).expect(204);
      await tracker.http.post(`/issues/${String(id)}/restore`).expect(200);
      expect(await types(id)).toEqual(['created', 'deleted', 'restored']);
    },
    'POST /issues/{id}/restore': () => walkOf('DELETE /issues/{id}'),
    'PUT /issues/{id}/labels': async () => {
      const { id } = await createIssue(tracker);
      const put = (...label_names: string[]) =>
        tracker.http
          .put(`/issues/${String(id)}/labels`)
          .send({ label_names })
          .expect(200);
      await put('kept', 'gone');
      await put('kept', 'came');
      const entries = (await timeline(id)).slice(1);
      expect(entries.map(({ event_type, details }) => [event_type, details.name])).toEqual([
        ['label_added', expect.stringMatching(/^(kept|gone)$/)],
        ['label_added', expect.stringMatching(/^(kept|gone)$/)],
        ['label_removed', 'gone'],
        ['label_added', 'came'],
      ]);
    },
    'POST /issues/bulk-status': async () => {
      const ids = await createIssues(tracker, 3);
      await tracker.http
        .post('/issues/bulk-status')
        .send({ issue_ids: ids, status: 'resolved' })
        .expect(200);
      for (const id of ids) {
        expect((await timeline(id)).at(-1)).toMatchObject({
          event_type: 'status_changed',
          details: { from: 'open', to: 'resolved' },
        });
      }
    },
    'POST /issues/import': async () => {
      await tracker.http
        .post('/issues/import')
        .attach('file', Buffer.from('title\nImported'), 'issues.csv')
        .expect(200);
      const [{ id }] = (await tracker.http.get('/issues')).body.items as [{ id: number }];
      expect(await timeline(id)).toMatchObject([
        { event_type: 'created', details: { title: 'Imported' } },
      ]);
    },
    'POST /issues/{id}/comments': async () => {
      const author_id = await createUser(tracker);
      const { id } = await createIssue(tracker);
      const comments = `/issues/${String(id)}/comments`;
      const { body } = await tracker.http.post(comments).send({ body: 'First', author_id });
      const one = `${comments}/${String(body.id)}`;
      await tracker.http.patch(one).send({ body: 'Second' }).expect(200);
      await tracker.http.patch(one).send({ body: 'Second' }).expect(200);
      await tracker.http.delete(one).expect(204);
      expect((await timeline(id)).slice(1)).toMatchObject([
        {
          event_type: 'comment_added',
          details: { comment_id: body.id, body: 'First' },
          user: { id: author_id },
        },
        { event_type: 'comment_edited', details: { from: 'First', to: 'Second' } },
        { event_type: 'comment_deleted', details: { comment_id: body.id, body: 'Second' } },
      ]);
      expect((await getIssue(tracker, id)).version).toBe(1);
    },
    'PATCH /issues/{id}/comments/{comment_id}': () => walkOf('POST /issues/{id}/comments'),
    'DELETE /issues/{id}/comments/{comment_id}': () => walkOf('POST /issues/{id}/comments'),
    'DELETE /labels/{id}': async () => {
      const { id } = await createIssue(tracker);
      const { body } = await tracker.http
        .put(`/issues/${String(id)}/labels`)
        .send({ label_names: ['doomed'] });
      await tracker.http.delete(`/labels/${String(body.labels[0].id)}`).expect(204);
      expect((await timeline(id)).at(-1)).toMatchObject({
        event_type: 'label_removed',
        details: { name: 'doomed' },
      });
      expect(await getIssue(tracker, id)).toMatchObject({ version: 2, labels: [] });
    },
  };

  async function walkOf(route: string): Promise<void> {
    expect(ROUTES[route]).toBeDefined();
    await ROUTES[route]?.();
  }

  /** What these write is no part of any issue. */
  const OF_NO_ISSUE = [
    'POST /labels',
    'PATCH /labels/{id}',
    'POST /users',
    'PATCH /users/{id}',
    // What is purged takes its history with it, and a label without an issue is in none.
    'POST /maintenance/backups',
    'POST /maintenance/vacuum',
    'POST /maintenance/cleanup/old-issues',
    'POST /maintenance/cleanup/unused-labels',
  ];

  it('covers every route that writes', async () => {
    const { paths } = (await tracker.http.get('/docs-json')).body as {
      paths: Record<string, object>;
    };
    const writing = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(writing.sort()).toEqual([...Object.keys(ROUTES), ...OF_NO_ISSUE].sort());
  });

  it.each(Object.entries(ROUTES))('records %s', async (_route, walk) => {
    await walk();
  });

  it('keeps who asked, and for which request', async () => {
    const { id } = await createIssue(tracker);
    await tracker.http
      .patch(`/issues/${String(id)}`)
      .set('X-Request-Id', 'the-request')
      .send({ version: 1, title: 'Traced' })
      .expect(200);
    const { HistoryService } = await import('../../src/history/history.service.js');
    const { TransactionRunner } = await import('../../src/database/transaction-runner.js');
    const history = tracker.app.get(HistoryService);
    const events = await tracker.app.get(TransactionRunner).read(() => history.of(id));
    expect(events.at(-1)).toMatchObject({ requestId: 'the-request', actorId: null });
  });

  it('can be added to, and not be changed', async () => {
    const { TransactionRunner } = await import('../../src/database/transaction-runner.js');
    const runner = tracker.app.get(TransactionRunner);
    await createIssue(tracker);
    await expect(
      runner.run(() => runner.query("UPDATE issue_events SET event_type = 'deleted'")),
    ).rejects.toThrow('append-only');
  });

  it('leaves nothing of a change that failed', async () => {
    const { id } = await createIssue(tracker);
    const path = `/issues/${String(id)}`;
    await tracker.http.patch(path).send({ version: 9, title: 'Late' }).expect(409);
    await tracker.http.patch(path).send({ version: 1, assignee_id: 999 }).expect(400);
    await tracker.http.delete(`${path}?version=9`).expect(409);
    await tracker.http
      .post('/issues/bulk-status')
      .send({ issue_ids: [id, 2_000_000_000], status: 'closed' })
      .expect(400);
    expect(await types(id)).toEqual(['created']);
  });

  it('says nothing of a change that changes nothing', async () => {
    const { id, updated_at } = await createIssue(tracker, { title: 'Same', priority: 'low' });
    const { body } = await tracker.http
      .patch(`/issues/${String(id)}`)
      .send({ version: 1, title: ' Same ', priority: 'low', description: null })
      .expect(200);
    expect(body).toMatchObject({ version: 1, updated_at });
    expect(await types(id)).toEqual(['created']);
  });
});

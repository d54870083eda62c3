import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, createUser, getIssue } from '../support/factories.js';

interface Entry {
  event_type: string;
  timestamp: string;
  details: Record<string, unknown>;
  user: { id: number } | null;
}

describe('history', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const timeline = async (id: number): Promise<Entry[]> =>
    (await tracker.http.get(`/issues/${String(id)}/timeline`).expect(200)).body as Entry[];

  const types = async (id: number) => (await timeline(id)).map(({ event_type }) => event_type);

  /** Checks the events that each writing route records, by its path in the OpenAPI document. */
  const CHECKS: Record<string, () => Promise<void>> = {
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
    'POST /issues/{id}/restore': () => check('DELETE /issues/{id}'),
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
    'POST /issues/{id}/labels': async () => {
      const { id } = await createIssue(tracker, { label_names: ['first'] });
      const labels = `/issues/${String(id)}/labels`;
      await tracker.http
        .post(labels)
        .send({ label_names: ['second', 'FIRST'] })
        .expect(200);
      await tracker.http.delete(`${labels}/First`).expect(200);
      const entries = await timeline(id);
      expect(entries.map(({ event_type, details }) => [event_type, details.name])).toEqual([
        ['created', undefined],
        ['label_added', 'first'],
        ['label_added', 'second'],
        ['label_removed', 'first'],
      ]);
    },
    'PUT /issues/external/{source}/{id}': async () => {
      const put = (body: object) => tracker.http.put('/issues/external/github/recorded').send(body);
      const { body } = await put({ title: 'New' }).expect(201);
      await put({ title: 'Newer', label_names: ['recorded'] }).expect(200);
      expect(await types(body.id as number)).toEqual(['created', 'updated', 'label_added']);
    },
    'DELETE /issues/{id}/labels/{name}': () => check('POST /issues/{id}/labels'),
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
    'POST /issues/bulk': async () => {
      const ids = await createIssues(tracker, 2);
      await tracker.http
        .post('/issues/bulk')
        .send({ items: ids.map((id) => ({ id })), set: { priority: 'low' }, add_labels: ['bulk'] })
        .expect(200);
      for (const id of ids) expect(await types(id)).toEqual(['created', 'updated', 'label_added']);
    },
    'POST /changes/{change_id}/revert': async () => {
      const { id } = await createIssue(tracker, { title: 'Before' });
      const { headers } = await tracker.http
        .patch(`/issues/${String(id)}`)
        .send({ version: 1, title: 'After' })
        .expect(200);
      await tracker.http.post(`/changes/${headers['change-id'] ?? ''}/revert`).expect(200);
      expect((await timeline(id)).at(-1)).toMatchObject({
        event_type: 'updated',
        details: { field: 'title', from: 'After', to: 'Before' },
      });
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
    'PATCH /issues/{id}/comments/{comment_id}': () => check('POST /issues/{id}/comments'),
    'DELETE /issues/{id}/comments/{comment_id}': () => check('POST /issues/{id}/comments'),
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
      expect(await getIssue(tracker, id)).toMatchObject({ version: 3, labels: [] });
    },
  };

  async function check(route: string): Promise<void> {
    expect(CHECKS[route]).toBeDefined();
    await CHECKS[route]?.();
  }

  /** These change no issue. */
  const WITHOUT_EVENTS = [
    'POST /labels',
    'PATCH /labels/{id}',
    'POST /users',
    'PATCH /users/{id}',
    // A purge deletes the history too, and a label without an issue is in no history.
    'POST /maintenance/backups',
    'POST /maintenance/vacuum',
    'POST /maintenance/cleanup/old-issues',
    'POST /maintenance/cleanup/unused-labels',
  ];

  it('The history test covers every route that writes', async () => {
    const { paths } = (await tracker.http.get('/docs-json')).body as {
      paths: Record<string, object>;
    };
    const writing = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(writing.sort()).toEqual([...Object.keys(CHECKS), ...WITHOUT_EVENTS].sort());
  });

  it.each(Object.entries(CHECKS))(
    'The route %s records its events',
    async (_route, checkEvents) => {
      await checkEvents();
    },
  );

  it('An event has the actor and the request id', async () => {
    const { id } = await createIssue(tracker);
    await tracker.http
      .patch(`/issues/${String(id)}`)
      .set('X-Request-Id', 'the-request')
      .send({ version: 1, title: 'Traced' })
      .expect(200);
    const { TransactionRunner } = await import('../../src/database/transaction-runner.js');
    const runner = tracker.app.get(TransactionRunner);
    const events = await runner.read(() =>
      runner.query('SELECT request_id, actor_id FROM issue_events WHERE issue_id = ? ORDER BY id', [
        id,
      ]),
    );
    expect(events).toMatchObject([{}, { request_id: 'the-request', actor_id: null }]);
  });

  it('Events are append-only: an update of the table fails', async () => {
    const { TransactionRunner } = await import('../../src/database/transaction-runner.js');
    const runner = tracker.app.get(TransactionRunner);
    await createIssue(tracker);
    await expect(
      runner.run(() => runner.query("UPDATE issue_events SET event_type = 'deleted'")),
    ).rejects.toThrow('append-only');
  });

  it('A change that fails records no event', async () => {
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

  it('A change to the same values records no event and keeps the version', async () => {
    const { id, updated_at } = await createIssue(tracker, { title: 'Same', priority: 'low' });
    const { body } = await tracker.http
      .patch(`/issues/${String(id)}`)
      .send({ version: 1, title: ' Same ', priority: 'low', description: null })
      .expect(200);
    expect(body).toMatchObject({ version: 1, updated_at });
    expect(await types(id)).toEqual(['created']);
  });

  it('A bulk change to the status that an issue has keeps its version and counts it', async () => {
    const same = await createIssue(tracker, { status: 'resolved' });
    const other = await createIssue(tracker);
    const setStatus = async (issue_ids: number[]) =>
      (
        await tracker.http
          .post('/issues/bulk-status')
          .send({ issue_ids, status: 'resolved' })
          .expect(200)
      ).body.updated_count as number;
    expect(await setStatus([same.id, other.id])).toBe(2);
    expect(await setStatus([same.id, other.id])).toBe(2);
    expect(await getIssue(tracker, same.id)).toMatchObject(same);
    expect(await getIssue(tracker, other.id)).toMatchObject({ version: 2, status: 'resolved' });
    expect(await types(same.id)).toEqual(['created']);
    expect(await types(other.id)).toEqual(['created', 'status_changed']);
  });

  it('Labels that an issue has already keep its version, and still need the current one', async () => {
    const { id } = await createIssue(tracker);
    const put = (body: object) => tracker.http.put(`/issues/${String(id)}/labels`).send(body);
    const label_names = ['Same', 'again'];
    const { body: labelled } = await put({ label_names }).expect(200);
    const { body } = await put({ label_names: ['AGAIN', 'same'], version: 2 }).expect(200);
    expect(body).toEqual(labelled);
    await put({ label_names, version: 1 }).expect(409);
    await put({ label_names: [] }).expect(200);
    await put({ label_names: [] }).expect(200);
    expect((await getIssue(tracker, id)).version).toBe(3);
    expect(await types(id)).toHaveLength(5);
  });

  it('The deletion of a label changes every issue that has it, deleted ones too', async () => {
    const [shown = 0, hidden = 0, other = 0] = await createIssues(tracker, 3);
    const labels = (id: number, ...label_names: string[]) =>
      tracker.http
        .put(`/issues/${String(id)}/labels`)
        .send({ label_names })
        .expect(200);
    const { body: before } = await labels(shown, 'leaving', 'staying');
    await labels(hidden, 'leaving');
    await labels(other, 'staying');
    await tracker.http.delete(`/issues/${String(hidden)}?version=2`).expect(204);
    const leaving = (before as { labels: { id: number; name: string }[] }).labels.find(
      ({ name }) => name === 'leaving',
    );
    await tracker.http.delete(`/labels/${String(leaving?.id)}`).expect(204);
    const after = await getIssue(tracker, shown);
    expect(after).toMatchObject({ version: 3, labels: [{ name: 'staying' }] });
    expect(Date.parse(after.updated_at)).toBeGreaterThan(Date.parse(before.updated_at as string));
    expect((await timeline(shown)).at(-1)).toMatchObject({
      event_type: 'label_removed',
      timestamp: after.updated_at,
    });
    await tracker.http.post(`/issues/${String(hidden)}/restore`).expect(200);
    expect(await getIssue(tracker, hidden)).toMatchObject({ version: 5, labels: [] });
    expect(await getIssue(tracker, other)).toMatchObject({ version: 2 });
    const late = await tracker.http
      .patch(`/issues/${String(shown)}`)
      .send({ version: 2, title: 'Late' })
      .expect(409);
    expect(late.body.changed_fields).toEqual(['labels']);
  });
});

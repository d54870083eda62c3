import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, createUser, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

interface Bulk {
  change_id: number | null;
  updated_count: number;
  unchanged_count: number;
  issue_ids: number[];
  changes?: { issue_id: number; field: string; from: unknown; to: unknown }[];
  more_changes?: number;
}

const items = (ids: readonly number[]) => ids.map((id) => ({ id }));

describe('bulk changes', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const send = (body: object, query = '') => tracker.http.post(`/issues/bulk${query}`).send(body);
  const bulk = async (body: object, query = '') =>
    (await send(body, query).expect(200)).body as Bulk;

  const timeline = async (id: number) =>
    (await tracker.http.get(`/issues/${String(id)}/timeline`).expect(200)).body as {
      event_type: string;
      details: Record<string, unknown>;
    }[];

  const label = (id: number, ...label_names: string[]) =>
    tracker.http
      .put(`/issues/${String(id)}/labels`)
      .send({ label_names })
      .expect(200);

  it('Fields, labels and a comment of several issues change together, each issue as it needs', async () => {
    const user = await createUser(tracker);
    const [one = 0, two = 0, three = 0] = await createIssues(tracker, 3);
    await label(one, 'old', 'kept');
    await label(two, 'NEW');
    const response = await send({
      items: [{ id: one, version: 2 }, { id: two }, { id: three, version: 1 }],
      set: { title: ' Same title ', status: 'resolved', assignee_id: user },
      add_labels: ['new'],
      remove_labels: ['OLD', 'unknown'],
      comment: { body: 'All at once', author_id: user },
    }).expect(200);
    expect(response.body).toEqual({
      change_id: Number(response.headers['change-id']),
      updated_count: 3,
      unchanged_count: 0,
      issue_ids: [one, two, three],
    });
    const expected = { title: 'Same title', status: 'resolved', assignee_id: user };
    expect(await getIssue(tracker, one)).toMatchObject({
      ...expected,
      version: 3,
      comments_count: 1,
      resolved_at: expect.any(String),
      labels: [{ name: 'kept' }, { name: 'NEW' }],
    });
    expect(await getIssue(tracker, two)).toMatchObject({ ...expected, version: 3 });
    expect(await getIssue(tracker, three)).toMatchObject({ ...expected, version: 2 });
    expect((await timeline(one)).slice(3)).toMatchObject([
      { event_type: 'comment_added', details: { body: 'All at once' } },
      { event_type: 'updated', details: { field: 'title', to: 'Same title' } },
      { event_type: 'status_changed', details: { from: 'open', to: 'resolved' } },
      { event_type: 'assigned', details: { from: null, to: user } },
      { event_type: 'label_removed', details: { name: 'old' } },
      { event_type: 'label_added', details: { name: 'NEW' } },
    ]);
    const health = await tracker.http.get('/maintenance/health').expect(200);
    expect(health.body).toMatchObject({ healthy: true });
  });

  it('An issue in which nothing changes is left alone', async () => {
    const same = await createIssue(tracker, { status: 'closed', priority: 'low' });
    const other = await createIssue(tracker);
    const request = {
      items: items([same.id, other.id]),
      set: { status: 'closed', priority: 'low' },
      remove_labels: ['never used'],
    };
    expect(await bulk(request)).toMatchObject({
      updated_count: 1,
      unchanged_count: 1,
      issue_ids: [other.id],
    });
    expect(await getIssue(tracker, same.id)).toMatchObject({ ...same });
    const again = await send(request).expect(200);
    expect(again.body).toEqual({
      change_id: null,
      updated_count: 0,
      unchanged_count: 2,
      issue_ids: [],
    });
    expect(again.headers).not.toHaveProperty('change-id');
  });

  it('Issues can be deleted together, after a last change', async () => {
    const ids = await createIssues(tracker, 2);
    await bulk({ items: items(ids), set: { status: 'closed' }, delete: true });
    for (const id of ids) {
      await tracker.http.get(`/issues/${String(id)}`).expect(404);
      const { body } = await tracker.http.post(`/issues/${String(id)}/restore`).expect(200);
      expect(body).toMatchObject({ status: 'closed', version: 3 });
    }
  });

  it('A filter finds the issues, if it finds as many as the caller expects', async () => {
    const ids = await createIssues(tracker, 3);
    for (const id of ids) await label(id, 'found');
    const request = (expected_count: number) => ({
      filter: { label: 'found', status: ['open'], assignee_id: 'none', q: 'issue' },
      expected_count,
      set: { priority: 'critical' },
    });
    const refused = await send(request(2));
    expectProblem(refused, 409, 'BULK_COUNT_CONFLICT', { pointer: '/expected_count' });
    expect(refused.body).toMatchObject({ expected_count: 2, current_count: 3 });
    expect(await bulk(request(3))).toMatchObject({ updated_count: 3, issue_ids: ids });
    const none = { filter: { label: 'nowhere' }, expected_count: 0, set: { priority: 'low' } };
    expect(await bulk(none)).toMatchObject({ updated_count: 0, change_id: null });
  });

  it('Stale versions and unknown issues are all named, and nothing is changed', async () => {
    const [one = 0, two = 0, gone = 0] = await createIssues(tracker, 3);
    await tracker.http.delete(`/issues/${String(gone)}?version=1`).expect(204);
    const change = { set: { title: 'Never' }, add_labels: ['never created'], delete: true };
    const stale = await send({
      items: [
        { id: one, version: 3 },
        { id: two, version: 2 },
      ],
      ...change,
    });
    expectProblem(stale, 409, 'BULK_VERSION_CONFLICT', { pointer: '/items/1/version' });
    expect(stale.body.conflicts).toEqual([
      { id: one, expected_version: 3, current_version: 1 },
      { id: two, expected_version: 2, current_version: 1 },
    ]);
    const unknown = await send({ items: items([one, 2_000_000_000, gone]), ...change });
    expectProblem(unknown, 400, 'UNKNOWN_ISSUES', { pointer: '/items' });
    expect(unknown.body.missing_ids).toEqual([2_000_000_000, gone]);
    for (const [member, part, pointer] of [
      ['set', { assignee_id: 2_000_000_000 }, '/set/assignee_id'],
      ['comment', { body: 'x', author_id: 2_000_000_000 }, '/comment/author_id'],
    ] as const) {
      const response = await send({
        items: items([one]),
        add_labels: ['never created'],
        [member]: part,
      });
      expectProblem(response, 400, 'UNKNOWN_USER', { pointer });
    }
    expect((await getIssue(tracker, one)).version).toBe(1);
    const { body } = await tracker.http.get('/labels').expect(200);
    expect((body as { name: string }[]).map(({ name }) => name)).not.toContain('never created');
  });

  it.each<[object, string]>([
    [{}, '/items'],
    [{ items: [] }, '/items'],
    [{ items: items([1, 1]) }, '/items'],
    [{ items: [{ id: 0 }] }, '/items'],
    [{ items: [{ id: 1, version: '1' }] }, '/items'],
    [{ items: [{ id: 1, versions: 1 }] }, '/items'],
    [{ items: Array.from({ length: 10_001 }, (_, id) => ({ id: id + 1 })) }, '/items'],
    [{ items: items([1]), filter: {} }, '/filter'],
    [{ filter: {} }, '/expected_count'],
    [{ filter: {}, expected_count: 10_001 }, '/expected_count'],
    [{ items: items([1]), expected_count: 1 }, '/expected_count'],
    [{ filter: { colour: 'red' }, expected_count: 1 }, '/filter/colour'],
    [{ filter: { status: 'done' }, expected_count: 1 }, '/filter/status'],
    [{ filter: { deleted: true }, expected_count: 1 }, '/filter/deleted'],
    [{ items: items([1]), set: {} }, '/set'],
    [{ items: items([1]), set: [] }, '/set'],
    [{ items: items([1]), set: { title: '' } }, '/set/title'],
    [{ items: items([1]), set: { version: 1 } }, '/set/version'],
    [{ items: items([1]), comment: { body: ' ' } }, '/comment/body'],
    [{ items: items([1]), comment: { body: 'x' } }, '/comment/author_id'],
    [{ items: items([1]), add_labels: ['a'], remove_labels: ['A'] }, '/remove_labels'],
    [{ items: items([1]), add_labels: [''] }, '/add_labels'],
    [{ items: items([1]), delete: 'yes' }, '/delete'],
    [{ items: items([1]), surprise: 1 }, '/surprise'],
  ])('The request %j is refused with the field %s', async (given, pointer) => {
    const isWhole = ['set', 'add_labels', 'comment', 'delete'].some((name) => name in given);
    const body = isWhole || pointer === '/set' ? given : { set: { priority: 'low' }, ...given };
    expectProblem(await send(body), 422, 'VALIDATION_FAILED', { pointer });
  });

  it('No issue gets more labels than an issue may have', async () => {
    const [one = 0, two = 0] = await createIssues(tracker, 2);
    await label(one, ...Array.from({ length: 100 }, (_, index) => `full ${String(index)}`));
    const add = { items: items([one, two]), add_labels: ['one more'] };
    expectProblem(await send(add), 422, 'VALIDATION_FAILED', { pointer: '/add_labels' });
    await bulk({ ...add, remove_labels: ['full 7'] });
    await bulk({ ...add, add_labels: ['full 8'] });
    expect((await getIssue(tracker, one)).labels).toHaveLength(100);
  });

  it('Texts that are too long over all issues are refused', async () => {
    const csv = ['title', ...Array.from({ length: 400 }, (_, row) => `Row ${String(row)}`)];
    await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from(csv.join('\n')), 'issues.csv')
      .expect(200);
    const [newest] = (await tracker.http.get('/issues?page_size=1')).body.items as [{ id: number }];
    const ids = Array.from({ length: 400 }, (_, index) => newest.id - index);
    const set = { description: 'x'.repeat(90_000) };
    expectProblem(await send({ items: items(ids), set }), 413, 'BULK_TOO_LARGE');
    expect((await getIssue(tracker, newest.id)).description).toBeNull();
  });

  it('With an Idempotency-Key a bulk change happens once, and a dry run leaves the key free', async () => {
    const ids = await createIssues(tracker, 2);
    const request = { items: items(ids), set: { title: 'Once' }, add_labels: ['once'] };
    const keyed = (query = '') => send(request, query).set('Idempotency-Key', 'bulk-once');
    expect((await keyed('?dry_run=true').expect(200)).body).toMatchObject({ change_id: null });
    expect((await getIssue(tracker, ids[0] ?? 0)).title).toBe('An issue');
    const first = await keyed().expect(200);
    const again = await keyed().expect(200);
    expect(again.headers).toMatchObject({
      'idempotency-replayed': 'true',
      'change-id': first.headers['change-id'] as string,
    });
    expect(again.body).toEqual(first.body);
    expect((await getIssue(tracker, ids[0] ?? 0)).version).toBe(2);
  });

  it('A dry run says what would change by issue and field, and stores nothing', async () => {
    const user = await createUser(tracker);
    const [one = 0, two = 0] = await createIssues(tracker, 2);
    await label(two, 'leaving');
    const before = await getIssue(tracker, two);
    const request = {
      items: items([one, two]),
      set: { description: 'd'.repeat(1_500), assignee_id: user },
      add_labels: ['would be new'],
      remove_labels: ['leaving'],
      delete: true,
    };
    const dry = await send(request, '?dry_run=true').expect(200);
    expect(dry.headers).not.toHaveProperty('change-id');
    const of = (issue_id: number) => (field: string, from: unknown, to: unknown) => ({
      ...{ issue_id, field, from, to },
    });
    const [ofOne, ofTwo] = [of(one), of(two)];
    const cut = 'd'.repeat(1_000);
    expect(dry.body).toEqual({
      change_id: null,
      updated_count: 2,
      unchanged_count: 0,
      issue_ids: [one, two],
      changes: [
        ofOne('description', null, cut),
        ofOne('assignee_id', null, user),
        ofOne('labels', null, 'would be new'),
        ofOne('deleted', false, true),
        ofTwo('description', null, cut),
        ofTwo('assignee_id', null, user),
        ofTwo('labels', 'leaving', null),
        ofTwo('labels', null, 'would be new'),
        ofTwo('deleted', false, true),
      ],
      more_changes: 0,
    });
    expect(await getIssue(tracker, two)).toEqual(before);
    const { body: labels } = await tracker.http.get('/labels').expect(200);
    expect((labels as { name: string }[]).map(({ name }) => name)).not.toContain('would be new');
  });

  it('A dry run of a bulk status lists what would change, the first 1,000', async () => {
    const csv = ['title', ...Array.from({ length: 1_010 }, (_, row) => `Row ${String(row)}`)];
    const { body } = await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from(csv.join('\n')), 'issues.csv');
    const newest = (await tracker.http.get('/issues?page_size=1')).body.items[0].id as number;
    const ids = Array.from({ length: 1_010 }, (_, index) => newest - 1_009 + index);
    const request = { issue_ids: ids, status: 'closed' };
    const dry = await tracker.http
      .post('/issues/bulk-status?dry_run=true')
      .send(request)
      .expect(200);
    expect(dry.body).toMatchObject({ updated_count: 1_010, status: 'closed', more_changes: 10 });
    expect(dry.body.changes).toHaveLength(1_000);
    expect(dry.body.changes[0]).toEqual({
      ...{ issue_id: ids[0], field: 'status', from: 'open', to: 'closed' },
    });
    expect((await getIssue(tracker, newest)).version).toBe(1);
    const [change] = (await tracker.http.get('/changes?page_size=1')).body as [{ id: number }];
    expect(change.id).toBe(body.change_id);
  });
});

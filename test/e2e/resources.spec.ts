import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, createUser, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

describe('resources', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  it('A new issue has the defaults', async () => {
    const { body, headers } = await tracker.http.post('/issues').send({ title: 'Fix login bug' });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(headers.location).toBe('/issues/1');
    expect(body).toEqual({
      id: 1,
      title: 'Fix login bug',
      description: null,
      status: 'open',
      priority: 'medium',
      version: 1,
      assignee_id: null,
      assignee: null,
      external_id: null,
      labels: [],
      comments_count: 0,
      created_at: time,
      updated_at: time,
      resolved_at: null,
    });
    expect(await getIssue(tracker, 1)).toEqual({ ...body, comments: [] });
  });

  it('Issues are listed newest first, by page and by filter', async () => {
    const user = await createUser(tracker);
    const ids = await createIssues(tracker, 5);
    const mine = await createIssue(tracker, {
      assignee_id: user,
      status: 'closed',
      priority: 'high',
    });
    const list = async (query: string) => (await tracker.http.get(`/issues?${query}`)).body;
    const idsOf = async (query: string) =>
      ((await list(query)).items as { id: number }[]).map(({ id }) => id);
    expect(await list('page=2&page_size=4')).toMatchObject({
      total: 6,
      page: 2,
      page_size: 4,
      total_pages: 2,
      items: [{ id: ids[1] }, { id: ids[0] }],
    });
    expect(await idsOf('')).toEqual([mine.id, ...[...ids].reverse()]);
    expect(await idsOf(`assignee_id=${String(user)}`)).toEqual([mine.id]);
    expect(await idsOf('assignee_id=none')).toEqual([...ids].reverse());
    expect(await idsOf('status=closed,resolved&priority=high&priority=low')).toEqual([mine.id]);
    expect(await list('status=resolved')).toMatchObject({ items: [], total: 0, total_pages: 0 });
    expect(await list('page=2147483647&page_size=100')).toMatchObject({ items: [], total: 6 });
  });

  it('A change sets the given fields, clears those that are null, and leaves the rest', async () => {
    const user = await createUser(tracker);
    const { id } = await createIssue(tracker, { description: 'Text', assignee_id: user });
    const path = `/issues/${String(id)}`;
    const changed = await tracker.http.patch(path).send({ version: 1, description: null });
    expect(changed.body).toMatchObject({ version: 2, description: null, assignee_id: user });
    const same = await tracker.http.patch(path).send({ version: 2, assignee_id: user });
    expect(same.body).toEqual(changed.body);
    const stale = await tracker.http.patch(path).send({ version: 1, assignee_id: user });
    expect(expectProblem(stale, 409, 'VERSION_CONFLICT').current_version).toBe(2);
    expectProblem(await tracker.http.patch(path).send({ title: 'x' }), 422, 'VALIDATION_FAILED', {
      pointer: '/version',
    });
    const missing = await tracker.http.patch('/issues/999').send({ version: 1 });
    expectProblem(missing, 404, 'ISSUE_NOT_FOUND');
  });

  it('A change of status sets, keeps or clears resolved_at', async () => {
    const { id } = await createIssue(tracker);
    const change = async (version: number, status: string) =>
      (
        await tracker.http
          .patch(`/issues/${String(id)}`)
          .send({ version, status })
          .expect(200)
      ).body as { resolved_at: string | null };
    const { resolved_at } = await change(1, 'resolved');
    expect(resolved_at).not.toBeNull();
    expect((await change(2, 'closed')).resolved_at).toBe(resolved_at);
    expect((await change(3, 'in_progress')).resolved_at).toBeNull();
    expect((await change(4, 'closed')).resolved_at).toBeNull();
    expect(await createIssue(tracker, { status: 'resolved' })).toMatchObject({
      resolved_at: expect.any(String),
    });
  });

  it('A bulk change to resolved keeps the resolved_at of issues resolved before', async () => {
    const [first = 0, second = 0] = await createIssues(tracker, 2);
    await tracker.http
      .patch(`/issues/${String(first)}`)
      .send({ version: 1, status: 'resolved' })
      .expect(200);
    const { resolved_at } = await getIssue(tracker, first);
    const request = { issue_ids: [second, first], status: 'resolved' };
    const response = await tracker.http.post('/issues/bulk-status').send(request);
    expect(response.body).toEqual({ updated_count: 2, ...request });
    expect(await getIssue(tracker, first)).toMatchObject({ resolved_at, version: 2 });
    expect((await getIssue(tracker, second)).resolved_at).not.toBeNull();
    for (const issue_ids of [[], [1, 1], ['1'], [0], 'x']) {
      const bad = await tracker.http.post('/issues/bulk-status').send({ ...request, issue_ids });
      expectProblem(bad, 422, 'VALIDATION_FAILED', { pointer: '/issue_ids' });
    }
  });

  it('Labels of an issue are replaced regardless of case and keep their first spelling', async () => {
    const { id } = await createIssue(tracker);
    const put = (body: object) => tracker.http.put(`/issues/${String(id)}/labels`).send(body);
    await put({ label_names: ['Bug', ' urgent '] }).expect(200);
    const { body } = await put({ label_names: ['BUG', 'apple'], version: 2 }).expect(200);
    expect(body).toMatchObject({ version: 3, labels: [{ name: 'apple' }, { name: 'Bug' }] });
    expectProblem(await put({ label_names: [], version: 2 }), 409, 'VERSION_CONFLICT');
    expectProblem(await put({ label_names: ['a', 'A'] }), 422, 'VALIDATION_FAILED', {
      pointer: '/label_names',
    });
    expect((await put({ label_names: [] }).expect(200)).body.labels).toEqual([]);
    const missing = await tracker.http.put('/issues/999/labels').send({ label_names: ['x'] });
    expectProblem(missing, 404, 'ISSUE_NOT_FOUND');
  });

  it('Labels can be created, listed, changed and deleted', async () => {
    const { id } = await createIssue(tracker);
    await tracker.http
      .put(`/issues/${String(id)}/labels`)
      .send({ label_names: ['bug'] })
      .expect(200);
    const created = await tracker.http.post('/labels').send({ name: 'Älter', color: '#D73A4A' });
    expect(created.body).toMatchObject({ name: 'Älter', color: '#d73a4a', issues_count: 0 });
    const taken = await tracker.http.post('/labels').send({ name: 'äLTER' });
    expectProblem(taken, 409, 'DUPLICATE_LABEL', { pointer: '/name' });
    const red = await tracker.http.post('/labels').send({ name: 'x', color: 'red' });
    expectProblem(red, 422, 'VALIDATION_FAILED', { pointer: '/color' });
    const list = (await tracker.http.get('/labels')).body as { id: number; issues_count: number }[];
    expect(list.map(({ issues_count }) => issues_count)).toEqual([1, 0]);
    const path = `/labels/${String(list[0]?.id)}`;
    const renamed = await tracker.http.patch(path).send({ name: 'defect' });
    expect(renamed.body).toMatchObject({ name: 'defect', issues_count: 1 });
    for (const same of [{}, { name: 'defect' }, { color: '#EDEDED', description: null }]) {
      expect((await tracker.http.patch(path).send(same)).body).toEqual(renamed.body);
    }
    await tracker.http.delete(path).expect(204);
    expectProblem(await tracker.http.get(path), 404, 'LABEL_NOT_FOUND');
    expectProblem(await tracker.http.patch(path).send({}), 404, 'LABEL_NOT_FOUND');
    expectProblem(await tracker.http.delete(path), 404, 'LABEL_NOT_FOUND');
    expect((await getIssue(tracker, id)).labels).toEqual([]);
  });

  it('Users can be created, listed, changed and deactivated', async () => {
    const alice = { username: 'Alice', email: 'alice@example.com', full_name: 'Alice Johnson' };
    const { body } = await tracker.http.post('/users').send(alice).expect(201);
    expect(body).toMatchObject({ id: 1, ...alice, active: true });
    const name = await tracker.http.post('/users').send({ username: 'ALICE', email: 'a@b.c' });
    expectProblem(name, 409, 'DUPLICATE_USER', { pointer: '/username' });
    const email = await tracker.http
      .post('/users')
      .send({ username: 'bob', email: 'ALICE@example.com' });
    expectProblem(email, 409, 'DUPLICATE_USER', { pointer: '/email' });
    const short = await tracker.http.post('/users').send({ username: 'al', email: 'a@b.c' });
    expectProblem(short, 422, 'VALIDATION_FAILED', { pointer: '/username' });
    const changed = await tracker.http.patch('/users/1').send({ full_name: null, active: false });
    expect(changed.body).toMatchObject({ username: 'Alice', full_name: null, active: false });
    for (const same of [{}, { username: 'Alice' }, { full_name: null, active: false }]) {
      expect((await tracker.http.patch('/users/1').send(same)).body).toEqual(changed.body);
    }
    expect((await tracker.http.get('/users')).body).toEqual([changed.body]);
    expectProblem(await tracker.http.get('/users/2'), 404, 'USER_NOT_FOUND');
    expectProblem(await tracker.http.patch('/users/2').send({}), 404, 'USER_NOT_FOUND');
  });

  it('Comments can be created, listed, edited and deleted', async () => {
    const author_id = await createUser(tracker);
    const { id } = await createIssue(tracker);
    const path = `/issues/${String(id)}/comments`;
    const first = await tracker.http.post(path).send({ body: 'First\n', author_id }).expect(201);
    expect(first.body).toMatchObject({ issue_id: id, author_id, body: 'First\n' });
    await tracker.http.post(path).send({ body: 'Second', author_id }).expect(201);
    expect((await tracker.http.get(path)).body).toMatchObject({
      total: 2,
      items: [{ body: 'First\n', author: { id: author_id } }, { body: 'Second' }],
    });
    const one = `${path}/${String(first.body.id)}`;
    const edited = await tracker.http.patch(one).send({ body: 'Edited' }).expect(200);
    expect(edited.body).toMatchObject({ id: first.body.id, body: 'Edited' });
    await tracker.http.delete(one).expect(204);
    expectProblem(await tracker.http.delete(one), 404, 'COMMENT_NOT_FOUND');
    expectProblem(await tracker.http.patch(one).send({ body: 'x' }), 404, 'COMMENT_NOT_FOUND');
    expect(await getIssue(tracker, id)).toMatchObject({ comments_count: 1, version: 1 });
    for (const body of ['', ' \n', 'x'.repeat(100_001), 7]) {
      const bad = await tracker.http.post(path).send({ body, author_id });
      expectProblem(bad, 422, 'VALIDATION_FAILED', { pointer: '/body' });
    }
    const unknown = await tracker.http.post(path).send({ body: 'x', author_id: 999 });
    expectProblem(unknown, 400, 'UNKNOWN_USER', { pointer: '/author_id' });
    expect((await getIssue(tracker, id)).comments_count).toBe(1);
    const missing = await tracker.http.post('/issues/999/comments').send({ body: 'x', author_id });
    expectProblem(missing, 404, 'ISSUE_NOT_FOUND');
    expectProblem(await tracker.http.get('/issues/999/comments'), 404, 'ISSUE_NOT_FOUND');
  });

  it('Health, readiness and documentation are served', async () => {
    expect((await tracker.http.get('/health').expect(200)).body).toEqual({ status: 'ok' });
    await tracker.http.get('/health/ready').expect(200);
    await tracker.http.get('/docs').expect(200);
    const { body } = await tracker.http.get('/docs-json').expect(200);
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths as object)).toEqual(
      expect.arrayContaining(['/issues', '/issues/{id}/labels', '/reports/latency']),
    );
  });
});

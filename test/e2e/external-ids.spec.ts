/** @workers only the database makes writers of several processes create one issue */
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser, getIssue, type IssueBody } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

describe('external ids', () => {
  let tracker: TestApp;
  let count = 0;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const newId = () => `item-${String((count += 1))}`;

  const put = (id: string, body: object = { title: 'Mirrored' }, source = 'github') =>
    tracker.http.put(`/issues/external/${source}/${encodeURIComponent(id)}`).send(body);

  const timeline = async (id: number) =>
    (await tracker.http.get(`/issues/${String(id)}/timeline`).expect(200)).body as {
      event_type: string;
    }[];

  it('The first PUT creates the issue with its place, and the next one updates the same', async () => {
    const id = newId();
    const assignee_id = await createUser(tracker);
    const created = await put(id, { title: 'First', status: 'open', label_names: ['bug'] });
    expect(created.status).toBe(201);
    const issue = created.body as IssueBody;
    expect(created.headers.location).toBe(`/issues/${String(issue.id)}`);
    expect(issue).toMatchObject({ version: 1, external_id: { source: 'github', id } });
    const change = {
      title: 'Second',
      status: 'resolved',
      assignee_id,
      label_names: ['new', 'BUG'],
    };
    const updated = await put(id, change).expect(200);
    expect(updated.headers.location).toBeUndefined();
    expect(updated.body).toMatchObject({
      ...{ id: issue.id, version: 2, title: 'Second', status: 'resolved', assignee_id },
      resolved_at: expect.any(String),
      labels: [{ name: 'bug' }, { name: 'new' }],
      external_id: { source: 'github', id },
    });
    const read = await tracker.http.get(`/issues/${String(issue.id)}`).expect(200);
    expect(read.headers.etag).toBe(updated.headers.etag);
    expect((await timeline(issue.id)).map(({ event_type }) => event_type).sort()).toEqual(
      ['assigned', 'created', 'label_added', 'label_added', 'status_changed', 'updated'].sort(),
    );
  });

  it('A PUT keeps what it leaves out, clears what is null, and raises no version when nothing changes', async () => {
    const id = newId();
    const full = { title: 'Same', description: 'Text', priority: 'high', label_names: ['kept'] };
    const { body } = await put(id, full).expect(201);
    const same = await put(id, { title: 'Same' }).expect(200);
    expect(same.body).toEqual(body);
    const cleared = await put(id, { title: 'Same', description: null }).expect(200);
    expect(cleared.body).toMatchObject({ version: 2, description: null, priority: 'high' });
    const bare = await put(id, { title: 'Same', label_names: [] }).expect(200);
    expect(bare.body).toMatchObject({ version: 3, labels: [] });
  });

  it('Sources are compared regardless of case, and ids as they are', async () => {
    const id = `${newId()} A/b%?`;
    const { body } = await put(id, undefined, 'GitHub').expect(201);
    expect(body.external_id).toEqual({ source: 'github', id });
    expect((await put(id, undefined, 'GITHUB').expect(200)).body.id).toBe(body.id);
    expect((await put(id.toLowerCase()).expect(201)).body.id).not.toBe(body.id);
    expect((await put(id, undefined, 'jira').expect(201)).body.id).not.toBe(body.id);
  });

  it('Of 50 concurrent PUTs of one id exactly one creates the issue', async () => {
    const id = newId();
    const titles = Array.from({ length: 50 }, (_, index) => `Title ${String(index)}`);
    const responses = await Promise.all(titles.map((title) => put(id, { title })));
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(49).fill(200), 201]);
    expect(new Set(responses.map(({ body }) => body.id as number)).size).toBe(1);
    const { body: found } = await tracker.http.get(`/issues?external_id=${id}`).expect(200);
    expect(found).toMatchObject({ total: 1, items: [{ version: 50 }] });
    const [{ id: issueId, title }] = found.items as [IssueBody];
    expect(titles).toContain(title);
    expect(await timeline(issueId)).toHaveLength(50);
  });

  it('A version or If-Match has to be that of the issue, and there has to be one', async () => {
    const id = newId();
    const absent = await put(id, { title: 'x', version: 1 });
    expectProblem(absent, 409, 'VERSION_CONFLICT', { pointer: '/version' });
    const unmatched = await put(id).set('If-Match', '*');
    expectProblem(unmatched, 412, 'PRECONDITION_FAILED', { parameter: 'If-Match' });
    await put(id).set('If-None-Match', '*').expect(201);
    expectProblem(await put(id).set('If-None-Match', '*'), 412, 'PRECONDITION_FAILED');
    const stale = await put(id, { title: 'x', version: 2 });
    expectProblem(stale, 409, 'VERSION_CONFLICT', { pointer: '/version' });
    expectProblem(await put(id).set('If-Match', '"2"'), 412, 'PRECONDITION_FAILED');
    await put(id, { title: 'y', version: 1 }).expect(200);
    await put(id, { title: 'z' }).set('If-Match', '"2"').expect(200);
  });

  it('What is refused creates and changes nothing', async () => {
    const id = newId();
    expectProblem(await put(id, {}), 422, 'VALIDATION_FAILED', { pointer: '/title' });
    const unknown = { title: 'x', assignee_id: 2_000_000_000, label_names: ['lost'] };
    expectProblem(await put(id, unknown), 400, 'UNKNOWN_USER');
    const { body } = await put(id).expect(201);
    expectProblem(await put(id, unknown), 400, 'UNKNOWN_USER');
    expectProblem(await put(id, { title: 'x', surprise: 1 }), 422, 'VALIDATION_FAILED');
    expect(await getIssue(tracker, body.id as number)).toMatchObject({ version: 1 });
    const { body: labels } = await tracker.http.get('/labels').expect(200);
    expect((labels as { name: string }[]).map(({ name }) => name)).not.toContain('lost');
  });

  it.each([
    ['a b', 'x', 'source'],
    ['.a', 'x', 'source'],
    ['x'.repeat(51), 'x', 'source'],
    ['github', ' ', 'id'],
    ['github', 'x'.repeat(201), 'id'],
    ['github', '\u0000', 'id'],
  ])('The external id %j %j is refused by its part %s', async (source, id, parameter) => {
    const response = await put(id, undefined, encodeURIComponent(source));
    expectProblem(response, 422, 'VALIDATION_FAILED', { parameter });
  });

  it('A deleted issue gives its external id back, and is not restored while another has it', async () => {
    const id = newId();
    const { body: first } = await put(id).expect(201);
    await tracker.http.delete(`/issues/${String(first.id)}?version=1`).expect(204);
    const { body: second } = await put(id).expect(201);
    expect(second.id).not.toBe(first.id);
    const restore = () => tracker.http.post(`/issues/${String(first.id)}/restore`);
    expectProblem(await restore(), 409, 'DUPLICATE_EXTERNAL_ID');
    await tracker.http.delete(`/issues/${String(second.id)}?version=1`).expect(204);
    expect((await restore().expect(200)).body.external_id).toEqual({ source: 'github', id });
  });

  it('A list is filtered by the source and the id, and other issues have none', async () => {
    const id = newId();
    await put(id, undefined, 'redmine').expect(201);
    const { external_id } = (await createIssue(tracker)) as IssueBody & { external_id: unknown };
    expect(external_id).toBeNull();
    const total = async (query: string) =>
      (await tracker.http.get(`/issues?${query}`).expect(200)).body.total as number;
    expect(await total(`external_source=Redmine&external_id=${id}`)).toBe(1);
    expect(await total('external_source=redmine')).toBe(1);
    expect(await total(`external_source=gitlab&external_id=${id}`)).toBe(0);
  });

  it('A GET by the external id shows what a GET by the id does, with its tag', async () => {
    const id = `${newId()} x/y`;
    const { body } = await put(id, { title: 'Found', label_names: ['bug'] }).expect(201);
    const { http } = tracker;
    const path = (source: string) => `/issues/external/${source}/${encodeURIComponent(id)}`;
    await http.post(`/issues/${String(body.id)}/comments`).send({
      body: 'Seen',
      author_id: await createUser(tracker),
    });
    const byId = await http.get(`/issues/${String(body.id)}`).expect(200);
    const found = await http.get(path('GitHub')).expect(200);
    expect(found.body).toEqual(byId.body);
    expect(found.headers.etag).toBe(byId.headers.etag);
    await http.get(path('github')).set('If-None-Match', String(byId.headers.etag)).expect(304);
    const sparse = await http.get(`${path('github')}?fields=id,title`).expect(200);
    expect(sparse.body).toEqual({ id: body.id, title: 'Found' });
    expectProblem(await http.get(path('gitlab')), 404, 'ISSUE_NOT_FOUND');
    expectProblem(await http.get(path('a b')), 422, 'VALIDATION_FAILED', { parameter: 'source' });
    await http.delete(`/issues/${String(body.id)}?version=1`).expect(204);
    expectProblem(await http.get(path('github')), 404, 'ISSUE_NOT_FOUND');
  });

  it('A revert of a creation gives the external id back, and a revert of that the issue with it', async () => {
    const { http } = tracker;
    const id = newId();
    const revert = async (change: unknown) =>
      (
        await http
          .post(`/changes/${String(change)}/revert`)
          .send({})
          .expect(200)
      ).body.change_id as number;
    const csv = `title,labels,external_source,external_id\nMoved,bug,jira,${id}\n`;
    const { body: imported } = await http
      .post('/issues/import')
      .attach('file', Buffer.from(csv), 'issues.csv')
      .expect(200);
    const find = () => http.get(`/issues/external/jira/${id}`);
    const { body: before } = await find().expect(200);
    const reverted = await revert(imported.change_id);
    await find().expect(404);
    await revert(reverted);
    const { body: after } = await find().expect(200);
    const changed = { version: Number(before.version) + 2, updated_at: after.updated_at as string };
    expect(after).toEqual({ ...before, ...changed });
    const created = await put(newId()).expect(201);
    const undone = await revert(created.headers['change-id']);
    const { body: other } = await put(created.body.external_id.id as string).expect(201);
    const refused = await http.post(`/changes/${String(undone)}/revert`).send({});
    expectProblem(refused, 409, 'DUPLICATE_EXTERNAL_ID');
    expect(await getIssue(tracker, other.id as number)).toMatchObject({ version: 1 });
  });

  it('An export with the external ids, imported into another tracker, keeps them', async () => {
    const id = `=${newId()}`;
    await put(id, { title: 'Kept', label_names: ['bug'] }, 'linear').expect(201);
    const fields =
      'title,description,status,priority,labels,created_at,external_source,external_id';
    const { text } = await tracker.http
      .get(`/issues/export?external_source=linear&fields=${fields}`)
      .expect(200);
    const other = await createTestApp();
    try {
      const upload = () =>
        other.http
          .post('/issues/import?on_existing=skip')
          .attach('file', Buffer.from(text), 'issues.csv')
          .expect(200);
      expect((await upload()).body).toMatchObject({ created: 1, failed: 0 });
      const path = `/issues/external/linear/${encodeURIComponent(id)}`;
      expect((await other.http.get(path).expect(200)).body).toMatchObject({
        title: 'Kept',
        labels: [{ name: 'bug' }],
        external_id: { source: 'linear', id },
      });
      expect((await upload()).body).toMatchObject({ created: 0, updated: 0, failed: 0 });
    } finally {
      await other.close();
    }
  });
});

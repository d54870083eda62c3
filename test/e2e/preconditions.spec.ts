import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

describe('preconditions', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const path = (id: number) => `/issues/${String(id)}`;
  const tagOf = async (id: number) =>
    (await tracker.http.get(path(id)).expect(200)).headers.etag ?? '';

  it('Every response with an issue has the same ETag as a GET of it', async () => {
    const created = await tracker.http.post('/issues').send({ title: 'Tagged' }).expect(201);
    const { id } = created.body as { id: number };
    expect(created.headers.etag).toMatch(/^"1-[0-9a-f]{16}"$/);
    expect(await tagOf(id)).toBe(created.headers.etag);
    const patched = await tracker.http.patch(path(id)).send({ version: 1, title: 'Again' });
    expect(patched.headers.etag).toMatch(/^"2-/);
    expect(await tagOf(id)).toBe(patched.headers.etag);
    const labelled = await tracker.http.put(`${path(id)}/labels`).send({ label_names: ['tagged'] });
    expect(labelled.headers.etag).toMatch(/^"3-/);
    expect(await tagOf(id)).toBe(labelled.headers.etag);
  });

  it('A GET with the current ETag in If-None-Match is 304 without a body', async () => {
    const { id } = await createIssue(tracker);
    const tag = await tagOf(id);
    const ask = (header: string) => tracker.http.get(path(id)).set('If-None-Match', header);
    for (const header of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const response = await ask(header);
      expect(response.status).toBe(304);
      expect(response.text).toBe('');
      expect(response.headers.etag).toBe(tag);
    }
    await ask('"1"').expect(200);
    await tracker.http.patch(path(id)).send({ version: 1, title: 'New' }).expect(200);
    await ask(tag).expect(200);
  });

  it('A GET with the current ETag is 304 although fetch adds Cache-Control: no-cache', async () => {
    const { id } = await createIssue(tracker);
    const ask = tracker.http.get(path(id)).set('If-None-Match', await tagOf(id));
    await ask.set('Cache-Control', 'no-cache').expect(304);
  });

  it('If-None-Match: * is no 304 where there is no ETag', async () => {
    for (const untagged of ['/issues', '/labels', '/health', '/']) {
      await tracker.http.get(untagged).set('If-None-Match', '*').expect(200);
    }
  });

  it('The ETag changes with every comment and user that the issue shows', async () => {
    const user = await createUser(tracker);
    const { id } = await createIssue(tracker, { assignee_id: user });
    const tags = [await tagOf(id)];
    const then = async (change: Promise<unknown>) => {
      await change;
      tags.push(await tagOf(id));
    };
    const comments = `${path(id)}/comments`;
    await then(tracker.http.post(comments).send({ body: 'One', author_id: user }).expect(201));
    const shown = (await tracker.http.get(path(id))).body as { comments: { id: number }[] };
    const comment = `${comments}/${String(shown.comments[0]?.id)}`;
    await then(tracker.http.patch(comment).send({ body: 'Two' }).expect(200));
    await then(
      tracker.http
        .patch(`/users/${String(user)}`)
        .send({ full_name: 'Ann' })
        .expect(200),
    );
    await then(tracker.http.delete(comment).expect(204));
    expect(new Set(tags).size).toBe(tags.length);
    expect(tags.every((tag) => tag.startsWith('"1-'))).toBe(true);
  });

  it('If-Match replaces the version of a change, and new comments do not matter', async () => {
    const user = await createUser(tracker);
    const { id } = await createIssue(tracker);
    const tag = await tagOf(id);
    await tracker.http
      .post(`${path(id)}/comments`)
      .send({ body: 'Meanwhile', author_id: user })
      .expect(201);
    const change = (header: string, fields: object) =>
      tracker.http.patch(path(id)).set('If-Match', header).send(fields);
    expect((await change(tag, { title: 'One' }).expect(200)).body.version).toBe(2);
    expect((await change('"2"', { title: 'Two' }).expect(200)).body.version).toBe(3);
    expect((await change('"1", "3"', { title: 'Three' }).expect(200)).body.version).toBe(4);
    expect((await change('*', { title: 'Four' }).expect(200)).body.version).toBe(5);
    const stale = expectProblem(await change(tag, { title: 'x' }), 412, 'PRECONDITION_FAILED', {
      parameter: 'If-Match',
    });
    expect(stale).toMatchObject({ current_version: 5, changed_fields: ['title'] });
    // An ETag of another server matches nothing.
    for (const header of ['W/"4"', '"abc"', '""', '"a, b"', '"x,5"', '"2147483648"', '"9e9"']) {
      expectProblem(await change(header, { title: 'x' }), 412, 'PRECONDITION_FAILED');
    }
    for (const header of ['5', '"5', 'a, b', '*, "5"', ',', '']) {
      expectProblem(await change(header, { title: 'x' }), 422, 'VALIDATION_FAILED', {
        parameter: 'If-Match',
      });
    }
    const both = await change('"5"', { title: 'x', version: 4 });
    expectProblem(both, 409, 'VERSION_CONFLICT', { pointer: '/version' });
    const neither = await tracker.http.patch(path(id)).send({ title: 'x' });
    expectProblem(neither, 422, 'VALIDATION_FAILED', { pointer: '/version' });
    expect(await getIssue(tracker, id)).toMatchObject({ version: 5, title: 'Four' });
  });

  it('If-Match takes a weak tag, and a list with empty elements, by their versions', async () => {
    const { id } = await createIssue(tracker);
    const weak = `W/${await tagOf(id)}`;
    const change = (header: string, title: string) =>
      tracker.http.patch(path(id)).set('If-Match', header).send({ title });
    expect((await change(weak, 'One').expect(200)).body.version).toBe(2);
    expect((await change('W/"2"', 'Two').expect(200)).body.version).toBe(3);
    expect((await change(', "1",, W/"3-abc" ,', 'Three').expect(200)).body.version).toBe(4);
    expectProblem(await change(weak, 'x'), 412, 'PRECONDITION_FAILED', { parameter: 'If-Match' });
    const labels = tracker.http.put(`${path(id)}/labels`).set('If-Match', 'W/"4-0"');
    expect((await labels.send({ label_names: ['weak'] }).expect(200)).body.version).toBe(5);
    await tracker.http.delete(path(id)).set('If-Match', 'W/"5-0"').expect(204);
  });

  it('Of twenty changes at once with one weak tag exactly one succeeds', async () => {
    const { id } = await createIssue(tracker);
    const weak = `W/${await tagOf(id)}`;
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        tracker.http
          .patch(path(id))
          .set('If-Match', weak)
          .send({ title: `Change ${String(n)}` }),
      ),
    );
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(19).fill(412)]);
    expect((await getIssue(tracker, id)).version).toBe(2);
  });

  it('A GET or HEAD with an If-Match that does not name the version is 412', async () => {
    const { id } = await createIssue(tracker);
    const tag = await tagOf(id);
    const ask = (header: string) => tracker.http.get(path(id)).set('If-Match', header);
    for (const header of [tag, `W/${tag}`, '"1"', `"2", ${tag}`, '*'])
      await ask(header).expect(200);
    const failed = await ask('"2"');
    expectProblem(failed, 412, 'PRECONDITION_FAILED', { parameter: 'If-Match' });
    await tracker.http.head(path(id)).set('If-Match', '"2"').expect(412);
    // If-Match is evaluated first.
    await ask('"2"').set('If-None-Match', tag).expect(412);
    await ask('"1"').set('If-None-Match', tag).expect(304);
    expectProblem(await ask('1'), 422, 'VALIDATION_FAILED', { parameter: 'If-Match' });
    const missing = await tracker.http.get('/issues/2147483647').set('If-Match', '"2"');
    expectProblem(missing, 404, 'ISSUE_NOT_FOUND');
  });

  it('A change with an If-None-Match that names the version is 412', async () => {
    const { id } = await createIssue(tracker);
    const tag = await tagOf(id);
    const refused = { parameter: 'If-None-Match' };
    const changes = [
      (header: string) =>
        tracker.http.patch(path(id)).set('If-None-Match', header).send({ version: 1, title: 'x' }),
      (header: string) =>
        tracker.http
          .put(`${path(id)}/labels`)
          .set('If-None-Match', header)
          .send({ label_names: ['x'] }),
      (header: string) => tracker.http.delete(`${path(id)}?version=1`).set('If-None-Match', header),
    ];
    for (const change of changes) {
      for (const header of ['*', tag, `W/${tag}`, '"9", "1"']) {
        const problem = expectProblem(await change(header), 412, 'PRECONDITION_FAILED', refused);
        expect(problem).toMatchObject({ current_version: 1, changed_fields: [] });
      }
      expectProblem(await change('1'), 422, 'VALIDATION_FAILED', refused);
    }
    expect(await tagOf(id)).toBe(tag);
    const [patch] = changes;
    expect((await patch?.('"2", "other"'))?.status).toBe(200);
    const missing = await tracker.http
      .patch('/issues/2147483647')
      .set('If-None-Match', '*')
      .send({ version: 1 });
    expectProblem(missing, 404, 'ISSUE_NOT_FOUND');
  });

  it('If-Match guards label replacement and deletion too', async () => {
    const { id } = await createIssue(tracker);
    const labels = (header: string) =>
      tracker.http
        .put(`${path(id)}/labels`)
        .set('If-Match', header)
        .send({ label_names: ['guarded'] });
    expectProblem(await labels('"2"'), 412, 'PRECONDITION_FAILED');
    await labels('"1"').expect(200);
    const remove = (header: string) => tracker.http.delete(path(id)).set('If-Match', header);
    expectProblem(await remove('"1"'), 412, 'PRECONDITION_FAILED');
    expectProblem(await tracker.http.delete(path(id)), 422, 'VALIDATION_FAILED', {
      parameter: 'version',
    });
    expectProblem(await tracker.http.delete(`${path(id)}?version=1`), 409, 'VERSION_CONFLICT', {
      parameter: 'version',
    });
    expectProblem(await remove('"a, "1", b"'), 422, 'VALIDATION_FAILED');
    await remove('"2"').expect(204);
  });

  it('A version conflict names the fields that changed since the given version', async () => {
    const user = await createUser(tracker);
    const { id } = await createIssue(tracker);
    const change = (fields: object) => tracker.http.patch(path(id)).send(fields).expect(200);
    await change({ version: 1, description: 'Old' });
    await change({ version: 2, title: 'New', status: 'resolved' });
    await change({ version: 3, assignee_id: user });
    await tracker.http
      .put(`${path(id)}/labels`)
      .send({ label_names: ['since'] })
      .expect(200);
    await tracker.http.post(`${path(id)}/comments`).send({ body: 'Hi', author_id: user });
    const since = async (version: number) => {
      const response = await tracker.http.patch(path(id)).send({ version, priority: 'low' });
      const problem = expectProblem(response, 409, 'VERSION_CONFLICT');
      expect(problem.current_version).toBe(5);
      return [...(problem.changed_fields ?? [])].sort();
    };
    expect(await since(1)).toEqual(['assignee_id', 'description', 'labels', 'status', 'title']);
    expect(await since(3)).toEqual(['assignee_id', 'labels']);
    expect(await since(4)).toEqual(['labels']);
    expect(await since(9)).toEqual([]);
  });

  it('A field that is absent from a change is kept, and null clears it or is refused', async () => {
    const user = await createUser(tracker);
    const full = { description: 'Text', assignee_id: user };
    const { id } = await createIssue(tracker, { ...full, priority: 'high', status: 'resolved' });
    const change = (fields: object) => tracker.http.patch(path(id)).send(fields);
    const absent = await change({ version: 1, title: 'Only the title' }).expect(200);
    expect(absent.body).toMatchObject({ ...full, priority: 'high', status: 'resolved' });
    const cleared = await change({ version: 2, description: null, assignee_id: null }).expect(200);
    expect(cleared.body).toMatchObject({ description: null, assignee_id: null, assignee: null });
    for (const field of ['title', 'status', 'priority', 'version']) {
      const response = await change({ version: 3, [field]: null });
      expectProblem(response, 422, 'VALIDATION_FAILED', { pointer: `/${field}` });
    }
  });
});

import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

type Json = Record<string, unknown>;

describe('fields of a response', () => {
  let tracker: TestApp;
  let issue: Json;

  beforeAll(async () => {
    tracker = await createTestApp();
    const assignee_id = await createUser(tracker);
    const created = await createIssue(tracker, {
      ...{ title: 'Ünïcode "quoted"', description: 'Long\ntext', assignee_id, status: 'resolved' },
      label_names: ['bug', 'urgent'],
    });
    const comment = { body: 'Seen', author_id: assignee_id };
    await tracker.http
      .post(`/issues/${String(created.id)}/comments`)
      .send(comment)
      .expect(201);
    issue = (await tracker.http.get(`/issues/${String(created.id)}`).expect(200)).body as Json;
    for (let count = 1; count < 25; count += 1) {
      await createIssue(tracker, {
        title: `A title of some fifty characters, the one of ${String(count)}`,
      });
    }
  });
  afterAll(() => tracker.close());

  const one = () => `/issues/${String(issue.id)}`;

  it('Each member of an issue can be asked for by itself, and is the same as among all', async () => {
    const names = Object.keys(issue);
    expect(names).toContain('comments');
    for (const name of names) {
      const { body } = await tracker.http.get(`${one()}?fields=${name}`).expect(200);
      expect(body).toEqual({ [name]: issue[name] });
      if (name === 'comments') continue;
      const list = await tracker.http.get(`/issues?sort=id&page_size=1&fields=${name}`);
      expect(list.body.items).toEqual([{ [name]: issue[name] }]);
    }
  });

  it('The members are sent in one order, however they are asked for', async () => {
    const asked = [
      'title,id,status',
      'id,title,status',
      'status&fields=title,id',
      'id,id,title,status',
    ];
    for (const path of [one(), '/issues']) {
      const texts = [];
      for (const fields of asked) {
        const { text, headers } = await tracker.http.get(`${path}?fields=${fields}`).expect(200);
        expect(text).toBe(JSON.stringify(JSON.parse(text)));
        texts.push([text, headers.etag]);
      }
      expect(new Set(texts.map(String)).size).toBe(1);
    }
    const { body } = await tracker.http.get(`${one()}?fields=title,id`).expect(200);
    expect(Object.keys(body as Json)).toEqual(['id', 'title']);
  });

  it('All members by name are the response without names', async () => {
    const names = Object.keys(issue);
    const all = await tracker.http.get(`${one()}?fields=${names.join(',')}`).expect(200);
    expect(all.text).toBe((await tracker.http.get(one())).text);
    const ofList = names.filter((name) => name !== 'comments').join(',');
    const list = await tracker.http.get(`/issues?fields=${ofList}`).expect(200);
    expect(list.text).toBe((await tracker.http.get('/issues')).text);
  });

  it('A page of 20 issues with id, title and status has nothing else and at most 2,300 bytes', async () => {
    const { body, text } = await tracker.http.get('/issues?fields=id,title,status').expect(200);
    const { body: full } = await tracker.http.get('/issues').expect(200);
    expect(body.items).toHaveLength(20);
    expect(body).toEqual({
      ...full,
      items: (full.items as Json[]).map(({ id, title, status }) => ({ id, title, status })),
    });
    // 20 titles of 50 characters; about 600 tokens of a language model.
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_300);
  });

  it('The next page of a list has the same members, by its link and by its cursor', async () => {
    const first = await tracker.http.get('/issues?fields=id&page_size=2').expect(200);
    const [, link = ''] = /<([^>]*)>; rel="next"/.exec(first.headers.link ?? '') ?? [];
    const linked = await tracker.http.get(link).expect(200);
    const cursor = String(first.body.next_cursor);
    const { body } = await tracker.http.get(`/issues?fields=id&page_size=2&cursor=${cursor}`);
    expect(linked.body.items).toEqual(body.items);
    expect(body.items.map(Object.keys)).toEqual([['id'], ['id']]);
    await tracker.http.get(`/issues?fields=title&page_size=2&cursor=${cursor}`).expect(200);
  });

  it('Each representation of an issue has an entity tag of its own, with the version for If-Match', async () => {
    const { id } = await createIssue(tracker);
    const path = `/issues/${String(id)}`;
    const paths = [path, `${path}?fields=id`, `${path}?fields=id,title`, `${path}?fields=title`];
    const tags: string[] = [];
    for (const each of paths)
      tags.push((await tracker.http.get(each).expect(200)).headers.etag ?? '');
    expect(new Set(tags).size).toBe(paths.length);
    for (const each of paths) {
      for (const [index, tag] of tags.entries()) {
        const { status } = await tracker.http.get(each).set('If-None-Match', tag);
        expect([each, tag, status]).toEqual([each, tag, each === paths[index] ? 304 : 200]);
      }
    }
    const change = { title: 'Another' };
    await tracker.http
      .patch(path)
      .set('If-Match', tags[1] ?? '')
      .send(change)
      .expect(200);
    expectProblem(
      await tracker.http
        .patch(path)
        .set('If-Match', tags[2] ?? '')
        .send({ title: 'Late' }),
      412,
      'PRECONDITION_FAILED',
    );
    const { headers } = await tracker.http.get(paths[2] ?? '').set('If-None-Match', tags[2] ?? '');
    expect(headers.etag).toMatch(/^"2-/);
  });

  it('An issue that does not exist, or is deleted, has no members', async () => {
    const { id } = await createIssue(tracker);
    await tracker.http.delete(`/issues/${String(id)}?version=1`).expect(204);
    for (const missing of [id, 2_000_000_000]) {
      const response = await tracker.http.get(`/issues/${String(missing)}?fields=id`);
      expectProblem(response, 404, 'ISSUE_NOT_FOUND');
    }
  });

  it.each([
    ['/issues', 'nope', 'id, title, description'],
    ['/issues', 'comments', 'id, title, description'],
    ['/issues', '', 'id, title, description'],
    ['/issues', 'id,', 'id, title, description'],
    ['/issues', 'ID', 'id, title, description'],
    ['/issues', '__proto__', 'id, title, description'],
    ['/issues/1', 'nope', 'external_id, comments'],
    ['/issues/export', 'version', 'id, title, description'],
  ])('GET %s refuses the fields %j, and says which there are', async (path, fields, listed) => {
    const response = await tracker.http.get(`${path}?fields=${fields}`);
    const { errors } = expectProblem(response, 422, 'VALIDATION_FAILED', { parameter: 'fields' });
    const detail = errors?.[0]?.detail ?? '';
    const unknown = fields.split(',').at(-1) ?? '';
    expect(detail).toContain(`has no "${unknown}"; there are`);
    expect(detail).toContain(listed);
  });

  it('An export has only the columns that are asked for, in its own order', async () => {
    const { text } = await tracker.http.get(
      '/issues/export?fields=labels,title,id&sort=id&label=bug',
    );
    expect(text).toBe(`id,title,labels\r\n${String(issue.id)},"Ünïcode ""quoted""",bug;urgent\r\n`);
    const none = await tracker.http.get('/issues/export?fields=title&label=unknown').expect(200);
    expect(none.text).toBe('title\r\n');
  });

  it('A page without descriptions is not cut, however long they are', async () => {
    const description = 'x'.repeat(100_000);
    for (let count = 0; count < 30; count += 1) await createIssue(tracker, { description });
    const path = '/issues?page_size=100&created_after=2000-01-01';
    const { body: cut } = await tracker.http.get(path).expect(200);
    const { body: sparse } = await tracker.http.get(`${path}&fields=id,title`).expect(200);
    expect(cut.items.length).toBeLessThan(cut.total as number);
    expect(sparse.items).toHaveLength(sparse.total as number);
  });
});

import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

interface Person {
  username: string;
  email: string;
}

describe('rules of resources', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  const comment = async (issue: number, fields: object) =>
    (
      await tracker.http
        .post(`/issues/${String(issue)}/comments`)
        .send(fields)
        .expect(201)
    ).body as {
      id: number;
    };

  it('An issue shows its first 100 comments, and the comments by page are complete', async () => {
    const { id } = await createIssue(tracker);
    const author_id = await createUser(tracker);
    const ids: number[] = [];
    for (let index = 0; index < 103; index += 1) {
      ids.push((await comment(id, { body: `Comment ${String(index)}`, author_id })).id);
    }
    const shown = (await tracker.http.get(`/issues/${String(id)}`)).body;
    expect(shown.comments_count).toBe(103);
    expect(shown.comments.map((one: { id: number }) => one.id)).toEqual(ids.slice(0, 100));
    const page = await tracker.http.get(`/issues/${String(id)}/comments?page=2&page_size=60`);
    expect(page.body).toMatchObject({ total: 103, page: 2, page_size: 60, total_pages: 2 });
    expect(page.body.items.map((one: { id: number }) => one.id)).toEqual(ids.slice(60));
    const bad = await tracker.http.get(`/issues/${String(id)}/comments?page_size=101`);
    expectProblem(bad, 422, 'VALIDATION_FAILED', { parameter: 'page_size' });
  });

  it('A comment of another issue is 404', async () => {
    const author_id = await createUser(tracker);
    const [mine, other] = [await createIssue(tracker), await createIssue(tracker)];
    const { id } = await comment(mine.id, { body: 'Mine', author_id });
    const path = `/issues/${String(other.id)}/comments/${String(id)}`;
    expectProblem(await tracker.http.patch(path).send({ body: 'x' }), 404, 'COMMENT_NOT_FOUND');
    expectProblem(await tracker.http.delete(path), 404, 'COMMENT_NOT_FOUND');
    expect(await getIssue(tracker, other.id)).toMatchObject({ comments_count: 0, comments: [] });
    expect(await getIssue(tracker, mine.id)).toMatchObject({
      comments_count: 1,
      comments: [{ id, body: 'Mine' }],
    });
  });

  it('An inactive user is refused as author or assignee, and keeps its issues and comments', async () => {
    const user = await createUser(tracker);
    const { id } = await createIssue(tracker, { assignee_id: user });
    await comment(id, { body: 'Before', author_id: user });
    await tracker.http
      .patch(`/users/${String(user)}`)
      .send({ active: false })
      .expect(200);
    const path = `/issues/${String(id)}`;
    const late = await tracker.http.post(`${path}/comments`).send({ body: 'x', author_id: user });
    expectProblem(late, 400, 'UNKNOWN_USER', { pointer: '/author_id' });
    const other = await createIssue(tracker);
    const assign = await tracker.http
      .patch(`/issues/${String(other.id)}`)
      .send({ version: 1, assignee_id: user });
    expectProblem(assign, 400, 'UNKNOWN_USER', { pointer: '/assignee_id' });
    expect(await getIssue(tracker, other.id)).toMatchObject({ version: 1, assignee_id: null });
    await tracker.http.patch(path).send({ version: 1, title: 'Still theirs' }).expect(200);
    expect(await getIssue(tracker, id)).toMatchObject({
      assignee_id: user,
      assignee: { id: user, active: false },
      comments_count: 1,
    });
    await tracker.http
      .patch(`/users/${String(user)}`)
      .send({ active: true })
      .expect(200);
    await comment(id, { body: 'After', author_id: user });
  });

  it('An issue accepts 100 labels of 100 characters, sorted by name, and refuses more', async () => {
    const { id } = await createIssue(tracker);
    const names = Array.from({ length: 100 }, (_, index) => String(index).padStart(100, 'n'));
    const put = (label_names: string[]) =>
      tracker.http.put(`/issues/${String(id)}/labels`).send({ label_names });
    const { body } = await put([...names].reverse()).expect(200);
    expect(body.labels.map(({ name }: { name: string }) => name)).toEqual([...names].sort());
    for (const refused of [[...names, 'more'], ['x'.repeat(101)], [''], ['a', ' A ']]) {
      expectProblem(await put(refused), 422, 'VALIDATION_FAILED', { pointer: '/label_names' });
    }
    expect(await getIssue(tracker, id)).toEqual({ ...body, comments: [] });
    expect((await tracker.http.get('/labels')).body).toHaveLength(100);
  });

  it('A label cannot take the name of another, and can change the case of its own', async () => {
    const [bug, ui] = [
      (await tracker.http.post('/labels').send({ name: 'bug', description: 'A fault' })).body,
      (await tracker.http.post('/labels').send({ name: 'ui' })).body,
    ];
    const path = `/labels/${String(ui.id)}`;
    const taken = await tracker.http.patch(path).send({ name: 'BUG' });
    expectProblem(taken, 409, 'DUPLICATE_LABEL', { pointer: '/name' });
    expect((await tracker.http.get(path)).body).toEqual(ui);
    const own = await tracker.http.patch(path).send({ name: 'UI' }).expect(200);
    expect(own.body).toMatchObject({ id: ui.id, name: 'UI' });
    const cleared = await tracker.http
      .patch(`/labels/${String(bug.id)}`)
      .send({ description: null, color: '#ABCDEF' });
    expect(cleared.body).toMatchObject({ name: 'bug', description: null, color: '#abcdef' });
    for (const color of ['#abcde', 'abcdef', '#gggggg', '#abcdef ff', null]) {
      const bad = await tracker.http.post('/labels').send({ name: 'colored', color });
      expectProblem(bad, 422, 'VALIDATION_FAILED', { pointer: '/color' });
    }
    expect((await tracker.http.get('/labels')).body).toHaveLength(2);
  });

  it('A user cannot take the username or e-mail address of another', async () => {
    const people: Person[] = [
      { username: 'first', email: 'first@example.com' },
      { username: 'second', email: 'second@example.com' },
    ];
    for (const person of people) await tracker.http.post('/users').send(person).expect(201);
    const name = await tracker.http.patch('/users/2').send({ username: 'FIRST' });
    expectProblem(name, 409, 'DUPLICATE_USER', { pointer: '/username' });
    const email = await tracker.http.patch('/users/2').send({ email: 'First@Example.com' });
    expectProblem(email, 409, 'DUPLICATE_USER', { pointer: '/email' });
    expect((await tracker.http.get('/users/2')).body).toMatchObject(people[1] ?? {});
    const same = await tracker.http.patch('/users/2').send({ username: 'Second' }).expect(200);
    expect(same.body).toMatchObject({ username: 'Second', email: 'second@example.com' });
  });
});

describe('request body fields', () => {
  let tracker: TestApp;
  let people = 0;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  it.each<[string, unknown]>([
    ['title', null],
    ['title', ' \n'],
    ['title', 'x'.repeat(501)],
    ['description', 'a\u0000b'],
    ['status', 'done'],
    ['status', null],
    ['priority', 'urgent'],
    ['assignee_id', 'me'],
    ['assignee_id', 0],
    ['version', 0],
    ['version', '1'],
    ['version', 1.5],
    ['version', null],
  ])('A change of %s to %j is refused, and nothing is changed', async (field, value) => {
    const issue = await createIssue(tracker, { description: 'Text' });
    const path = `/issues/${String(issue.id)}`;
    const response = await tracker.http.patch(path).send({ version: 1, [field]: value });
    expectProblem(response, 422, 'VALIDATION_FAILED', { pointer: `/${field}` });
    expect(await getIssue(tracker, issue.id)).toEqual({ ...issue, comments: [] });
  });

  it.each<[string, unknown]>([
    ['username', 'ab'],
    ['username', 'x'.repeat(101)],
    ['username', null],
    ['email', 'no-address'],
    ['email', `${'x'.repeat(250)}@b.com`],
    ['email', 'a\ud800@b.c'],
    ['full_name', 'x'.repeat(256)],
    ['active', 'yes'],
  ])('A user whose %s is %j is refused', async (field, value) => {
    people += 1;
    const username = `person${String(people)}`;
    const valid: Record<string, unknown> = { username, email: `${username}@example.com` };
    const { body: before } = await tracker.http.get('/users').expect(200);
    if (field !== 'active') {
      const response = await tracker.http.post('/users').send({ ...valid, [field]: value });
      expectProblem(response, 422, 'VALIDATION_FAILED', { pointer: `/${field}` });
    }
    expect((await tracker.http.get('/users')).body).toEqual(before);
    const { body } = await tracker.http.post('/users').send(valid).expect(201);
    const path = `/users/${String(body.id)}`;
    const response = await tracker.http.patch(path).send({ [field]: value });
    expectProblem(response, 422, 'VALIDATION_FAILED', { pointer: `/${field}` });
    expect((await tracker.http.get(path)).body).toEqual(body);
  });

  it('An unknown or inactive assignee is refused with 400', async () => {
    const unknown = await tracker.http.post('/issues').send({ title: 'x', assignee_id: 4711 });
    expectProblem(unknown, 400, 'UNKNOWN_USER', { pointer: '/assignee_id' });
    const id = await createUser(tracker);
    await tracker.http
      .patch(`/users/${String(id)}`)
      .send({ active: false })
      .expect(200);
    const inactive = await tracker.http.post('/issues').send({ title: 'x', assignee_id: id });
    expectProblem(inactive, 400, 'UNKNOWN_USER', { pointer: '/assignee_id' });
  });

  it.each(['😀 émoji 👩‍👩‍👧', 'مرحبا بالعالم', '"quotes" \\ and \' and <b>', '日本語\u202e'])(
    'The text %s is returned as it was sent',
    async (text) => {
      const { id } = await createIssue(tracker, { title: text, description: `${text}\n${text}` });
      expect(await getIssue(tracker, id)).toMatchObject({
        title: text,
        description: `${text}\n${text}`,
      });
    },
  );

  it('The length of a title is counted in characters, not in code units', async () => {
    await createIssue(tracker, { title: '😀'.repeat(500) });
    const response = await tracker.http.post('/issues').send({ title: '😀'.repeat(501) });
    expectProblem(response, 422, 'VALIDATION_FAILED', { pointer: '/title' });
  });

  it('A title is trimmed', async () => {
    expect(await createIssue(tracker, { title: '  Fix it \n' })).toMatchObject({ title: 'Fix it' });
  });
});

/** @once invalid input is refused before the database is used */
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';
import { sendSlowly } from '../support/raw-client.js';

describe('request parsing', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  it.each(['abc', '0', '-1', '99999999999', '1e3', '2147483648', '%00'])(
    'The id %s is refused with 422',
    async (id) => {
      const response = await tracker.http.get(`/issues/${id}`);
      expectProblem(response, 422, 'VALIDATION_FAILED', { parameter: 'id' });
    },
  );

  it.each<[string, object, string]>([
    ['no title', {}, '/title'],
    ['an empty title', { title: '' }, '/title'],
    ['a blank title', { title: ' \t\n' }, '/title'],
    ['a title of 501 characters', { title: 'x'.repeat(501) }, '/title'],
    ['a title of null', { title: null }, '/title'],
    ['a number as title', { title: 7 }, '/title'],
    ['NUL in a title', { title: 'a\u0000b' }, '/title'],
    ['a lone surrogate', { title: 'a\ud800b' }, '/title'],
    ['NUL in a description', { title: 'x', description: '\u0000' }, '/description'],
    ['a long description', { title: 'x', description: 'x'.repeat(100_001) }, '/description'],
    ['an unknown status', { title: 'x', status: 'done' }, '/status'],
    ['a status of null', { title: 'x', status: null }, '/status'],
    ['an unknown priority', { title: 'x', priority: 'HIGH' }, '/priority'],
    ['an assignee of text', { title: 'x', assignee_id: '1' }, '/assignee_id'],
    ['an assignee out of range', { title: 'x', assignee_id: 2_147_483_648 }, '/assignee_id'],
    ['an unknown field', { title: 'x', 'a/b~c': 1 }, '/a~1b~0c'],
  ])('An issue with %s is refused, and nothing is stored', async (_name, body, pointer) => {
    const before = (await tracker.http.get('/issues')).body.total as number;
    const response = await tracker.http.post('/issues').send(body);
    expectProblem(response, 422, 'VALIDATION_FAILED', { pointer });
    expect((await tracker.http.get('/issues')).body.total).toBe(before);
  });

  it.each<[string, string, number, string]>([
    ['application/json', '{"title":', 400, 'MALFORMED_BODY'],
    ['application/json', '["title"]', 422, 'VALIDATION_FAILED'],
    ['application/json', '"title"', 422, 'VALIDATION_FAILED'],
    ['application/json', 'null', 422, 'VALIDATION_FAILED'],
    ['application/json', '', 422, 'VALIDATION_FAILED'],
    ['application/json', '{"title":"x","__proto__":{"a":1}}', 422, 'VALIDATION_FAILED'],
    ['application/json; charset="UTF-8"', '{"title":5}', 422, 'VALIDATION_FAILED'],
    ['application/json; charset=latin1', '{"title":"x"}', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['text/plain', 'title', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['application/xml', '<title/>', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('A %s body of %j is refused with %d', async (type, body, status, code) => {
    const response = await tracker.http.post('/issues').set('Content-Type', type).send(body);
    expectProblem(response, status, code);
  });

  it('A PATCH of a media type that is not taken is 415, and Accept-Patch names those that are', async () => {
    const { id } = await createIssue(tracker);
    const response = await tracker.http
      .patch(`/issues/${String(id)}`)
      .set('Content-Type', 'application/json-patch+json')
      .send('[]');
    expectProblem(response, 415, 'UNSUPPORTED_MEDIA_TYPE');
    const taken = 'application/json, application/merge-patch+json';
    expect(response.headers['accept-patch']).toBe(taken);
  });

  it.each(['http://evil:99999/issues', 'http://127.0.0.1/issues', 'evil:99999', 'issues'])(
    'The request target %s, which is no path, is refused with 400',
    async (target) => {
      const { text } = await sendSlowly(
        tracker.url,
        [`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`],
        0,
      );
      expect(text).toMatch(/^HTTP\/1\.1 400 /);
      expect(text).toContain('"code":"MALFORMED_REQUEST"');
    },
  );

  it('A body over BODY_LIMIT is refused with 413', async () => {
    const response = await tracker.http.post('/issues').send({ title: 'x'.repeat(2 ** 20) });
    expectProblem(response, 413, 'PAYLOAD_TOO_LARGE');
    expect(response.body.detail).toMatch(
      /^The body has more than \d+ bytes, which is BODY_LIMIT\.$/,
    );
  });

  it.each([
    ['/issues?page=0', 'page'],
    ['/issues?page=-1', 'page'],
    ['/issues?page=1e3', 'page'],
    ['/issues?page=1&page=2', 'page'],
    ['/issues?page=', 'page'],
    ['/issues?page_size=0', 'page_size'],
    ['/issues?page_size=101', 'page_size'],
    ['/issues?status=done', 'status'],
    ['/issues?status=', 'status'],
    ['/issues?priority=low,urgent', 'priority'],
    ['/issues?assignee_id=me', 'assignee_id'],
    ['/issues?assignee_id=99999999999', 'assignee_id'],
    ['/issues?assignee_id=3000000000', 'assignee_id'],
    ['/issues?foo=1', 'foo'],
    ['/issues?page[x]=1', 'page[x]'],
    ['/issues/1?foo=1', 'foo'],
    ['/users?foo=1', 'foo'],
    ['/health?foo=1', 'foo'],
    ['/reports/top-assignees?limit=0', 'limit'],
    ['/reports/top-assignees?limit=101', 'limit'],
    ['/reports/latency?since=yesterday', 'since'],
    ['/reports/latency?until=2026-02-31T00:00:00', 'until'],
  ])('GET %s is refused with 422', async (path, parameter) => {
    expectProblem(await tracker.http.get(path), 422, 'VALIDATION_FAILED', { parameter });
  });

  it('An unknown parameter after a thousand known ones is refused', async () => {
    const many = 'label=x&'.repeat(1_500);
    const response = await tracker.http.get(`/issues?${many}foo=1`);
    expectProblem(response, 422, 'VALIDATION_FAILED', { parameter: 'foo' });
  });

  it.each(['q=%', 'q=%zz', 'q=a&q=%E0%A4', 'q=%C3&%A9=1', 'q=%ff'])(
    'The query %s, which is not percent-encoded UTF-8, is refused',
    async (query) => {
      const response = await tracker.http.get(`/issues?${query}`);
      expectProblem(response, 422, 'VALIDATION_FAILED', { parameter: 'q' });
    },
  );

  it.each<[string, object, string, string]>([
    ['POST', { title: 7 }, '/title', 'string'],
    ['POST', { title: 'x', assignee_id: 'me' }, '/assignee_id', 'int'],
    ['POST', { title: 'x', assignee_id: 1.5 }, '/assignee_id', 'int'],
    ['POST', { title: 'x', assignee_id: 0 }, '/assignee_id', 'min'],
    ['bulk', { issue_ids: 'all', status: 'open' }, '/issue_ids', 'array'],
    ['bulk', { issue_ids: [], status: 'open' }, '/issue_ids', 'array_min_size'],
  ])(
    'A %s request with %j has an error of %s with the code %s',
    async (name, body, pointer, code) => {
      const path = name === 'bulk' ? '/issues/bulk-status' : '/issues';
      const response = await tracker.http.post(path).send(body);
      const { errors } = expectProblem(response, 422, 'VALIDATION_FAILED', { pointer });
      expect(errors).toMatchObject([{ pointer, code }]);
    },
  );

  it('A route without a body refuses body fields and accepts an empty object', async () => {
    const { id } = await createIssue(tracker);
    const path = `/issues/${String(id)}`;
    for (const send of [
      () => tracker.http.post('/maintenance/vacuum'),
      () => tracker.http.post(`${path}/restore`),
      () => tracker.http.get(path),
      () => tracker.http.delete(`${path}?version=1`),
    ]) {
      const named = await send().send({ keep: 1, 'a/b': 2 });
      expectProblem(named, 422, 'VALIDATION_FAILED', { pointer: '/keep' });
      expectProblem(named, 422, 'VALIDATION_FAILED', { pointer: '/a~1b' });
      expectProblem(await send().send([1]), 422, 'VALIDATION_FAILED', { pointer: '' });
      expect((await send().send({})).ok).toBe(true);
    }
    expectProblem(await tracker.http.get(path), 404, 'ISSUE_NOT_FOUND');
  });

  it('A JSON merge patch is accepted for changes only', async () => {
    const { id } = await createIssue(tracker, { description: 'Long' });
    const type = 'application/merge-patch+json';
    const patched = await tracker.http
      .patch(`/issues/${String(id)}`)
      .set('Content-Type', type)
      .send(JSON.stringify({ version: 1, description: null }));
    expect(patched.status).toBe(200);
    expect(patched.body).toMatchObject({ version: 2, description: null });
    const created = await tracker.http
      .post('/issues')
      .set('Content-Type', type)
      .send(JSON.stringify({ title: 'x' }));
    expectProblem(created, 415, 'UNSUPPORTED_MEDIA_TYPE');
    const nothing = await tracker.http
      .patch(`/issues/${String(id)}`)
      .set({ 'Content-Type': type, 'If-Match': '"2"' })
      .send('null');
    expectProblem(nothing, 422, 'VALIDATION_FAILED', { pointer: '' });
  });

  it('An unknown path is 404 with a problem document, also in another case', async () => {
    expectProblem(await tracker.http.get('/nowhere'), 404, 'ROUTE_NOT_FOUND');
    expectProblem(await tracker.http.get('/Issues'), 404, 'ROUTE_NOT_FOUND');
    expectProblem(await tracker.http.options('/nowhere'), 404, 'ROUTE_NOT_FOUND');
  });

  it('An unknown method of a known path is 405 and names the others in Allow', async () => {
    const deleted = await tracker.http.delete('/users/1');
    expectProblem(deleted, 405, 'METHOD_NOT_ALLOWED');
    expect(deleted.headers.allow).toBe('GET, HEAD, OPTIONS, PATCH');
    const put = await tracker.http.put('/issues').send({});
    expectProblem(put, 405, 'METHOD_NOT_ALLOWED');
    expect(put.headers.allow).toBe('GET, HEAD, OPTIONS, POST');
  });

  it('OPTIONS of a known path is 204 with Allow, and Accept-Patch where PATCH is known', async () => {
    const issue = await tracker.http.options('/issues/1').expect(204);
    expect(issue.text).toBe('');
    expect(issue.headers).toMatchObject({
      allow: 'DELETE, GET, HEAD, OPTIONS, PATCH',
      'accept-patch': 'application/json, application/merge-patch+json',
    });
    const health = await tracker.http.options('/health').expect(204);
    expect(health.headers.allow).toBe('GET, HEAD, OPTIONS');
    expect(health.headers).not.toHaveProperty('accept-patch');
  });

  it('HEAD goes wherever GET does', async () => {
    for (const path of ['/issues', '/health', '/labels', '/docs-json', '/metrics']) {
      const { text } = await tracker.http.head(path).expect(200);
      expect(text).toBeFalsy();
    }
  });

  it('A valid X-Request-Id is returned, and otherwise one is generated', async () => {
    const kept = await tracker.http.get('/health').set('X-Request-Id', 'abc-123_x.y');
    expect(kept.headers['x-request-id']).toBe('abc-123_x.y');
    const made = await tracker.http.get('/health').set('X-Request-Id', 'a b');
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

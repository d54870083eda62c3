/** @once no database is used */
import { until } from '../support/until.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';

describe('request log', () => {
  let tracker: TestApp;
  const lines: string[] = [];

  beforeAll(async () => {
    tracker = await createTestApp({}, (line) => lines.push(line));
  });
  afterAll(() => tracker.close());

  it('The request log has one line for each request, without its query and body', async () => {
    await tracker.http.get('/issues?status=open').set('X-Request-Id', 'logged-1').expect(200);
    await tracker.http.post('/issues').send({ title: 'Secret', nonsense: 1 }).expect(422);
    await until(() => lines.length === 2);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { request_id: 'logged-1', method: 'GET', route: '/issues', status: 200, actor_id: null },
      { method: 'POST', route: '/issues', status: 422, ms: expect.any(Number) },
    ]);
    expect(lines.join('')).not.toMatch(/Secret|nonsense|status=open/);
  });
});

import fc from 'fast-check';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

describe('hostile input', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const post = (path: string, body: string) =>
    tracker.http.post(path).set('Content-Type', 'application/json').send(body);

  it.each([
    ['/issues', '{"title":{"constructor":5}}'],
    ['/issues', '{"title":"x","description":{"constructor":5}}'],
    ['/issues', '{"title":"x","description":{"__proto__":null}}'],
    ['/issues/bulk-status', '{"issue_ids":[1],"status":"open","versions":{"constructor":5}}'],
    ['/issues/bulk-status', '{"issue_ids":[{"constructor":5}],"status":"open"}'],
    ['/users', '{"username":{"constructor":5},"email":"a@b.c"}'],
    ['/labels', '{"name":[{"constructor":5}]}'],
  ])('%s refuses %s', async (path, body) => {
    expectProblem(await post(path, body), 422, 'VALIDATION_FAILED');
  });

  it.each(['hasOwnProperty', 'toString', 'valueOf', 'constructor', '__proto__', 'then', ''])(
    'refuses the unknown field %j, and the parameter',
    async (name) => {
      const body = await post('/issues', `{"title":"x",${JSON.stringify(name)}:1}`);
      expectProblem(body, 422, 'VALIDATION_FAILED', { pointer: `/${name}` });
      const query = await tracker.http.get(`/issues?${name}=1`);
      expectProblem(query, 422, 'VALIDATION_FAILED', { parameter: name });
    },
  );

  it.each(['title', 'unknown'])('refuses a deeply nested %s', async (name) => {
    const depth = 100_000;
    const value = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const answer = await post('/issues', `{"title":"x","${name}":${value}}`);
    expect([400, 422]).toContain(answer.status);
    expectProblem(
      answer,
      answer.status,
      answer.status === 400 ? 'MALFORMED_BODY' : 'VALIDATION_FAILED',
    );
  });

  it('answers a form where JSON is expected with 415', async () => {
    const multipart = await tracker.http.post('/issues').field('title', 'x');
    expectProblem(multipart, 415, 'UNSUPPORTED_MEDIA_TYPE');
    const form = await tracker.http.post('/issues').type('form').send({ title: 'x' });
    expectProblem(form, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it.each(['0000-01-01', '0001-01-01T00:00:00%2B14:00', '9999-12-31T23:59:59-14:00'])(
    'answers a report since %s without failing',
    async (since) => {
      for (const report of ['latency', 'top-assignees']) {
        const answer = await tracker.http.get(`/reports/${report}?since=${since}`);
        if (answer.status === 200) expect(answer.body).toEqual([]);
        else expectProblem(answer, 422, 'VALIDATION_FAILED', { parameter: 'since' });
      }
    },
  );

  it('refuses versions of issues that a bulk call does not name', async () => {
    const { id } = await createIssue(tracker);
    const answer = await tracker.http
      .post('/issues/bulk-status')
      .send({ issue_ids: [id], status: 'closed', versions: { [id + 1]: 1 } });
    expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect((await getIssue(tracker, id)).status).toBe('open');
  });

  it('refuses bytes that are not UTF-8 in JSON, and stores nothing', async () => {
    const before = (await tracker.http.get('/issues')).body.total as number;
    const answer = await fetch(`${tracker.url}/issues`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"title":"caf\xe9"}', 'latin1'),
    });
    expect([400, 422]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((await tracker.http.get('/issues')).body.total).toBe(before);
  });

  it('never fails on any JSON as an issue, and gives back what it took', async () => {
    const strange = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('\u0000', '\ud800', 'a\udc00b', '\ufeff', '\u202e', ' ', '%00', "'; --"),
      fc.integer(),
      fc.double(),
      fc.jsonValue(),
      fc.constant(null),
    );
    const body = fc.record(
      { title: strange, description: strange, status: strange, assignee_id: strange },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const answer = await tracker.http.post('/issues').send(sent);
        if (answer.status !== 201) {
          expect([400, 422]).toContain(answer.status);
          expectProblem(answer, answer.status, answer.body.code as string);
          return;
        }
        const { id } = answer.body as { id: number };
        expect(await getIssue(tracker, id)).toMatchObject({
          title: (sent.title as string).trim(),
          description: sent.description ?? null,
        });
      }),
      { numRuns: 150 },
    );
    await tracker.http.get('/issues?page_size=100').expect(200);
  });
});

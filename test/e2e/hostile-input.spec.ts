import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';
import { sendSlowly } from '../support/raw-client.js';

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

  it('names a hundred of very many unknown fields', async () => {
    const fields = Object.fromEntries(
      Array.from({ length: 60_000 }, (_, n) => [`f${String(n)}`, 1]),
    );
    const answer = await tracker.http.post('/issues').send({ title: 'x', ...fields });
    expectProblem(answer, 422, 'VALIDATION_FAILED', { pointer: '/f99' });
    expect(answer.body.errors).toHaveLength(100);
  });

  it('refuses far too many ids without looking at them', async () => {
    const answer = await post(
      '/issues/bulk-status',
      `{"status":"open","issue_ids":[${Array(400_000).fill('"x"').join(',')}]}`,
    );
    expect(answer.status).toBe(413);
    const fewer = await post(
      '/issues/bulk-status',
      `{"status":"open","issue_ids":[${Array(200_000).fill('"x"').join(',')}]}`,
    );
    expectProblem(fewer, 422, 'VALIDATION_FAILED', { pointer: '/issue_ids' });
    expect(fewer.body.errors).toEqual([
      {
        pointer: '/issue_ids',
        code: 'array_max_size',
        detail: 'must have at most 10000 entries',
      },
    ]);
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

  const SQL = [
    "'; DROP TABLE issues; --",
    "' OR '1'='1",
    '1); DELETE FROM users; --',
    '" UNION SELECT token_hash FROM api_tokens --',
    "\\'; SELECT pg_sleep(10); --",
  ];

  it.each(SQL)('takes %s as text in every field, and gives it back', async (sql) => {
    const { body: user } = await tracker.http
      .post('/users')
      .send({ username: sql, email: `a${String(SQL.indexOf(sql))}@b.example`, full_name: sql })
      .expect(201);
    const { id } = await createIssue(tracker, { title: sql, description: sql });
    const path = `/issues/${String(id)}`;
    await tracker.http
      .post(`${path}/comments`)
      .send({ body: sql, author_id: user.id as number })
      .expect(201);
    await tracker.http
      .put(`${path}/labels`)
      .send({ label_names: [sql] })
      .expect(200);
    const csv = `title,description,labels\n${[sql, sql, ''].map(quoted).join(',')}\n`;
    await tracker.http.post('/issues/import').attach('file', Buffer.from(csv), 'a.csv').expect(200);
    const { body } = await tracker.http.get(path).expect(200);
    expect(body).toMatchObject({ title: sql, description: sql, labels: [{ name: sql }] });
    expect(body.comments[0].body).toBe(sql);
    expect(user).toMatchObject({ username: sql, full_name: sql });
  });

  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it('takes SQL in every parameter of every route without failing', async () => {
    const { id } = await createIssue(tracker);
    const total = async () => (await tracker.http.get('/issues').expect(200)).body.total as number;
    const before = await total();
    const { paths } = (await tracker.http.get('/docs-json').expect(200)).body as {
      paths: Record<string, { get?: { parameters?: { in: string; name: string }[] } }>;
    };
    const parameters = Object.entries(paths).flatMap(([path, { get }]) =>
      (get?.parameters ?? []).map((parameter) => ({ path, ...parameter })),
    );
    expect(parameters.length).toBeGreaterThan(25);
    for (const { path, in: place, name } of parameters) {
      for (const sql of SQL) {
        const written = encodeURIComponent(sql);
        const asked = path.replaceAll(/\{(\w+)\}/g, (_, one) =>
          place === 'path' && one === name ? written : String(id),
        );
        const call = tracker.http.get(asked);
        if (place === 'query') call.query({ [name]: sql });
        else if (place === 'header') call.set(name, sql);
        const { status } = await call;
        expect([name, [200, 404, 422].includes(status) ? 'answered' : status]).toEqual([
          name,
          'answered',
        ]);
      }
    }
    expect(await total()).toBe(before);
  }, 120_000);

  it.each(['/issues/%', '/labels/%zz', '/users/%E0%A4%A'])(
    'says that the path is malformed: %s',
    async (path) => {
      const answer = await fetch(`${tracker.url}${path}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'MALFORMED_URL', status: 400 });
    },
  );

  it('refuses 10 MB of JSON, and what becomes as much when it is unpacked', async () => {
    const large = JSON.stringify({ title: 'x'.repeat(10_000_000) });
    expectProblem(await post('/issues', large), 413, 'PAYLOAD_TOO_LARGE');
    const bomb = await fetch(`${tracker.url}/issues`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(large),
    });
    expect(bomb.status).toBe(413);
  });

  it('refuses a header of 64 kB', async () => {
    const { status, body } = await tracker.http.get('/issues').set('X-Long', 'x'.repeat(65_536));
    expect([status, body.code]).toEqual([431, 'HEADERS_TOO_LARGE']);
  });

  it('does not unpack an upload', async () => {
    const before = (await tracker.http.get('/issues')).body.total as number;
    // Small enough to be sent before the answer comes: a server that has refused reads no more.
    const bomb = gzipSync(Buffer.alloc(20_000_000, 'title\n'));
    const upload = tracker.http.post('/issues/import').attach('file', bomb, 'bomb.csv');
    expectProblem(await upload, 400, 'INVALID_CSV');
    expect((await tracker.http.get('/issues')).body.total).toBe(before);
  });

  it('serves beside 1,000 connections that say nothing more, and cuts them off', async () => {
    const other = await createTestApp({ REQUEST_TIMEOUT_SECONDS: '5' });
    const slow = Array.from({ length: 1_000 }, () =>
      sendSlowly(other.url, ['GET /issues HTTP/1.1\r\nHost: x\r\nX-More: '], 0),
    );
    try {
      for (let ask = 0; ask < 20; ask += 1) await other.http.get('/issues').expect(200);
      const answers = await Promise.all(slow);
      const codes = new Set(answers.map(({ text }) => text.slice(0, 12)));
      expect([...codes]).toEqual(['HTTP/1.1 408']);
      await other.http.get('/issues').expect(200);
    } finally {
      await other.close();
    }
  }, 120_000);
});
